print(..., None, True, False, 0x1F, 1_0.5, 1e3, 5j, b"\n", r"\d", "tab\t|", 'a' 'b', """tri"ple""", u"old")
print(type(...).__name__, NotImplemented, __name__, -1 ** 2, not 1 == 2, 2 ** 3 ** 2, ~-1, - -1, 3 - -3)
print(1 if 0 else 2 if 0 else 3, (yes := 5) + yes, [1, 2, 3][-1], {1: 2}.get(1), "é" == "\u00e9", "\N{BULLET}")
x = y = z = 0; x += 1
print(x, y, z); print("semicolon")
if x: print("one line")
total = 1 + \
    2
(total,
 "last")
