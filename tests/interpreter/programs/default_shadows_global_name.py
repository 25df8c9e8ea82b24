limit = 5
data = [1, 2, 3]


def take(items=None, limit=limit, *, data=None):
    items = items if items is not None else "nothing"
    return items, limit, data


limit = 99
print(take())
print(take([1], data=data))
double = lambda x, factor=limit: x * factor
limit = 0
print(double(2))
take.__defaults__
