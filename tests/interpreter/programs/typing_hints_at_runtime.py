from typing import Any, Callable, Generic, Literal, Optional, Protocol, TypedDict, TypeVar, Union, cast, runtime_checkable

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self


class Movie(TypedDict, total=False):
    title: str
    year: int


@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...


class Door:
    def close(self):
        return "closed"


print(Stack[int]().push(1).push(2).items, Movie(title="Alien", year=1979), cast(int, "not checked"))
print(Optional[int], Union[int, str, None], Callable[[int], str], Literal["a", 1], int | None, list[Any])
print(isinstance(Door(), Closable), isinstance(5, Closable), T)
isinstance([], list[int])
