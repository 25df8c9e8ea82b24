import pandas as pd

s = pd.Series(range(10), index=pd.date_range("2024-01-01", periods=10, freq="D", tz="Europe/Berlin"))
print(s.resample("3D").sum())
print(s.rolling(3).mean().round(2).tolist(), s.ewm(span=3).mean().round(3).iloc[-1])
print(s.shift(1).fillna(0).astype(int).tolist(), s.pct_change().iloc[2])
print((s.index[1] - pd.Timedelta("36h")).isoformat(), pd.Timestamp("2024-05-05").day_name())
wide = pd.DataFrame({"t": [1, 2], "x": [3, 4], "y": [5, 6]})
long = wide.melt(id_vars="t").sort_values(["t", "variable"])
print(long)
merged = pd.merge(wide, long, on="t", how="left", suffixes=("", "_r"))
pd.concat([merged, merged]).drop_duplicates().shape, pd.cut([1, 5, 9], 3, labels=["l", "m", "h"]).tolist()
