import pandas as pd

df = pd.DataFrame({"city": ["a", "b", "a", "c", "b"], "year": [1, 1, 2, 2, 2], "sales": [10.0, 20, 30, None, 50]})
df["sales"] = df["sales"].fillna(df["sales"].mean())
by = df.groupby("city")["sales"].agg(["sum", "mean", "count"])
print(by)
print(df.groupby("year").agg(total=("sales", "sum"), cities=("city", "nunique")))
print(df.groupby("city").agg({"sales": ["min", lambda s: s.max() - s.min()], "year": "last"}))
print(df.groupby("city")["sales"].transform("sum").tolist(), df["sales"].agg("mean"))
print(df.pivot_table(index="city", columns="year", values="sales", aggfunc="sum", fill_value=0))
df.groupby("city").apply(lambda g: g["sales"].iloc[0]).to_dict()
