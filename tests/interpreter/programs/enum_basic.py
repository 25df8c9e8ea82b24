from enum import Enum, IntEnum, StrEnum, auto, unique


class Colour(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    CRIMSON = 1

    @property
    def warm(self):
        return self is Colour.RED

    @classmethod
    def default(cls):
        return cls.BLUE


class Level(IntEnum):
    LOW = 1
    HIGH = 5


class Mode(StrEnum):
    READ = auto()
    WRITE = auto()


print(list(Colour), Colour.CRIMSON, Colour["GREEN"], Colour(3), Colour.RED.warm, Colour.default().name)
print(Level.HIGH > 3, Level.LOW + 1, sorted([Level.HIGH, Level.LOW]), f"{Mode.READ} {Mode.WRITE!r}", Mode("read"))
print(Colour.RED is Colour.CRIMSON, Colour.RED == 1, len(Colour), Colour.RED in Colour, {Colour.RED: "r"})
Colour(7)
