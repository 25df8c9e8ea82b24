items = [[y for y in range(x)] for x in range(3)]
print(items, [locals().get("never") for _ in range(1)])


def tricky():
    values = []
    for n in range(3):
        values += [(lambda: n + m)() for m in range(2)]
    x = 1
    [x := x + y for y in range(3)]
    return values, x, [y for y in "ab"], [x for x in "cd"], x


print(tricky())


class Body:
    x = 2
    doubled = [i * 2 for i in range(x)]
    funcs = [f() for f in [lambda: "ok"]]


print(Body.doubled, Body.funcs)
[1 / n for n in (2, 1, 0)]
