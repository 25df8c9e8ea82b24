from typing import Generic


class Stack[T]:
    def __init__(self, *items: T):
        self.items = list(items)

    def map[U](self, function) -> "Stack[U]":
        return Stack[U](*map(function, self.items))

    def __repr__(self):
        return f"Stack{self.items}"


class Numbers[T: (int, float)](Stack[T]):
    def total(self) -> T:
        return sum(self.items)


print(Stack(1, 2).map(str), Numbers(1, 2.5).total(), Stack[int]("unchecked"), issubclass(Stack, Generic))
print(Numbers.__type_params__[0].__constraints__, Stack[int] == Stack[int], Numbers[int]().items)
Stack[int, str]
