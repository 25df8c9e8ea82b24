"""A program that was checked, rewritten and compiled, and how its guards are put in."""

from __future__ import annotations

import ast
import gc
import itertools
import linecache
from collections.abc import Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any, Final

from agent_magic.interpreter.nodes import MARKERS
from agent_magic.interpreter.rewrite import rewrite

_FLAGS: Final = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_PREFIX: Final = "<agent code "
_REMEMBERED: Final = 1_000
_counter: Final = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Program:
    """Compiled code in which markers stand for guards; any interpreter can run it.

    `bound` holds the names that it binds in its module scope, `hidden` those that stand for parts of patterns there.
    """

    source: str
    filename: str
    code: CodeType
    bound: frozenset[str]
    hidden: tuple[str, ...]


def is_agent_code(filename: str) -> bool:
    """Whether a file name is that of a program's code."""
    return filename.startswith(_PREFIX)


def is_part(code: CodeType) -> bool:
    """Whether a function is one of the rewriter's, for a part of the scope around it: its parameter has no name."""
    return code.co_varnames[:1] == (".",)


def compile_program(source: str, *, trusted: bool, filename: str | None = None) -> Program:
    """Check, rewrite and compile `source`; `filename` is one that has it already, for a trusted program.

    Raises `SyntaxError` as CPython does, `RecursionError` where it is nested too deeply, and `Refused` where the
    policy does not allow it.
    """
    if filename is None:
        filename = _remember(source)
    collecting = gc.isenabled()
    gc.disable()  # a tree has no cycles, and looking for them while it grows takes a tenth of the time
    try:
        tree = compile(source, filename, "exec", _FLAGS | ast.PyCF_ONLY_AST, dont_inherit=True)
        bound, hidden = rewrite(tree, source, trusted=trusted)
        code = compile(tree, filename, "exec", _FLAGS, dont_inherit=True)
    finally:
        if collecting:
            gc.enable()
    return Program(source, filename, code, frozenset(bound), tuple(hidden))


def _remember(source: str) -> str:
    """Return a new name for `source`, by which tracebacks and `inspect.getsource` find it: in the newest programs."""
    number = next(_counter)
    filename = f"{_PREFIX}{number}>"
    cache: dict[str, Any] = linecache.cache
    cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    if number > _REMEMBERED:
        cache.pop(f"{_PREFIX}{number - _REMEMBERED}>", None)
    return filename


def bind(code: CodeType, guards: Mapping[str, object]) -> CodeType:
    """Return `code` with the guards of one interpreter in the place of the markers."""
    constants = [
        guards.get(constant, constant)
        if constant.__class__ is str
        else bind(constant, guards)
        if constant.__class__ is CodeType
        else constant
        for constant in code.co_consts
    ]
    return code.replace(co_consts=tuple(constants))


def guard_table(guards: Mapping[str, object]) -> dict[str, object]:
    """Return `guards` by their markers."""
    return {MARKERS[name]: guard for name, guard in guards.items()}
