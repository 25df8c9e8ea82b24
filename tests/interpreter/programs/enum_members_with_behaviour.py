from enum import Enum


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    def density(self):
        return round(self.mass / self.radius ** 3, 4)


class Operation(Enum):
    ADD = "+"
    SUB = "-"

    def __call__(self, a, b):
        return a + b if self is Operation.ADD else a - b

    @classmethod
    def _missing_(cls, value):
        return cls.ADD if value == "plus" else None


print([p.density() for p in Planet], Planet((0.64, 3.39)).name)
print(Operation("plus")(1, 2), Operation.SUB(5, 3), Planet.EARTH.value)
Planet.EARTH = 5
