import io

import numpy as np

buffer = io.BytesIO()
np.savez(buffer, a=np.arange(3), b=np.eye(2))
buffer.seek(0)
loaded = np.load(buffer)
print(sorted(loaded.files), loaded["b"].sum())
text = io.StringIO("1,2\n3,4")
print(np.loadtxt(text, delimiter=",").tolist(), np.genfromtxt(["1 2", "3 x"]).tolist())
out = io.StringIO()
np.savetxt(out, np.eye(2), fmt="%d")
out.getvalue()
