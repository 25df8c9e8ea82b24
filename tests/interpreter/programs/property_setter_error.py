class Circle:
    def __init__(self, radius):
        self.radius = radius

    @property
    def area(self):
        return 3 * self.radius ** 2


circle = Circle(2)
print(circle.area)
try:
    del circle.area
except AttributeError as error:
    print(error)
circle.area = 5
