value = 1
items = [0, 1, 2, 3, 4, 5]
table = {"a": 1, "b": 2}
del items[0], items[-1]
del items[::2]
del table["a"]
print(items, table)


def local():
    temporary = 5
    del temporary
    try:
        return temporary
    except UnboundLocalError as error:
        return str(error)


print(local())
(a, b), [c] = (1, 2), [3]
del (a, b), [c]
del value
value
