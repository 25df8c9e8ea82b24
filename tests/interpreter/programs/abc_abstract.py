from abc import ABC, abstractmethod


class Shape(ABC):
    @property
    @abstractmethod
    def area(self):
        ...

    @abstractmethod
    def scale(self, factor):
        return f"scaled by {factor}"

    def describe(self):
        return f"{type(self).__name__} of {self.area}"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side ** 2

    def scale(self, factor):
        self.side *= factor
        return super().scale(factor)


class Half(Shape):
    area = 1


square = Square(3)
print(square.describe(), square.scale(2), square.area, isinstance(square, Shape))
Half()
