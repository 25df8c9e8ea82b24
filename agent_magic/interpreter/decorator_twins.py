"""Guarded twins of decorators: those of the standard library write on what they are given, or evaluate its text."""

from __future__ import annotations

import abc
import functools
import typing
from collections.abc import Callable, Mapping
from types import BuiltinFunctionType, MethodType, UnionType
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes, exact_name
from agent_magic.interpreter.cached import cached_property_of
from agent_magic.interpreter.errors import ForbiddenOperation

_ON_CLASSES: Final = {
    "functools": ("total_ordering",),
    "abc": ("update_abstractmethods",),
    "typing": ("runtime_checkable",),
}
_ON_ANYTHING: Final = {
    "abc": ("abstractmethod", "abstractclassmethod", "abstractstaticmethod"),
    "typing": ("final", "override", "overload"),
}
_NOT_WRITTEN_ON: Final = (property, staticmethod, classmethod, BuiltinFunctionType, MethodType)
_MISSING: Final = object()


class Registrar:
    """The `register` of a generic function that the code made; it takes no class from a text."""

    def __init__(self, register: Callable[..., Any]) -> None:
        self._register = register

    def __call__(self, cls: Any, method: Any = None, func: Any = None) -> Any:
        """Register `method` for `cls`, or return a decorator."""
        method = method if method is not None else func
        if method is not None:
            return self._register(cls, method)
        notes = {} if type in type(cls).__mro__ else dict(getattr(cls, "__annotations__", {}))
        if not notes:
            return lambda func: self._register(cls, func) if type in type(cls).__mro__ else self._register(cls)
        name, note = next(iter(notes.items()))
        if isinstance(note, str | typing.ForwardRef):
            raise ForbiddenOperation("register() does not evaluate text; give the class: register(int)")
        if note is None:
            note = type(None)
        elif not isinstance(note, type | UnionType):
            raise TypeError(f"Invalid annotation for {name!r}. {note!r} is not a class.")
        return self._register(note, cls)


class DecoratorTwins:
    """The decorators of one interpreter."""

    def __init__(self, attributes: Attributes, read: Callable[..., Any]) -> None:
        self._attributes = attributes
        self._read = read

    def of(self, module: str) -> dict[str, Any]:
        """Return the twins of a module, by name."""
        real = {"functools": functools, "abc": abc, "typing": typing}.get(module)
        on_classes = {name: self._checked(getattr(real, name), own=True) for name in _ON_CLASSES.get(module, ())}
        on_anything = {
            name: self._checked(getattr(real, name), own=False)
            for name in _ON_ANYTHING.get(module, ())
            if hasattr(real, name)
        }
        if module == "functools":
            return {**on_classes, **self._functools()}
        transform = {"dataclass_transform": self._dataclass_transform} if module == "typing" else {}
        return {**on_classes, **on_anything, **transform}

    def _checked(self, decorator: Callable[[Any], Any], *, own: bool) -> Callable[[Any], Any]:
        """A decorator that is applied to what the code made only, or to what cannot be written on anyway."""

        def decorate(target: Any) -> Any:
            if own or type(target) not in _NOT_WRITTEN_ON:
                self._attributes.check_write(target, "decorated")
            return decorator(target)

        return functools.wraps(decorator)(decorate)

    def _functools(self) -> Mapping[str, Any]:
        def update_wrapper(
            wrapper: Any,
            wrapped: Any,
            assigned: Any = functools.WRAPPER_ASSIGNMENTS,
            updated: Any = functools.WRAPPER_UPDATES,
        ) -> Any:
            for name in map(exact_name, assigned):
                self._attributes.check_write(wrapper, name)
                value = self._read(wrapped, name, _MISSING)
                if value is not _MISSING:
                    setattr(wrapper, name, value)
            for name in map(exact_name, updated):
                self._attributes.check_write(wrapper, name)
                if self._attributes.is_own(wrapped):
                    getattr(wrapper, name).update(self._read(wrapped, name, {}))
            self._attributes.check_write(wrapper, "__wrapped__")
            wrapper.__wrapped__ = wrapped
            return wrapper

        def wraps(
            wrapped: Any,
            assigned: Any = functools.WRAPPER_ASSIGNMENTS,
            updated: Any = functools.WRAPPER_UPDATES,
        ) -> Any:
            return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)

        return {
            "update_wrapper": update_wrapper,
            "wraps": wraps,
            "singledispatch": _singledispatch,
            "singledispatchmethod": _singledispatchmethod,
            "cached_property": cached_property_of(self._attributes),
        }

    def _dataclass_transform(self, **options: Any) -> Callable[[Any], Any]:
        return self._checked(typing.dataclass_transform(**options), own=False)


def _singledispatch(function: Any) -> Any:
    made: Any = functools.singledispatch(function)
    made.register = Registrar(made.register)
    return made


def _singledispatchmethod(function: Any) -> Any:
    made: Any = functools.singledispatchmethod(function)
    made.dispatcher.register = Registrar(made.dispatcher.register)
    return made
