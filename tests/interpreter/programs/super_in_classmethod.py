class Shape:
    sides = 0

    @classmethod
    def make(cls, **options):
        made = cls()
        made.options = options
        return made

    @staticmethod
    def kind():
        return "shape"


class Square(Shape):
    sides = 4

    @classmethod
    def make(cls, **options):
        return super().make(colour="red", **options)

    @staticmethod
    def kind():
        return Shape.kind() + "/square"


class Tile(Square):
    pass


tile = Tile.make(size=2)
print(type(tile).__name__, tile.options, tile.sides, tile.kind(), Tile.kind())
Square.make(colour="blue")
