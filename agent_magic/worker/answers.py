"""What an answer may be when the run is over: nothing of it may need the code's own functions any more."""

from __future__ import annotations

from typing import Any

from agent_magic.worker.richrepr import is_of_host, text_of

_SCALARS = {str, bytes, int, float, complex, bool, type(None)}
_HEAP_TYPE = 1 << 9
"""The flag of classes that were made while Python ran; a type without it is part of a C library."""


def handed_over(value: object) -> object:
    """Return `value` as the host can keep it; call it while the run is on.

    An object whose class the code made becomes its text, in plain containers too; all else stays itself.
    """
    return _handed_over(value, {})


def _handed_over(value: object, seen: dict[int, object]) -> object:
    kind: Any = type(value)
    content: Any = value
    if id(value) in seen:
        return seen[id(value)]
    seen[id(value)] = value
    if kind in (list, tuple, set, frozenset) and not set(map(type, content)) <= _SCALARS:
        seen[id(value)] = kind([_handed_over(item, seen) for item in content])
    elif kind is dict and not set(map(type, (*content, *content.values()))) <= _SCALARS:
        seen[id(value)] = {_handed_over(key, seen): _handed_over(item, seen) for key, item in content.items()}
    elif type.__dict__["__flags__"].__get__(kind) & _HEAP_TYPE and not is_of_host(kind):
        seen[id(value)] = text_of(value)
    return seen[id(value)]
