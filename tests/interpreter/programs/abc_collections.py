from collections.abc import Iterable, Mapping, MutableSequence, Sequence, Sized


class Range2(Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if not -self.n <= i < self.n:
            raise IndexError(i)
        return (i % self.n) ** 2


class Lower(Mapping):
    def __init__(self, **data):
        self.data = data

    def __getitem__(self, key):
        return self.data[key.lower()]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


r, m = Range2(5), Lower(a=1, b=2)
print(list(r), 9 in r, r.index(4), list(reversed(r)), r.count(1))
print(m["A"], m.get("Z"), dict(m), "B" in m, m == {"a": 1, "b": 2}, list(m.items()))
print(isinstance([], Iterable), isinstance(r, Sized), issubclass(dict, Mapping), isinstance("x", MutableSequence))
m["missing"]
