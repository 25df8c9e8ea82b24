n = 1


def power(base, exponent=n + 1):
    return base ** exponent


n = 10
print(power(3))


def collect(item, into=[]):
    into.append(item)
    return into


collect("a")
collect("b")
print(collect("c", ["fresh"]))
data = [1, 2, 3]


def describe(data=None):
    return f"got {data}"


print(describe())
collect("d")
