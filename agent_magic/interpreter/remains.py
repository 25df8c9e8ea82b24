"""What a run would leave for the host to find, or would lose: context variables of libraries, values in caches."""

from __future__ import annotations

import decimal
import sys
from collections.abc import Callable
from contextvars import Context, ContextVar
from typing import Any, Final

_EXACT: Final = frozenset({str, bytes, int, type})


class Remains:
    """Keeps some state of one interpreter apart; `begin` and `end` bracket a run in its context.

    A run has a context of its own, and what libraries keep there goes on in the next run. Caches of the standard
    library are cleared of keys of the code's own classes only, which may say that they equal the host's; where keys
    cannot be seen, they are cleared.
    """

    def __init__(self) -> None:
        self._cleaners: dict[str, Callable[[], None]] = {}
        self._decimals: decimal.Context | None = None
        self._variables: dict[ContextVar[Any], Any] = {}
        self._inherited: dict[ContextVar[Any], Any] = {}

    def opened(self, module: str) -> None:
        """Note that the code has imported a module."""
        if module in _CACHES:
            self._cleaners[module] = _CACHES[module]
        if module == "decimal" and self._decimals is None:
            self._decimals = decimal.getcontext().copy()
            decimal.setcontext(self._decimals)
        for home, name in _VARIABLES.get(module.partition(".")[0], ()):
            variable = getattr(sys.modules.get(home), name, None)
            if isinstance(variable, ContextVar):
                self._inherited.setdefault(variable, variable.get(None))

    def begin(self, context: Context) -> None:
        """Put the code's state in place."""
        if self._decimals is not None:
            context.run(decimal.setcontext, self._decimals)
        for variable, value in self._variables.items():
            context.run(variable.set, value)
        for variable in self._inherited:
            self._inherited[variable] = context.get(variable)

    def end(self, context: Context) -> None:
        """Keep the code's state, and clean the caches that it could fill."""
        if self._decimals is not None:
            self._decimals = context.run(decimal.getcontext)
        for variable, inherited in self._inherited.items():
            if (value := context.get(variable)) is not inherited:
                self._variables[variable] = value
        for clean in self._cleaners.values():
            clean()


def _clean_patterns() -> None:
    module: Any = sys.modules["re"]
    for cache in (module._cache, getattr(module, "_cache2", {})):
        exact = {key: value for key, value in cache.items() if _EXACT.issuperset(map(type, key))}
        _keep(cache, exact)


def _clean_formats() -> None:
    module: Any = sys.modules.get("_strptime")
    if module is not None:
        cache = module._regex_cache
        _keep(cache, {key: value for key, value in cache.items() if type(key) is str})


def _keep(cache: dict[Any, Any], exact: dict[Any, Any]) -> None:
    if len(exact) < len(cache):
        cache.clear()
        cache.update(exact)


def _clean_structs() -> None:
    module: Any = sys.modules["_struct"]
    module._clearcache()


def _clean_aliases() -> None:
    module: Any = sys.modules["typing"]
    for clear in module._cleanups:
        clear()


def _clean_urls() -> None:
    module: Any = sys.modules["urllib.parse"]
    module.clear_cache()


_CACHES: Final[dict[str, Callable[[], None]]] = {
    "re": _clean_patterns,
    "time": _clean_formats,
    "datetime": _clean_formats,
    "struct": _clean_structs,
    "typing": _clean_aliases,
    "urllib.parse": _clean_urls,
}

_VARIABLES: Final = {
    "numpy": (("numpy._core.printoptions", "format_options"), ("numpy._core.umath", "_extobj_contextvar")),
}
"""Where libraries have context variables with options: how numbers are printed, what is done about bad ones."""
