from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int


class Circle:
    __match_args__ = ("centre", "radius")

    def __init__(self, centre, radius):
        self.centre, self.radius = centre, radius


def show(shape):
    match shape:
        case Point(0, 0):
            return "origin"
        case Point(x, 0) | Point(0, x):
            return f"on an axis at {x}"
        case Point(x=x, y=y) if x == y:
            return f"diagonal {x}"
        case Circle(Point(x, _), radius=r):
            return f"circle at x={x}, r={r}"
        case int(n) | float(n):
            return f"number {n}"
        case str():
            return "text"
        case _:
            return "?"


for shape in (Point(0, 0), Point(3, 0), Point(0, 4), Point(2, 2), Circle(Point(5, 6), 7), 3, 2.5, "s", Point(1, 2)):
    print(show(shape))
match Point(1, 2):
    case Point(a, b, c):
        pass
