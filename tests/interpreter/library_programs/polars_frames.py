import polars as pl

df = pl.DataFrame({"g": ["a", "b", "a"], "x": [1, 2, 3], "y": [1.5, None, 4.5]})
lazy = (
    df.lazy()
    .with_columns((pl.col("x") * 2).alias("double"), pl.col("y").fill_null(0))
    .filter(pl.col("double") > 2)
    .group_by("g")
    .agg(pl.col("x").sum(), pl.len().alias("n"), pl.col("y").map_elements(lambda v: v, return_dtype=pl.Float64).max().alias("top"))
    .sort("g")
)
print(lazy.collect())
print(df.join(df.select("g", pl.col("x").alias("z")), on="g").sort("x", "z").rows())
print(df.write_csv())
df.to_dicts(), df.select(pl.col("y").mean()).item(), df.pivot(on="g", index="x", values="y").shape
