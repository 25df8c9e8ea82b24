def first(a, *rest, last=None, **options):
    return a, rest, last, options


print(first(1))
print(first(1, 2, 3))
print(first(*range(4), last="z", **{"x": 1, "y": 2}))
print(first(*"ab", *(), *[1], **{}, **{"k": 0}))
print((lambda *a, **k: (a, sorted(k)))(1, *[2], b=3, **{"c": 4}))
first(1, **{"x": 1}, **{"x": 2})
