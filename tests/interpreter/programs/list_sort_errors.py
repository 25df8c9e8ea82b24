class Fickle:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        if "bad" in (self.name, other.name):
            raise RuntimeError(f"cannot compare {self.name} and {other.name}")
        return self.name < other.name


items = [Fickle(n) for n in ("c", "a", "b")]
items.sort()
print([item.name for item in items])
print(min(items).name)


def key(n):
    return 10 / n


try:
    [3, 0, 1].sort(key=key)
except ZeroDivisionError as error:
    print(error)
sorted([Fickle("x"), Fickle("bad"), Fickle("y")])
