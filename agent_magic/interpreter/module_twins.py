"""Guarded twins of members of the standard library that read or store attributes, wait, or never end."""

from __future__ import annotations

import copyreg
import dataclasses
import decimal
import functools
import importlib.util
import itertools
import keyword
import operator
import random
import time
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes, exact_name
from agent_magic.interpreter.builtin_twins import BuiltinTwins
from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.formatting import Formatting
from agent_magic.interpreter.meter import Meter
from agent_magic.interpreter.names import is_guarded
from agent_magic.interpreter.sizes import Sizes

_SLICE_SECONDS: Final = 0.02
_RANDOM: Final = """
    Random betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits getstate
    lognormvariate normalvariate paretovariate randbytes randint random randrange sample seed setstate shuffle
    triangular uniform vonmisesvariate weibullvariate
""".split()


class ModuleTwins:
    """The twins of one interpreter, made when their module is first imported."""

    def __init__(
        self,
        attributes: Attributes,
        builtin_twins: BuiltinTwins,
        formatting: Formatting,
        sizes: Sizes,
        meter: Meter,
    ) -> None:
        self._attributes = attributes
        self._builtins = builtin_twins
        self._formatting = formatting
        self._sizes = sizes
        self._meter = meter

    def of(self, module: str) -> Mapping[str, Any]:
        """Return the twins of a module, by name."""
        make = getattr(self, f"_{module}", None) if module.isidentifier() else None
        twins: Mapping[str, Any] = make() if make is not None else {}
        return twins

    def _random(self) -> Mapping[str, Any]:
        own = random.Random()
        members = {name: getattr(own, name) for name in _RANDOM if hasattr(own, name)}
        return {**members, "Random": random.Random}

    def _decimal(self) -> Mapping[str, Any]:
        names = ("DefaultContext", "BasicContext", "ExtendedContext")
        return {name: getattr(decimal, name).copy() for name in names}

    def _string(self) -> Mapping[str, Any]:
        return {"Formatter": self._formatting.formatter_class()}

    def _time(self) -> Mapping[str, Any]:
        return {"sleep": self._sleep}

    def _sleep(self, seconds: float, /) -> None:
        if not isinstance(seconds, int | float) or seconds < 0:
            time.sleep(seconds if not isinstance(seconds, int | float) else -1)  # raises CPython's own error
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE_SECONDS))
            self._meter.check(None)

    def _itertools(self) -> Mapping[str, Any]:
        truths = self._meter.truths

        def count(start: Any = 0, step: Any = 1) -> Any:
            return itertools.compress(itertools.count(start, step), truths)

        def cycle(iterable: Any, /) -> Any:
            return itertools.compress(itertools.cycle(iterable), truths)

        def repeat(object: Any, *times: Any, **options: Any) -> Any:
            made = itertools.repeat(object, *times, **options)
            if times or options:
                self._sizes.finite(range(operator.length_hint(made)))
                return made
            return itertools.compress(made, truths)

        return {"count": count, "cycle": cycle, "repeat": repeat}

    def _operator(self) -> Mapping[str, Any]:
        return {**self._sizes.operators(), "attrgetter": self._attrgetter, "methodcaller": self._methodcaller}

    def _attrgetter(self, attr: Any, /, *attrs: Any) -> Callable[[Any], Any]:
        names = [exact_name(name) for name in (attr, *attrs)]
        if not any(is_guarded(part) for name in names for part in name.split(".")):
            return operator.attrgetter(*names)

        def one(obj: Any, name: str) -> Any:
            return functools.reduce(self._builtins.getattr, name.split("."), obj)

        def getter(obj: Any, /) -> Any:
            return one(obj, names[0]) if len(names) == 1 else tuple(one(obj, name) for name in names)

        return getter

    def _methodcaller(self, name: Any, /, *args: Any, **options: Any) -> Callable[[Any], Any]:
        name = exact_name(name)
        if not is_guarded(name):
            return operator.methodcaller(name, *args, **options)
        return lambda obj: self._builtins.getattr(obj, name)(*args, **options)

    def _functools(self) -> Mapping[str, Any]:
        def update_wrapper(
            wrapper: Any,
            wrapped: Any,
            assigned: Any = functools.WRAPPER_ASSIGNMENTS,
            updated: Any = functools.WRAPPER_UPDATES,
        ) -> Any:
            assigned, updated = tuple(map(exact_name, assigned)), tuple(map(exact_name, updated))
            for name in assigned:
                self._attributes.check_write(wrapper, name)
                self._attributes.check_read(wrapped, name)
            if tuple(updated) != functools.WRAPPER_UPDATES:
                raise ForbiddenOperation("update_wrapper() may update __dict__ only")
            if not self._attributes.is_own_function(wrapped):
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
            "singledispatch": self._singledispatch,
            "singledispatchmethod": self._singledispatchmethod,
        }

    def _singledispatch(self, function: Any) -> Any:
        """`functools.singledispatch` that takes the class from an annotation only where it is no text."""
        made: Any = functools.singledispatch(function)
        made.register = _reading_no_text(made.register)
        return made

    def _singledispatchmethod(self, function: Any) -> Any:
        """`functools.singledispatchmethod`, likewise."""
        made: Any = functools.singledispatchmethod(function)
        made.dispatcher.register = _reading_no_text(made.dispatcher.register)
        return made

    def _copy(self) -> Mapping[str, Any]:
        spec = importlib.util.find_spec("copy")
        assert spec is not None and spec.loader is not None
        private: Any = ModuleType("copy")
        private.__spec__ = spec
        spec.loader.exec_module(private)
        rebuild = private._reconstruct

        def guarded(x: Any, memo: Any, func: Any, args: Any, state: Any = None, *rest: Any, **options: Any) -> Any:
            if self._attributes.is_own_class(type(x)) and func is not copyreg.__newobj__:  # type: ignore[attr-defined]
                state = None
            return rebuild(x, memo, func, args, state, *rest, **options)

        private._reconstruct = guarded
        return {name: getattr(private, name) for name in ("copy", "deepcopy", "replace") if hasattr(private, name)}

    def _dataclasses(self) -> Mapping[str, Any]:
        def dataclass(cls: Any = None, /, **options: Any) -> Any:
            def decorate(target: Any) -> Any:
                _check_fields(target)
                return dataclasses.dataclass(target, **options)

            return decorate if cls is None else decorate(cls)

        def make_dataclass(cls_name: Any, fields: Any, **options: Any) -> Any:
            fields = list(fields)
            for field in fields:
                _check_identifier(field if isinstance(field, str) else field[0])
            return dataclasses.make_dataclass(exact_name(cls_name), fields, **options)

        return {"dataclass": dataclass, "make_dataclass": make_dataclass}


def _reading_no_text(register: Callable[..., Any]) -> Callable[..., Any]:
    def registering(cls: Any, method: Any = None, func: Any = None) -> Any:
        method = method if method is not None else func
        if method is None and not isinstance(cls, type):
            notes = getattr(cls, "__annotations__", {})
            if any(isinstance(note, str) for note in notes.values()):
                raise ForbiddenOperation("register() does not evaluate text; give the class: register(int)")
        return register(cls) if method is None else register(cls, method)

    return registering


def _check_fields(cls: type) -> None:
    """Raise where a field's name would be more than a name in the source that `dataclass` writes and evaluates."""
    for base in type.mro(cls) if isinstance(cls, type) else ():
        notes = vars(base).get("__annotations__", {})
        if type(notes) is not dict:
            raise TypeError("the annotations of a dataclass must be a dict")
        for name in (*notes, *vars(base).get("__dataclass_fields__", {})):
            _check_identifier(name)
        for field in vars(base).get("__dataclass_fields__", {}).values():
            _check_identifier(getattr(field, "name", None))


def _check_identifier(name: Any) -> None:
    if type(name) is not str or not name.isidentifier() or keyword.iskeyword(name):
        raise TypeError(f"a field's name must be a valid identifier: {str(name)[:80]!r}")
