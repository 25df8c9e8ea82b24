"""Twins of the functions of `traceback`: they show the frames of the code, not those of guards and libraries."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

from agent_magic.interpreter.program import is_agent_code
from agent_magic.interpreter.report import keep_own_frames, own_frames

_NOT_GIVEN: Final[Any] = object()


def twins() -> Mapping[str, Any]:
    """Return the twins, by name."""
    return {
        "format_exc": _format_exc,
        "format_exception": _format_exception,
        "format_tb": _format_tb,
        "print_exc": _print_exc,
        "print_exception": _print_exception,
        "print_tb": _print_tb,
    }


def _format_exception(
    exc: Any,
    /,
    value: Any = _NOT_GIVEN,
    tb: TracebackType | None = _NOT_GIVEN,
    limit: int | None = None,
    chain: bool = True,
) -> list[str]:
    if (value is _NOT_GIVEN) != (tb is _NOT_GIVEN):
        raise ValueError("Both or neither of value and tb must be given")
    error = exc if value is _NOT_GIVEN else value
    if error is not None and not isinstance(error, BaseException):
        raise TypeError(f"Exception expected for value, {type(error).__name__} found")
    if error is None:
        return ["NoneType: None\n"]
    trace = error.__traceback__ if tb is _NOT_GIVEN else tb
    told = traceback.TracebackException(type(error), error, trace, limit=limit, compact=True)
    keep_own_frames(told, is_agent_code)
    return list(told.format(chain=chain))


def _print_exception(
    exc: Any,
    /,
    value: Any = _NOT_GIVEN,
    tb: TracebackType | None = _NOT_GIVEN,
    limit: int | None = None,
    file: Any = None,
    chain: bool = True,
) -> None:
    _print(_format_exception(exc, value, tb, limit, chain), file)


def _format_exc(limit: int | None = None, chain: bool = True) -> str:
    return "".join(_format_exception(sys.exception(), limit=limit, chain=chain))


def _print_exc(limit: int | None = None, file: Any = None, chain: bool = True) -> None:
    _print(_format_exception(sys.exception(), limit=limit, chain=chain), file)


def _format_tb(tb: TracebackType | None, limit: int | None = None) -> list[str]:
    return own_frames(traceback.extract_tb(tb, limit), is_agent_code).format()


def _print_tb(tb: TracebackType | None, limit: int | None = None, file: Any = None) -> None:
    _print(_format_tb(tb, limit), file)


def _print(lines: list[str], file: Any) -> None:
    stream = sys.stderr if file is None else file
    for line in lines:
        stream.write(line)
