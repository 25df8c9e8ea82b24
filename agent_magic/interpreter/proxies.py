"""Objects that answer for another one: what is asked of them is asked of what stands behind them."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from types import GenericAlias
from typing import Any, Final

_class_mro: Final[Callable[[Any], tuple[type, ...]]] = type.__dict__["__mro__"].__get__
_origin: Final[Callable[[object], object]] = GenericAlias.__dict__["__origin__"].__get__
_TYPING_ALIAS: Final = _class_mro(type(typing.List[int]))[-3]  # noqa: UP006 - the private base of typing's aliases

PROXIES: Final = frozenset({super, GenericAlias, _TYPING_ALIAS})
"""Classes whose `__getattribute__` or `__getattr__` is another object's; their subclasses are no better."""


def is_super(obj: object) -> bool:
    """Whether the object is a `super`, or of a subclass of it."""
    return super in _class_mro(type(obj))


def behind(obj: object) -> Iterator[Any]:
    """Yield the object that an alias answers for, and the one that that answers for."""
    while True:
        classes = _class_mro(type(obj))
        if GenericAlias in classes:
            obj = _origin(obj)
        elif _TYPING_ALIAS in classes:
            obj = object.__getattribute__(obj, "__origin__")
        else:
            return
        yield obj
