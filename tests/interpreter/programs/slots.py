class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Named(Point):
    __slots__ = ("name",)


point = Named(1, 2)
print(point.x, point.y, hasattr(point, "name"), Named.__slots__)
try:
    point.name
except AttributeError as error:
    print(error)
point.name = "origin"
del point.x
print(hasattr(point, "x"), point.name)
point.z = 3
