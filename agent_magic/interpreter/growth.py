"""Where a result can be far larger than what goes in: the rewriting of powers, repetitions, widths and consumers."""

from __future__ import annotations

import ast
from typing import Final

from agent_magic.interpreter import nodes

_SMALL: Final = 8
_WIDE_DIGITS: Final = 5

_OPERATORS: Final[dict[type[ast.operator], str]] = {
    ast.Pow: "power",
    ast.LShift: "shift_left",
    ast.Mult: "repeat",
    ast.Mod: "remainder",
}

# Built-ins that take in a whole iterable within one call in C.
CONSUMERS: Final = frozenset("list tuple set frozenset dict sorted sum min max any all bytes bytearray".split())


def operation(node: ast.BinOp) -> ast.expr:
    """Guard `left op right` where the operands leave it open how large the result is."""
    guard = _OPERATORS.get(node.op.__class__)
    if guard is None or not _may_grow(guard, node.left, node.right):
        return node
    return nodes.call(guard, [node.left, node.right], node)


def amount(node: ast.AugAssign) -> None:
    """Guard the right side of `**=` and `<<=`."""
    if isinstance(node.op, ast.Pow | ast.LShift) and not _is_small(node.value):
        node.value = nodes.call("exponent", [node.value])


def consumer(node: ast.Call) -> None:
    """Guard what a call of one of `CONSUMERS` is to take in whole."""
    if len(node.args) in {1, 2}:
        first = node.args[0]
        if not isinstance(first, ast.Starred | ast.Constant | ast.ListComp | ast.GeneratorExp):
            node.args[0] = nodes.call("finite", [first])


def widths(spec: ast.expr | None) -> None:
    """Guard the widths in the format of an f-string's field."""
    parts = spec.values if isinstance(spec, ast.JoinedStr) else []
    for index, part in enumerate(parts):
        if isinstance(part, ast.FormattedValue):
            part.value = nodes.call("width", [part.value])
        elif isinstance(part, ast.Constant) and _is_wide(part.value):
            parts[index] = ast.FormattedValue(nodes.call("width", [part]), -1, None, **nodes.at(part))


def _may_grow(guard: str, left: ast.expr, right: ast.expr) -> bool:
    if guard in {"power", "shift_left"}:
        return not _is_small(right)
    if guard == "remainder":
        return isinstance(left, ast.Constant) and _is_wide(left.value)
    return not (_is_small(left) or _is_small(right)) and (_is_sequence(left) or _is_sequence(right))


def _is_sequence(node: ast.expr) -> bool:
    return isinstance(node, ast.List | ast.Tuple | ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )


def _is_small(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and abs(node.value) <= _SMALL


def _is_wide(text: object) -> bool:
    """Whether a format holds a width of more digits than a page is wide, or one given at run time."""
    digits = 0
    for character in text if isinstance(text, str) else text.decode("latin-1") if isinstance(text, bytes) else "":
        digits = digits + 1 if character.isdigit() else 0
        if digits >= _WIDE_DIGITS or character == "*":
            return True
    return False
