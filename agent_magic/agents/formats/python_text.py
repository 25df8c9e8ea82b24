"""Judging a text as Python: whether it parses, whether it does something, whether it ends inside a string."""

from __future__ import annotations

import ast
import warnings

_ACTING = (
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.FunctionDef,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.If,
    ast.With,
    ast.Try,
)


def parsed(text: str) -> ast.Module | SyntaxError | None:
    """Return the syntax tree of `text`, its syntax error, or None where it cannot be parsed at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except SyntaxError as error:
            return error
        except (ValueError, RecursionError, MemoryError, SystemError):
            return None


def is_python(text: str) -> bool:
    """Tell whether `text` parses and holds a statement."""
    tree = parsed(text)
    return isinstance(tree, ast.Module) and bool(tree.body)


def acts(text: str) -> bool:
    """Tell whether `text` is Python that begins with a statement and calls something.

    Words that happen to parse do not count: neither `Done` nor `Hello (world)` nor `yes, really`.
    """
    tree = parsed(text)
    if not isinstance(tree, ast.Module) or not tree.body:
        return False
    lines = text.encode().split(b"\n")
    first = tree.body[0]
    begins = isinstance(first, _ACTING) or (isinstance(first, ast.Expr) and _is_call(first.value, lines))
    return begins and any(_is_call(node, lines) for node in ast.walk(tree))


def _is_call(node: ast.AST, lines: list[bytes]) -> bool:
    """Tell whether `node` is a call whose bracket follows the function at once, as in code, not prose."""
    if isinstance(node, ast.Await):
        node = node.value
    if not isinstance(node, ast.Call):
        return False
    line, column = node.func.end_lineno, node.func.end_col_offset
    return line is not None and lines[line - 1][column:].startswith(b"(")


def open_quote(source: str) -> str:
    """Return the quotes of the string that is still open where `source` ends, or an empty text."""
    quote, at = "", 0
    while at < len(source):
        mark = source[at]
        if quote:
            if mark == "\\":
                at += 2
            elif source.startswith(quote, at):
                at += len(quote)
                quote = ""
            else:
                quote = "" if mark == "\n" and len(quote) == 1 else quote  # a string in one quote ends with its line
                at += 1
        elif mark == "#":
            end = source.find("\n", at)
            at = len(source) if end < 0 else end
        elif mark in "'\"":
            quote = mark * 3 if source.startswith(mark * 3, at) else mark
            at += len(quote)
        else:
            at += 1
    return quote
