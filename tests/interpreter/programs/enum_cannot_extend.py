from enum import Enum, unique


class Suit(Enum):
    HEARTS = "h"


try:
    @unique
    class Repeated(Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
try:
    Suit.CLUBS
except AttributeError as error:
    print(error)


class More(Suit):
    CLUBS = "c"
