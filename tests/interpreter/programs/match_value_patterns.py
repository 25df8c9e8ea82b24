from enum import Enum


class Colour(Enum):
    RED = "r"
    GREEN = "g"


class Limits:
    low = 1
    high = 10


def name(value):
    match value:
        case Colour.RED:
            return "stop"
        case Colour.GREEN:
            return "go"
        case Limits.low | Limits.high:
            return "at a limit"
        case Limits.middle:
            return "never"


print(name(Colour.RED), name(Colour("g")), name(10))
name(5)
