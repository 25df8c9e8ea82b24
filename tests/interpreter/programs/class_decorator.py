def with_repr(*names):
    def decorate(cls):
        def __repr__(self):
            shown = ", ".join(f"{n}={getattr(self, n)!r}" for n in names)
            return f"{cls.__name__}({shown})"
        cls.__repr__ = __repr__
        cls.fields = names
        return cls
    return decorate


def counted(cls):
    original = cls.__init__

    def __init__(self, *args, **kwargs):
        cls.instances += 1
        original(self, *args, **kwargs)
    cls.__init__, cls.instances = __init__, 0
    return cls


@with_repr("name", "price")
@counted
class Item:
    def __init__(self, name, price=1):
        self.name, self.price = name, price


print([Item("tea"), Item("milk", price=2)], Item.instances, Item.fields)
Item(cost=3)
