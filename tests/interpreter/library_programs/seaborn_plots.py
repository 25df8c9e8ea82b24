import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

sns.set_theme(style="whitegrid")
df = pd.DataFrame({"x": [1, 2, 3, 4] * 3, "y": range(12), "kind": list("abc") * 4})
ax = sns.scatterplot(data=df, x="x", y="y", hue="kind")
grid = sns.catplot(data=df, x="kind", y="y", kind="box")
sns.heatmap(df[["x", "y"]].corr(), annot=True)
sns.barplot(data=df, x="kind", y="y", estimator="mean", errorbar=None)
pair = sns.pairplot(df, hue="kind")
joint = sns.jointplot(data=df, x="x", y="y", kind="hex")
names = [text.get_text() for text in ax.get_legend().get_texts()]
plt.close("all")
names, pair.axes.shape, len(sns.color_palette("deep", 3))
