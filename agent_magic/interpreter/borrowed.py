"""The state that libraries keep for the whole process: the code's own while it runs, the host's again after it."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from typing import Any, Final, Protocol

_LIBRARY_ENVIRONMENT: Final = "POLARS_"


class BorrowedState:
    """Puts the state of the code in the place of the host's for a run, for the libraries that the code has imported."""

    def __init__(self) -> None:
        self.kept_elsewhere: set[str] = set()
        self._keepers: dict[str, _Kept] = {}
        self._running = False

    def opened(self, library: str) -> None:
        """Note that the code has imported a library; what belongs to it is the code's from now on."""
        for name, (needed, libraries, keeper) in _KEEPERS.items():
            if name in self._keepers or name in self.kept_elsewhere or needed not in sys.modules:
                continue
            if libraries is not None and library not in libraries:
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


class _Kept(Protocol):
    def enter(self) -> None:
        """Put the host's state aside and the code's in place."""

    def leave(self) -> None:
        """Keep the code's state for its next run and put the host's back."""


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


class _Seeds:
    """Numpy's global generator; the code begins with a seed that the host does not know.

    Generators are exchanged, which is far cheaper than their states. The half of a pair of normal numbers that numpy
    keeps for the next call is not in the generator.
    """

    def __init__(self) -> None:
        self._random: Any = sys.modules["numpy.random"]
        self._host: Any = None
        self._own: Any = self._random.MT19937()
        self._host_half: Any = None
        self._own_half: Any = None

    def enter(self) -> None:
        """Put the host's generator aside and the code's in place."""
        self._host_half, self._host = self._half(), self._random.get_bit_generator()
        self._put(self._own, self._own_half)

    def leave(self) -> None:
        """Put the host's generator back."""
        self._own_half, self._own = self._half(), self._random.get_bit_generator()
        self._put(self._host, self._host_half)

    def _half(self) -> Any:
        state = self._random.get_state(legacy=False)
        return state if state["has_gauss"] else None

    def _put(self, generator: Any, half: Any) -> None:
        self._random.set_bit_generator(generator)
        if half is not None:
            self._random.set_state(half)


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
    """The rcParams of matplotlib; a backend that the code names does not last."""

    def __init__(self) -> None:
        super().__init__(_read_style, _write_style)
        self._backend: Any = None

    def enter(self) -> None:
        """Put the host's style aside and the code's in place."""
        self._backend = dict.get(sys.modules["matplotlib"].rcParams, "backend")
        super().enter()

    def leave(self) -> None:
        """Put the host's style back, and its backend: where it had none yet, the one that drawing has chosen stays."""
        super().leave()
        parameters: Any = sys.modules["matplotlib"].rcParams
        drawing = getattr(sys.modules.get("matplotlib.pyplot"), "_backend_mod", None)
        chosen = str(dict.get(parameters, "backend")).lower()
        if isinstance(self._backend, str) or not getattr(drawing, "__name__", "").endswith(f"backend_{chosen}"):
            dict.__setitem__(parameters, "backend", self._backend)


def _read_style() -> Any:
    parameters: Any = sys.modules["matplotlib"].rcParams
    style = {name: value[:] if type(value) is list else value for name, value in dict.items(parameters)}
    del style["backend"]
    return style


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


_DRAWING: Final = frozenset("matplotlib mpl_toolkits seaborn pandas networkx sympy sklearn".split())

_KEEPERS: Final[dict[str, tuple[str, frozenset[str] | None, Callable[[], _Kept]]]] = {
    "numpy": ("numpy.random", None, _Seeds),
    "warnings": ("warnings", frozenset({"warnings"}), _Warnings),
    "matplotlib": ("matplotlib", _DRAWING, _Style),
    "pyplot": ("matplotlib._pylab_helpers", _DRAWING, _Figures),
    "pandas": ("pandas._config.config", frozenset({"pandas", "seaborn", "sklearn"}), _Options),
    "polars": ("polars", frozenset({"polars"}), _Environment),
    "joblib": ("joblib.parallel", frozenset({"sklearn"}), _Workers),
}
"""What is kept: the module that must be loaded, the libraries that change it (None: any), and what keeps it."""
