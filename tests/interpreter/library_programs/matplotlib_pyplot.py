import io

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

plt.rcParams["figure.figsize"] = (4, 3)
plt.style.use("ggplot")
x = np.linspace(0, 6, 50)
fig, (left, right) = plt.subplots(1, 2, sharey=True)
left.plot(x, np.sin(x), label="sin", color="tab:red")
left.axhline(0, lw=0.5)
left.set(title="waves $\\alpha^2$", xlabel="x")
left.legend(loc="best")
left.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:.1f}"))
right.bar(["a", "b"], [1, -1])
right.xaxis.set_major_locator(MaxNLocator(2))
right.annotate("here", xy=(0, 1), xytext=(0.5, 0.5), arrowprops={"arrowstyle": "->"})
fig.suptitle("both")
fig.tight_layout()
buffer = io.BytesIO()
fig.savefig(buffer, format="png")
svg = io.StringIO()
plt.savefig(svg, format="svg")
print(buffer.getvalue()[:4], "</svg>" in svg.getvalue(), fig.get_size_inches().tolist())
plt.close("all")
plt.get_fignums()
