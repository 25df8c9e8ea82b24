"""The guard of `except*`: CPython trusts what an exception group's `split` returns."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenOperation

_class_dict: Final[Callable[[type], Mapping[str, Any]]] = type.__dict__["__dict__"].__get__
_class_mro: Final[Callable[[type], tuple[type, ...]]] = type.__dict__["__mro__"].__get__


def check_group() -> None:
    """Raise `ForbiddenOperation` where the group that is being handled has a `split` of the code's own."""
    error = sys.exception()
    classes = _class_mro(type(error))
    if BaseExceptionGroup not in classes:
        return
    owners = [next(cls for cls in classes if name in _class_dict(cls)) for name in ("split", "__getattribute__")]
    if owners != [BaseExceptionGroup, BaseException] or "split" in BaseException.__getattribute__(error, "__dict__"):
        raise ForbiddenOperation("an exception group with a split() of its own cannot be matched by except*")
