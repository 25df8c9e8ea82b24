"""How an error of a function of the host crosses to the code: as one of the same type and message, and nothing else."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

CALLS: Final = 64
"""How many calls of one worker may be under way at once."""

_PLAIN: Final = (str, int, float, bool, type(None))
_INT_BITS: Final = 10_000
"""Longer numbers are not written as text by Python."""


@dataclass(frozen=True, slots=True)
class HostFailure:
    """An error's type by its name, the nearest built-in type by its name, and its arguments, or its text for them."""

    type: str
    base: str
    args: Sequence[Any]


def failure_of(error: Exception) -> HostFailure:
    """Return what may be told of `error`."""
    kind = type(error)
    base = next(cls for cls in kind.__mro__ if getattr(builtins, cls.__name__, None) is cls)
    return HostFailure(kind.__name__, base.__name__, list(error.args) if _are_plain(error.args) else [_text(error)])


def _are_plain(args: Sequence[Any]) -> bool:
    return all(type(arg) in _PLAIN and (type(arg) is not int or arg.bit_length() < _INT_BITS) for arg in args)


def _text(error: Exception) -> str:
    try:
        return str(error)
    except Exception as inner:  # it is the host's own, but somebody waits for the answer
        return f"its message could not be made: {type(inner).__name__}"


def raised_here(failure: HostFailure) -> Exception:
    """Return an exception like the one that the host saw."""
    base: Any = getattr(builtins, failure.base)
    kind = base if failure.type == failure.base else type(failure.type, (base,), {"__module__": "builtins"})
    try:
        error: Exception = kind(*failure.args)
    except Exception:  # its constructor takes something else
        return Exception(f"{failure.type}: {', '.join(map(str, failure.args))}")
    return error
