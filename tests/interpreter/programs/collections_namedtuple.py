from collections import UserDict, namedtuple

Point = namedtuple("Point", "x y z", defaults=[0])
p = Point(1, y=2)
print(p, p.x + p.z, p._replace(z=5), Point._make([7, 8, 9]), p._asdict(), Point._fields, p == (1, 2, 0))
Odd = namedtuple("Odd", ["class", "ok", "ok"], rename=True)
print(Odd._fields, sorted([Point(2, 1), Point(1, 3)]))


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


u = Upper(a=1)
u["b"] = 2
print(u, "A" in u, u.data)
x, y, z = p
Point(1)
