"""What plain CPython makes of a program: the reference that the interpreter is held against."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from types import CodeType, TracebackType

FILENAME = "<program>"
VALUE = "__value__"


@dataclass(frozen=True, slots=True)
class Told:
    """What a program shows: its output, the repr of its last expression and the error that ended it.

    `causes` are the errors behind `error`, each as its type and message, outermost first.
    """

    output: str
    value: str
    error: str | None = None
    message: str | None = None
    line: int | None = None
    causes: tuple[tuple[str, str], ...] = ()


_PLAIN = (str, int, float, complex, bool, bytes, type(None))


def told_by_cpython(source: str, namespace: dict[str, object] | None = None) -> Told:
    """Run `source` as a notebook cell would, without any restriction, and tell what it showed.

    `namespace` is that of the cells before it.
    """
    printed = io.StringIO()
    namespace = {} if namespace is None else namespace
    namespace |= {"__name__": "__main__", VALUE: None}
    error: BaseException | None = None
    with contextlib.redirect_stdout(printed):
        try:
            _execute(_compiled(source), namespace)
        except Exception as raised:
            error = raised
    if error is None:
        return Told(printed.getvalue(), repr(namespace.get(VALUE)))
    return Told(printed.getvalue(), "None", type(error).__name__, message_of(error), line_of(error), causes_of(error))


def message_of(error: BaseException) -> str:
    """Return what the error says, for a syntax error without the file and the line that `str` appends."""
    return str(error.msg) if isinstance(error, SyntaxError) else str(error)


def line_of(error: BaseException) -> int | None:
    """Return the line of the program's outermost frame, for a syntax error the line that it names."""
    if isinstance(error, SyntaxError) and not _lines(error.__traceback__):
        return error.lineno
    return next(iter(_lines(error.__traceback__)), None)


def causes_of(error: BaseException) -> tuple[tuple[str, str], ...]:
    """Return type and message of each error that a traceback would show above `error`.

    Of one that holds objects of the program it is their types: it has no say any more once its run is over.
    """
    causes = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while cause is not None:
        held = [type(arg) for arg in cause.args if type(arg) not in _PLAIN]
        causes.append((type(cause).__name__, repr([kind.__name__ for kind in held]) if held else message_of(cause)))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return tuple(causes)


def without_addresses(told: Told) -> Told:
    """Return what is told without the places of objects in memory."""
    return replace(told, value=re.sub(r"0x[0-9a-f]+", "0x", told.value))


def cells_of(source: str) -> list[str]:
    """Return a program's statements, a text each; the whole program where it cannot be parsed."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return [source]
    ends = sorted({statement.end_lineno or 0 for statement in statements})
    lines = source.splitlines(keepends=True)
    return ["".join(lines[begin:end]) for begin, end in pairwise([0, *ends])]


def _compiled(source: str) -> CodeType:
    tree = ast.parse(source, FILENAME)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        target = ast.copy_location(ast.Name(VALUE, ast.Store()), last.value)
        tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
        ast.fix_missing_locations(tree)
    return compile(tree, FILENAME, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _execute(code: CodeType, namespace: dict[str, object]) -> None:
    running = eval(code, namespace)
    if code.co_flags & inspect.CO_COROUTINE:
        asyncio.run(running)


def _lines(traceback: TracebackType | None) -> list[int]:
    lines = []
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == FILENAME:
            lines.append(traceback.tb_lineno)
        traceback = traceback.tb_next
    return lines
