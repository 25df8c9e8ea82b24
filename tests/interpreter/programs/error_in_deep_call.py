def a(x):
    return b(x) + 1


def b(x):
    values = [c(v) for v in x]
    return sum(values)


def c(v):
    return 100 / v


print(a([1, 2, 5]))
result = (
    a([4])
    + a([5])
    + a([0])
)
