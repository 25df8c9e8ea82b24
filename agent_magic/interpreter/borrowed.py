"""The state that libraries keep for the whole process: the code's own while it runs, the host's again after it."""

from __future__ import annotations

import copy
import os
import sys
import warnings
from collections.abc import Callable
from typing import Any, Final

_LIBRARY_ENVIRONMENT: Final = "POLARS_"


class BorrowedState:
    """Puts the state of the code in the place of the host's for a run, for the libraries that the code has imported."""

    def __init__(self) -> None:
        self.kept_elsewhere: set[str] = set()
        self._keepers: dict[str, _Keeper] = {}
        self._running = False

    def opened(self, library: str) -> None:
        """Note that the code has imported a library; what belongs to it is the code's from now on."""
        for name, (needed, keeper) in _KEEPERS.items():
            if name in self._keepers or name in self.kept_elsewhere or needed not in sys.modules:
                continue
            if library != name and (library == "warnings" or name in _ALONE):
                continue
            self._keepers[name] = made = keeper()
            if self._running:
                made.enter()

    def enter(self) -> None:
        """Begin a run."""
        self._running = True
        for keeper in self._keepers.values():
            keeper.enter()

    def leave(self) -> None:
        """End a run."""
        self._running = False
        for keeper in self._keepers.values():
            keeper.leave()


class _Keeper:
    """Swaps one piece of state: `read` copies it, `write` puts a copy in place."""

    def __init__(self, read: Callable[[], Any], write: Callable[[Any], None]) -> None:
        self._read = read
        self._write = write
        self._host: Any = None
        self._own: Any = None

    def enter(self) -> None:
        """Put the host's state aside and the code's in place."""
        self._host = self._read()
        if self._own is not None:
            self._write(self._own)

    def leave(self) -> None:
        """Keep the code's state for its next run and put the host's back."""
        self._own = self._read()
        self._write(self._host)


class _Seeds(_Keeper):
    """The state of numpy's global generator; the code begins with a seed that the host does not know."""

    def __init__(self) -> None:
        random: Any = sys.modules["numpy.random"]
        super().__init__(random.get_state, random.set_state)
        self._own = random.RandomState().get_state()


class _Warnings(_Keeper):
    """The filters of warnings, and the functions that show them."""

    def __init__(self) -> None:
        super().__init__(_read_warnings, _write_warnings)


def _read_warnings() -> Any:
    module: Any = warnings
    return list(module.filters), module.showwarning, module._showwarnmsg_impl


def _write_warnings(state: Any) -> None:
    module: Any = warnings
    filters, module.showwarning, module._showwarnmsg_impl = state
    module.resetwarnings()  # tells CPython's own copy that the list has changed
    module.filters.extend(filters)


class _Style(_Keeper):
    """The rcParams of matplotlib, all but the backend."""

    def __init__(self) -> None:
        super().__init__(_read_style, _write_style)


def _read_style() -> Any:
    parameters: Any = sys.modules["matplotlib"].rcParams
    return {name: copy.copy(value) for name, value in dict.items(parameters) if name != "backend"}


def _write_style(style: Any) -> None:
    dict.update(sys.modules["matplotlib"].rcParams, style)


class _Figures(_Keeper):
    """The figures that pyplot knows."""

    def __init__(self) -> None:
        super().__init__(_read_figures, _write_figures)
        self._own = {}


def _read_figures() -> Any:
    return dict(sys.modules["matplotlib._pylab_helpers"].Gcf.figs)


def _write_figures(figures: Any) -> None:
    known = sys.modules["matplotlib._pylab_helpers"].Gcf.figs
    known.clear()
    known.update(figures)


class _Options(_Keeper):
    """The options of pandas."""

    def __init__(self) -> None:
        self._options: Any = sys.modules["pandas._config.config"]
        super().__init__(self._copy, self._put)

    def _copy(self) -> Any:
        return _nested(self._options._global_config)

    def _put(self, options: Any) -> None:
        _refill(self._options._global_config, options)


def _nested(options: Any) -> Any:
    return {key: _nested(value) if isinstance(value, dict) else value for key, value in options.items()}


def _refill(target: Any, options: Any) -> None:
    for key, value in options.items():
        if isinstance(value, dict):
            _refill(target[key], value)
        else:
            target[key] = value


class _Environment(_Keeper):
    """The variables of the environment that polars keeps its options in."""

    def __init__(self) -> None:
        super().__init__(_read_environment, _write_environment)


def _read_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(_LIBRARY_ENVIRONMENT)}


def _write_environment(variables: dict[str, str]) -> None:
    for name in _read_environment().keys() - variables.keys():
        del os.environ[name]
    os.environ.update(variables)


class _Workers(_Keeper):
    """How joblib works in parallel: not at all, as the code starts neither processes nor threads that go unwatched."""

    def __init__(self) -> None:
        super().__init__(self._read_config, self._write_config)

    def enter(self) -> None:
        """Work in this thread."""
        super().enter()
        if self._own is None:
            sys.modules["joblib"].parallel_config(backend="sequential")

    def _read_config(self) -> Any:
        backend: Any = sys.modules["joblib.parallel"]._backend
        return getattr(backend, "config", None)

    def _write_config(self, config: Any) -> None:
        backend: Any = sys.modules["joblib.parallel"]._backend
        if config is not None:
            backend.config = config
        elif hasattr(backend, "config"):
            del backend.config


_ALONE: Final = frozenset({"warnings", "polars"})
"""What other libraries do not change on the code's behalf."""

_KEEPERS: Final[dict[str, tuple[str, Callable[[], _Keeper]]]] = {
    "numpy": ("numpy.random", _Seeds),
    "warnings": ("warnings", _Warnings),
    "matplotlib": ("matplotlib", _Style),
    "pyplot": ("matplotlib._pylab_helpers", _Figures),
    "pandas": ("pandas._config.config", _Options),
    "polars": ("polars", _Environment),
    "joblib": ("joblib.parallel", _Workers),
}
"""What is kept, by library: the module that must be loaded, and what keeps it."""
