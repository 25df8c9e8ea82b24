"""Classes that name other attributes for patterns while the program runs."""

import abc
import enum
from dataclasses import dataclass


class Base:
    __match_args__ = ("x",)
    x, y, z = "x", "y", "z"


class Derived(Base):
    pass


def named(subject):
    match subject:
        case Derived(found):
            return found
        case Base(found):
            return f"base {found}"
        case _:
            return "neither"


print(named(Derived()), named(Base()), named(1))
Base.__match_args__ = ("y",)
print("set", named(Derived()), named(Base()))
setattr(Derived, "__match_args__", ("z",))
print("setattr", named(Derived()), named(Base()))
type.__setattr__(Base, "__match_args__", ("x", "y"))
print("type.__setattr__", named(Derived()), named(Base()))
del Derived.__match_args__
print("del", named(Derived()), named(Base()))
for Derived.__match_args__ in [("x",), ("z",)]:
    print("for", named(Derived()))
Derived.__match_args__ += ("y",)
print("augmented", named(Derived()), Derived.__match_args__)
delattr(Base, "__match_args__")
try:
    named(Base())
except TypeError as error:
    print(error, error.__context__)
Base.__match_args__ = ["x"]
try:
    named(Base())
except TypeError as error:
    print(error, error.__context__)


class Names(tuple):
    pass


for names in [Names(["x"]), (1,), ("missing",), ("x", "x"), ("y",)]:
    Base.__match_args__ = names
    try:
        print(named(Base()))
    except TypeError as error:
        print(error)

dataclass(Derived)
print("no fields", Derived.__match_args__)
Derived.__annotations__ = {"z": str}
del Derived.__match_args__
print("inherited", named(Derived()))
dataclass(Derived)
print("dataclass", Derived.__match_args__, named(Derived()))


def rename(subject):
    global Derived
    match subject:
        case Derived(found):
            return found
    return None


kept, Derived = Derived, Base
print("bound anew", rename(Base()), rename(kept()))
del Derived
try:
    rename(Base())
except NameError as error:
    print(error, error.__context__)
Derived = kept
print("defined again", rename(kept()))


class Shape(abc.ABC):
    __match_args__ = ("size",)

    @property
    @abc.abstractmethod
    def size(self): ...


class Square(Shape):
    side, size = 2, 4


@Shape.register
class Foreign:
    size = 9


class Colour(enum.Enum):
    RED = 1


class Naming(type):
    names = ("one",)

    @property
    def __match_args__(cls):
        return cls.names


class Fickle(metaclass=Naming):
    one, two = 1, 2


class Hidden:
    __match_args__ = ("_value",)

    def __init__(self, value):
        self._value = value


def told(subject):
    match subject:
        case Square(4 as size):
            return "square", size
        case Shape(size):
            return "shape", size
        case Colour(name=name):
            return "colour", name
        case Hidden("secret"):
            return "found"
        case Hidden(_value=[Hidden(inner), *_]):
            return "nested", inner
        case Fickle(value):
            return "fickle", value


for _ in range(2):
    every = [Square(), Foreign(), Colour.RED, Hidden("secret"), Hidden([Hidden(3), 4]), Hidden(5), Fickle(), None]
    print([told(each) for each in every])
    Naming.names = ("two",)
Shape.__match_args__ = ("side",)
print(told(Foreign()))
told(Square())
