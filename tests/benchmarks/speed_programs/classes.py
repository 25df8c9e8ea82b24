"""Objects with private state, properties, operators and inheritance."""


class Vector:
    __slots__ = ("_x", "_y")

    def __init__(self, x, y):
        self._x = x
        self._y = y

    def __add__(self, other):
        return Vector(self._x + other._x, self._y + other._y)

    @property
    def length(self):
        return (self._x**2 + self._y**2) ** 0.5


class Particle:
    def __init__(self, name):
        self.name = name
        self.place = Vector(0, 0)
        self._steps = 0

    def move(self, by):
        self.place = self.place + by
        self._steps += 1
        return self


class Slow(Particle):
    def move(self, by):
        return super().move(by) if self._steps % 2 else self._rest()

    def _rest(self):
        self._steps += 1
        return self


particles = [Particle(f"p{number}") for number in range(50)] + [Slow(f"s{number}") for number in range(50)]
for _ in range(100):
    for index, particle in enumerate(particles):
        particle.move(Vector(index, 1))
result = round(sum(particle.place.length for particle in particles), 6)
