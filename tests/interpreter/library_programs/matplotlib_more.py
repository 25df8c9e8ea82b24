import matplotlib
import matplotlib as mpl
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle

with plt.rc_context({"lines.linewidth": 3}):
    width = mpl.rcParams["lines.linewidth"]
fig = plt.figure()
ax = fig.add_subplot(projection="3d")
ax.scatter([1, 2], [3, 4], [5, 6], c=[0.1, 0.9], cmap="viridis")
other, axes = plt.subplots()
axes.imshow([[1, 2], [3, 4]], cmap=matplotlib.colormaps["plasma"])
axes.add_patch(Rectangle((0, 0), 1, 1, alpha=0.3))
axes.hist([1, 2, 2, 3], bins=3)
axes.fill_between([0, 1], [1, 2])
axes.text(0.5, 0.5, "t", transform=axes.transAxes)
axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
other.colorbar(axes.images[0])
other.canvas.draw()
plt.show()
plt.close("all")
width, len(axes.patches), mpl.colors.to_hex("red"), plt.cm.viridis(0.5)[:3]
