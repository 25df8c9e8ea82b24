"""`functools.cached_property` as the code gets it: it keeps values in the code's own objects only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Self

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.errors import ForbiddenOperation

_MISSING: Final = object()


def cached_property_of(attributes: Attributes) -> type:
    """Return the class for one interpreter."""

    class cached_property:  # noqa: N801 - CPython's own name
        def __init__(self, func: Callable[[Any], Any]) -> None:
            self.func = func
            self.attrname: str | None = None
            self.__doc__ = func.__doc__
            self.__module__ = func.__module__

        def __set_name__(self, owner: type, name: str) -> None:
            if self.attrname is None:
                self.attrname = name
            elif name != self.attrname:
                raise TypeError(
                    f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r})."
                )

        def __get__(self, instance: Any, owner: type | None = None) -> Self | Any:
            if instance is None:
                return self
            if self.attrname is None:
                raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
            if not attributes.is_own_class(type(instance)):
                raise ForbiddenOperation("a cached_property keeps its value in an object of the code's own only")
            attributes.check_read(instance, self.attrname)
            cache = _dict_of(instance, self.attrname)
            value = cache.get(self.attrname, _MISSING)
            if value is _MISSING:
                value = cache[self.attrname] = self.func(instance)
            return value

    cached_property.__module__ = "functools"
    cached_property.__qualname__ = "cached_property"
    return cached_property


def _dict_of(instance: Any, name: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = instance.__dict__
    except AttributeError:
        raise TypeError(
            f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} property."
        ) from None
    return found
