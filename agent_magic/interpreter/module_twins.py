"""Guarded twins of members of the standard library that read or store attributes, wait, or never end."""

from __future__ import annotations

import decimal
import functools
import itertools
import operator
import random
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from agent_magic.interpreter import traceback_twins
from agent_magic.interpreter.attributes import Attributes, exact_name
from agent_magic.interpreter.builtin_twins import BuiltinTwins
from agent_magic.interpreter.copying import Copying
from agent_magic.interpreter.coroutines import run_coroutine
from agent_magic.interpreter.dataclass_twins import DataclassTwins
from agent_magic.interpreter.decorator_twins import DecoratorTwins
from agent_magic.interpreter.formatting import Formatting
from agent_magic.interpreter.meter import Meter
from agent_magic.interpreter.names import is_guarded
from agent_magic.interpreter.remains import Remains
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
        remains: Remains,
    ) -> None:
        self._attributes = attributes
        self._decorators = DecoratorTwins(attributes, builtin_twins.getattr)
        self._copying: Copying | None = None
        self._remains = remains
        self._builtins = builtin_twins
        self._formatting = formatting
        self._sizes = sizes
        self._meter = meter

    def of(self, module: str) -> Mapping[str, Any]:
        """Return the twins of a module, by name."""
        self._remains.opened(module)
        makers: dict[str, Callable[[], Mapping[str, Any]]] = {
            "asyncio": self._asyncio, "copy": self._copy, "dataclasses": self._dataclasses, "decimal": self._decimal,
            "itertools": self._itertools, "operator": self._operator, "random": self._random,
            "string": self._string, "time": self._time, "traceback": traceback_twins.twins,
        }  # fmt: skip
        return makers[module]() if module in makers else self._decorators.of(module)

    def _run_coroutine(self, main: Any, *, debug: bool | None = None) -> Any:
        return run_coroutine(main, self._meter.check, debug=debug)

    def _asyncio(self) -> Mapping[str, Any]:
        return {"run": self._run_coroutine}

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
        exact = float.__float__(seconds) if isinstance(seconds, float) else int.__pos__(operator.index(seconds))
        if not exact >= 0:
            time.sleep(exact)  # raises CPython's own error
        end = time.monotonic() + exact
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

    def _copies(self) -> Copying:
        self._copying = self._copying or Copying(self._attributes)
        return self._copying

    def _copy(self) -> Mapping[str, Any]:
        return self._copies().members()

    def _dataclasses(self) -> Mapping[str, Any]:
        return DataclassTwins(self._attributes, self._builtins.getattr, self._copies().module).members()
