import io

import pandas as pd

df = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
parquet = io.BytesIO()
df.to_parquet(parquet)
parquet.seek(0)
print(pd.read_parquet(parquet))
print(pd.read_json(io.StringIO(df.to_json(orient="split")), orient="split"))
text = io.StringIO()
df.to_csv(text, index=False, sep=";")
text.seek(0)
pd.read_csv(text, sep=";").equals(df)
