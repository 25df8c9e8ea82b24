"""The guard of `except*`: CPython trusts what an exception group's `split` returns, a crash where it is no pair."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenOperation

_class_dict: Final[Callable[[type], Mapping[str, Any]]] = type.__dict__["__dict__"].__get__
_class_mro: Final[Callable[[type], tuple[type, ...]]] = type.__dict__["__mro__"].__get__


def check_group(kinds: Any, is_split_again: bool) -> Any:
    """Return `kinds`, what an `except*` matches, where the exception that is being handled may be split.

    The next `except*` splits what `derive` made of it, which nobody else can see: where that is the code's own, every
    group that there is has to be in order. Raises `ForbiddenOperation`.
    """
    error = sys.exception()
    if BaseExceptionGroup not in _class_mro(type(error)):
        return kinds
    derives = is_split_again and not _is_builtin(error, "derive", BaseExceptionGroup)
    for group in _groups() if derives else (error,):
        if not _is_builtin(group, "split", BaseExceptionGroup) or not _is_builtin(
            group, "__getattribute__", BaseException
        ):
            raise ForbiddenOperation("an exception group with a split() of its own cannot be matched by except*")
    return kinds


def _groups() -> list[Any]:
    return [each for each in gc.get_objects() if issubclass(type(each), BaseExceptionGroup)]


def _is_builtin(group: Any, name: str, owner: type) -> bool:
    """Whether a method of a group is the one of the built-in class `owner`."""
    found = next(cls for cls in _class_mro(type(group)) if name in _class_dict(cls))
    return found is owner and name not in BaseException.__getattribute__(group, "__dict__")
