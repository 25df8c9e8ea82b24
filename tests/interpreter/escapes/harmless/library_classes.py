# %% enumeration
# Enumerations with private helpers of the code, aliases and lookups.
from enum import Enum, Flag, auto
class Colour(Enum):
    RED = auto()
    BLUE = 5
    AZURE = 5
    @classmethod
    def _missing_(cls, value):
        return cls.RED
    def _shade(self):
        return self.value + 1
    def darker(self):
        return self._shade() + self._value_
class P(Flag):
    R = 1
    W = 2
Colour(99).name, Colour.AZURE.name, Colour.BLUE.darker(), list(Colour.__members__), P.R | P.W, Colour._member_names_, Colour._value2member_map_[5].name


# %% enum_members_are_a_mapping
# The members of an enumeration, merged and compared.
from enum import Enum
class E(Enum):
    A = 1
m = E.__members__
dict(m) == m, m == {"A": E.A}, (m | {"B": 2})["B"], m.get("C"), len(m), {**m}


# %% abstract_classes
# Abstract classes with hooks, registration and isinstance.
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @classmethod
    def __subclasshook__(cls, other):
        return True if hasattr(other, "area") else NotImplemented
class Square:
    def area(self):
        return 4
class Other:
    pass
Shape.register(Other)
isinstance(Square(), Shape), isinstance(Other(), Shape), isinstance(5, Shape)


# %% abstract_mapping
# Classes of the code below those of collections.abc, matched and registered.
from collections.abc import Mapping, MutableSequence, Sequence
class D(Mapping):
    def __init__(self, **values):
        self._d = values
    def __getitem__(self, key):
        return self._d[key]
    def __iter__(self):
        return iter(self._d)
    def __len__(self):
        return len(self._d)
class S:
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return [1, 2][i]
d = D(a=1)
match d:
    case {"a": x}:
        pass
isinstance(d, Mapping), dict(d), x, d.get("b"), D(a=1) == d


# %% abstract_decorators
# Decorators above and below others.
import abc, typing
class A(abc.ABC):
    @property
    @abc.abstractmethod
    def x(self): ...
    @staticmethod
    @abc.abstractmethod
    def s(): ...
    @abc.abstractmethod
    def m(self): ...
class B(A):
    x = 1
    @staticmethod
    def s():
        return 2
    @typing.final
    def m(self):
        return 3
@typing.final
class C(B):
    pass
sorted(A.__abstractmethods__), C().m(), C.s(), C.__final__


# %% typing_things
# Aliases, annotated types and protocols.
import typing
from typing import Annotated, Generic, List, Protocol, TypeVar, runtime_checkable
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, x):
        self._x = x
    def get(self):
        return self._x
IntBox = Box[int]
@runtime_checkable
class Sized(Protocol):
    def size(self) -> int: ...
class A:
    def size(self):
        return 1
a = Annotated[int, "m"]
IntBox(3).get(), a.__metadata__, List[int].__args__, isinstance(A(), Sized), Box[int].__origin__.__name__, list[int].__args__, list[int]([1])


# %% protocol_pattern
# A runtime protocol and an abstract class in patterns, with names that are nobody's secret.
from abc import ABC
from typing import Protocol, runtime_checkable
class Point(ABC):
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
@runtime_checkable
class HasX(Protocol):
    x: int
match Point(1, 2):
    case Point(a, y=b):
        pass
match Point(3, 4):
    case HasX(x=c):
        pass
a, b, c


# %% patterns_with_private_names
# A class of the code whose positional names are underscored.
class P:
    __match_args__ = ("_a", "_b")
    def __init__(self, a, b):
        self._a, self._b = a, b
def f(value):
    match value:
        case P(1, b) if b > 1:
            return "one", b
        case P(a, _b=b):
            return a, b
        case [P(a, b), *rest]:
            return a, b, rest
match P(1, 2):
    case P(x, y):
        pass
class Body:
    match P(5, 6):
        case P(q, r):
            pass
f(P(1, 2)), f(P(3, 4)), f([P(1, 1), 2]), x, y, Body.q, Body.r


# %% dataclasses_of_many_kinds
# Dataclasses with inheritance, fields, factories and make_dataclass.
import dataclasses
from dataclasses import KW_ONLY, InitVar, dataclass, field
@dataclass(order=True, frozen=True)
class A:
    x: int
    _y: int = 2
@dataclass
class B(A.__class__ and object):
    items: list = field(default_factory=list, repr=False)
    seed: InitVar[int] = 0
    _: KW_ONLY
    z: int = 1
    def __post_init__(self, seed):
        self.items.append(seed)
C = dataclasses.make_dataclass("C", [("p", int), ("q", int, field(default=3))], bases=(B,), namespace={"s": lambda self: self.q}, kw_only=True)
A(1) < A(2), dataclasses.asdict(A(1)), dataclasses.replace(A(1), x=5), B([1], 7).items, C(p=1).s(), [f.name for f in dataclasses.fields(C)], dataclasses.astuple(A(3)), C(p=2).p


# %% dataclass_slots_and_inheritance
# With slots, a metaclass and inherited fields.
from dataclasses import dataclass, field
@dataclass(slots=True)
class A:
    x: int = 1
@dataclass(slots=True)
class B(A):
    y: list = field(default_factory=list)
class M(type):
    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
@dataclass
class C(metaclass=M):
    z: int = 4
B(), C(), C.__match_args__
