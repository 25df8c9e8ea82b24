log = []


def check(n):
    log.append(n)
    return n > 2


for value in ([1, 2], [3, 4], [5]):
    match value:
        case [x, y] if check(x):
            print("big pair", x, y)
        case [x, _] as whole:
            print("pair", x, whole)
        case other:
            print("fell through", other, x)
print(log)
match log:
    case [*_, last] if last > 100:
        result = "big"
    case [first, *middle, last]:
        result = (first, middle, last)
result
