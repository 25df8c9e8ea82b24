import csv
import io
import os.path
import sys
import warnings
from pathlib import Path, PurePosixPath

import numpy as np

warnings.filterwarnings("ignore")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    np.array([1.0]) / np.array([0.0])
print([str(w.category.__name__) for w in caught], sys.version_info >= (3, 11))
out = io.StringIO()
writer = csv.DictWriter(out, fieldnames=["a", "b"])
writer.writeheader()
writer.writerow({"a": 1, "b": "x,y"})
print(list(csv.reader(out.getvalue().splitlines())))
path = Path("data") / "2024" / "sales.tar.gz"
path.suffixes, path.with_suffix(".csv").name, PurePosixPath("/a/b").relative_to("/a"), os.path.splitext("x/y.txt"), path
