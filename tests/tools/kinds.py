"""Types that tools take in the tests, in a module whose hints are texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, NotRequired, Protocol, TypedDict

from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from fractions import Fraction


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


@dataclass
class Point:
    x: float
    y: float = 0.0


@dataclass
class Tree:
    value: int
    parts: list[Tree] = field(default_factory=list)


class Person(TypedDict):
    name: str
    age: NotRequired[int]
    home: Point


class Book(BaseModel):
    title: str = Field(description="As on the cover")
    tags: list[str] = []


class Walks(Protocol):
    def walk(self) -> int: ...


def later(where: Later) -> str:
    """Use a class that is defined after this."""
    return where.name


def half(number: Fraction) -> Fraction:
    """Use a type that only a type checker imports."""
    return number / 2


class Later:
    name = "later"
