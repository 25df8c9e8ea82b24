import pandas as pd

pd.set_option("display.precision", 2)
pd.options.display.max_rows = 3
print(pd.DataFrame({"a": [1.23456] * 5}))
with pd.option_context("display.precision", 4):
    print(pd.Series([1.23456]))
styled = pd.DataFrame({"a": [1, 2]}).style.highlight_max().format("{:.1f}")
"<table" in styled.to_html(), pd.get_option("display.precision")
