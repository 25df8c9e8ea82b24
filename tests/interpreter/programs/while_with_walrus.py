lines = iter(["first", "second", "", "after"])
while line := next(lines, None):
    print(line)
print(repr(line))
data = list(range(10))
while (chunk := data[:4]):
    print(chunk)
    del data[:4]
if (n := len("walrus")) > 5 and (m := n * 2):
    print(n, m)
[y := 1, y ** 2, y + 10]
