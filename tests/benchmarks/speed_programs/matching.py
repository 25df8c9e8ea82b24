"""A small language, evaluated by matching on its tree."""

from dataclasses import dataclass


@dataclass
class Number:
    value: int


@dataclass
class Operation:
    sign: str
    left: object
    right: object


def evaluate(node):
    match node:
        case Number(value):
            return value
        case Operation("+", left, right):
            return evaluate(left) + evaluate(right)
        case Operation("*", Number(0), _) | Operation("*", _, Number(0)):
            return 0
        case Operation("*", left, right):
            return evaluate(left) * evaluate(right) % 9_973
        case _:
            raise TypeError(node)


def tree(depth):
    if depth == 0:
        return Number(3)
    return Operation("+" if depth % 2 else "*", tree(depth - 1), tree(depth - 1))


expression = tree(9)
result = [evaluate(expression) for _ in range(8)]
