"""What a misspelt name was probably meant to be, where CPython's own report does not say it (before 3.12)."""

from __future__ import annotations

import difflib
import traceback
from types import TracebackType

_CUTOFF = 0.7


def suggestion(error: BaseException) -> str:
    """Return CPython's ". Did you mean: 'name'?" for a name or attribute that was not found, or nothing."""
    if isinstance(error, NameError) and isinstance(error.name, str):
        return _closest(error.name, _names_in_sight(error.__traceback__))
    if isinstance(error, AttributeError) and isinstance(error.name, str):
        try:
            names = [name for name in dir(error.obj) if isinstance(name, str)]
        except Exception:
            return ""
        return _closest(error.name, [name for name in names if name[:1] != "_" or error.name[:1] == "_"])
    return ""


def _names_in_sight(trace: TracebackType | None) -> list[str]:
    innermost = [frame for frame, _ in traceback.walk_tb(trace)][-1:]
    return [name for frame in innermost for name in (*frame.f_locals, *frame.f_globals, *frame.f_builtins)]


def _closest(name: str, candidates: list[str]) -> str:
    found = difflib.get_close_matches(name, [other for other in candidates if other != name], 1, _CUTOFF)
    return f". Did you mean: {found[0]!r}?" if found else ""
