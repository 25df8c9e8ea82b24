import copy
from collections import namedtuple
from dataclasses import dataclass

Point = namedtuple("Point", "x y")


@dataclass(frozen=True)
class Pixel:
    x: int
    colour: str = "red"


class Own:
    def __replace__(self, **changes):
        return ("replaced", changes)


print(copy.replace(Point(1, 2), y=5), copy.replace(Pixel(1), colour="blue"), copy.replace(Own(), a=1))
copy.replace([1], x=1)
