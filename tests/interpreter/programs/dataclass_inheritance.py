from dataclasses import InitVar, dataclass, field
from typing import ClassVar


@dataclass
class Animal:
    count: ClassVar[int] = 0
    name: str
    legs: int = 4


@dataclass
class Bird(Animal):
    legs: int = 2
    can_fly: bool = True
    secret: InitVar[str] = "none"
    code: str = field(init=False)

    def __post_init__(self, secret):
        self.code = secret[::-1]
        Animal.count += 1


print(Bird("Tweety", secret="abc"), Animal("Cow"), Bird.count)
print(Bird("a") == Animal("a"), Bird.__match_args__)


@dataclass
class Broken:
    items: list = []
