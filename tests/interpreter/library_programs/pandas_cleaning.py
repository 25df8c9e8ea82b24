import io

import pandas as pd

text = "name,joined,amount\n ann ,2024-01-03,1'000\nBob,2024-02-11,250\n,2024-03-01,\n"
df = pd.read_csv(io.StringIO(text), thousands="'", parse_dates=["joined"])
df.columns = [c.upper() for c in df.columns]
df["NAME"] = df["NAME"].str.strip().str.title()
df = df.dropna(subset=["NAME"]).assign(MONTH=lambda d: d["JOINED"].dt.month_name())
df.loc[df["AMOUNT"] > 500, "BIG"] = True
df.index.name = "row"
print(df)
print(df.dtypes.astype(str).to_dict())
print(df.apply(lambda row: row["AMOUNT"] * 2, axis=1).tolist(), df["NAME"].map(len).tolist())
print(df.to_csv(index=False))
print(df.to_json(orient="records", date_format="iso"))
print(df.describe().round(2).to_string())
len(df.to_html()), df.to_dict("list")["MONTH"]
