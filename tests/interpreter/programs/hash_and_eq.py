class Key:
    def __init__(self, name, weight):
        self.name, self.weight = name, weight

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name

    def __hash__(self):
        return hash(self.name)


table = {Key("a", 1): "first"}
table[Key("a", 2)] = "second"
(only,) = table
print(len(table), only.weight, table[Key("a", 0)], Key("b", 1) in table)
print(len({Key("x", i) for i in range(5)}))


class NoHash:
    __hash__ = None


{1, NoHash()}
