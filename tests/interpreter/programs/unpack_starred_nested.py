a, *b = [1, 2, 3]
[c, d] = "xy"
(e, (f, *g)), *h = (1, "abc"), 2, 3
*i, j = range(4)
print(a, b, c, d, e, f, g, h, i, j)
x = y = [0]
x.append(1)
print(y)
first, (second, third) = {"k": 1}, {1: 0, 2: 0}
print(first, second, third)
a, b = b, a
print(a, b)
for name, *scores in [("ann", 1, 2), ("bob",)]:
    print(name, scores)
p, q, *r = [1]
