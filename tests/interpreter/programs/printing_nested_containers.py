data = {"list": [1, "a", None, (2.0,)], "set": {3}, "empty": [(), {}, set()], b"k": frozenset([1])}
print(data)
print([[["deep"]]], [{"a": [{"b": 1}]}], ("x",), [Ellipsis])
data["self"] = data
print(data)


class Broken:
    def __repr__(self):
        return 5


class Nested:
    def __repr__(self):
        return "<N>"


print([Nested(), {Nested(): Nested()}], str([Nested()]), f"{[Nested()]}")
print([Broken()])
