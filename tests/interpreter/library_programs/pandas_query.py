import pandas as pd

df = pd.DataFrame({"a": range(6), "b c": list("xyxyxy"), "name": ["ab", "cd", "ae", "f", "a", "g"]})
threshold = 3


def above(frame):
    limit = 4
    return frame.query("a > @limit")


print(df.query("a > @threshold and `b c` == 'x'"))
print(df.query("a in [1, 2] or not a < 5"), len(above(df)))
print(df.eval("d = a * 2 + 1")["d"].tolist(), pd.eval("1 + 2 * 3"))
df.query("name.str.startswith('a')")["a"].tolist()
