def store(shelf, item):
    shelf[item] = len(item)


def pop(items):
    items.pop()


def maybe(flag):
    if flag:
        return "yes"


shelf = {}
print(store(shelf, "book"), shelf)
print(pop([1, 2]))
print(maybe(False), maybe(True))
store(shelf, "pen")
