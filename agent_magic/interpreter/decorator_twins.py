"""Guarded twins of decorators: those of the standard library write on what they are given, or evaluate its text."""

from __future__ import annotations

import abc
import dataclasses
import functools
import keyword
import typing
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes, exact_name
from agent_magic.interpreter.errors import ForbiddenOperation

_ON_CLASSES: Final = {
    "functools": ("total_ordering",),
    "abc": ("update_abstractmethods",),
    "typing": ("runtime_checkable",),
}
_ON_ANYTHING: Final = {
    "abc": ("abstractmethod",),
    "typing": ("final", "override", "overload"),
}


class Registrar:
    """The `register` of a generic function that the code made; it takes no class from a text."""

    def __init__(self, register: Callable[..., Any]) -> None:
        self._register = register

    def __call__(self, cls: Any, method: Any = None, func: Any = None) -> Any:
        """Register `method` for `cls`, or return a decorator."""
        method = method if method is not None else func
        if method is None and not isinstance(cls, type):
            notes = getattr(cls, "__annotations__", {})
            if any(isinstance(note, str) for note in notes.values()):
                raise ForbiddenOperation("register() does not evaluate text; give the class: register(int)")
        return self._register(cls) if method is None else self._register(cls, method)


class DecoratorTwins:
    """The decorators of one interpreter."""

    def __init__(self, attributes: Attributes) -> None:
        self._attributes = attributes

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
        return {**on_classes, **on_anything, **(self._dataclasses() if module == "dataclasses" else {})}

    def load_register(self, obj: Any, name: str) -> Any:
        """Return `obj.register`: of a generic function of the code, or where the policy allows it."""
        register = getattr(obj, name)
        if type(register) is not Registrar:
            self._attributes.check_read(obj, name)
        return register

    def _checked(self, decorator: Callable[[Any], Any], *, own: bool) -> Callable[[Any], Any]:
        """A decorator that is applied to what the code made only, or to what cannot be written on anyway."""

        def decorate(target: Any) -> Any:
            if own or isinstance(target, type | FunctionType):
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
            assigned, updated = tuple(map(exact_name, assigned)), tuple(map(exact_name, updated))
            for name in (*assigned, *updated):
                self._attributes.check_write(wrapper, name)
            for name in assigned:
                self._attributes.check_read(wrapped, name)
            if not self._attributes.is_own(wrapped):
                updated = ()
            return functools.update_wrapper(wrapper, wrapped, assigned, updated)

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
        }

    def _dataclasses(self) -> Mapping[str, Any]:
        def dataclass(cls: Any = None, /, **options: Any) -> Any:
            def decorate(target: Any) -> Any:
                self._attributes.check_write(target, "decorated")
                _check_fields(target)
                return dataclasses.dataclass(target, **options)

            return decorate if cls is None else decorate(cls)

        def make_dataclass(cls_name: Any, fields: Any, **options: Any) -> Any:
            fields = list(fields)
            for field in fields:
                _check_identifier(field if isinstance(field, str) else field[0])
            return dataclasses.make_dataclass(exact_name(cls_name), fields, **options)

        return {"dataclass": dataclass, "make_dataclass": make_dataclass}


def _singledispatch(function: Any) -> Any:
    made: Any = functools.singledispatch(function)
    made.register = Registrar(made.register)
    return made


def _singledispatchmethod(function: Any) -> Any:
    made: Any = functools.singledispatchmethod(function)
    made.dispatcher.register = Registrar(made.dispatcher.register)
    return made


def _check_fields(cls: type) -> None:
    """Raise where a field's name would be more than a name in the source that `dataclass` writes and evaluates."""
    for base in type.mro(cls) if isinstance(cls, type) else ():
        notes = vars(base).get("__annotations__", {})
        fields = vars(base).get("__dataclass_fields__", {})
        if type(notes) is not dict or type(fields) is not dict:
            raise TypeError("the annotations of a dataclass must be a dict")
        for name in (*notes, *fields, *(getattr(field, "name", None) for field in fields.values())):
            _check_identifier(name)


def _check_identifier(name: Any) -> None:
    if type(name) is not str or not name.isidentifier() or keyword.iskeyword(name):
        raise TypeError(f"a field's name must be a valid identifier: {str(name)[:80]!r}")
