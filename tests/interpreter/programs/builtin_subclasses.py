class Stack(list):
    def push(self, item):
        self.append(item)
        return self

    @property
    def top(self):
        return self[-1]


class Loud(str):
    def __add__(self, other):
        return Loud(str(self) + other.upper())

    def __len__(self):
        return 100


class Clamped(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, min(value, 10))


s = Stack([1]).push(2).push(3)
print(s, s.top, type(s[:2]).__name__, Stack() == [])
loud = Loud("hey ") + "you"
print(loud, len(loud), type(loud.strip()).__name__, f"{loud:>12}")
c = Clamped(a=50)
c["b"] = 50
c.update(c=50)
print(c)
Stack().top
