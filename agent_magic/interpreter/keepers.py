"""What keeps one piece of a library's state, the host's and the code's."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from typing import Any, Final, Protocol

_LIBRARY_ENVIRONMENT: Final = "POLARS_"


class Kept(Protocol):
    """What a run begins and ends by."""

    def enter(self) -> None:
        """Put the host's state aside and the code's in place."""

    def leave(self) -> None:
        """Keep the code's state for its next run and put the host's back."""


class Keeper:
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


class Seeds:
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


def read_warnings() -> Any:
    """Return the filters of warnings, and the functions that show them."""
    module: Any = warnings
    return list(module.filters), module.showwarning, module._showwarnmsg_impl


def write_warnings(state: Any) -> None:
    """Put them back."""
    module: Any = warnings
    filters, module.showwarning, module._showwarnmsg_impl = state
    module.resetwarnings()  # tells CPython's own copy that the list has changed
    module.filters.extend(filters)


class Options(Keeper):
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


def read_environment() -> dict[str, str]:
    """Return the variables of the environment that polars keeps its options in."""
    return {name: value for name, value in os.environ.items() if name.startswith(_LIBRARY_ENVIRONMENT)}


def write_environment(variables: dict[str, str]) -> None:
    """Put them back."""
    for name in read_environment().keys() - variables.keys():
        del os.environ[name]
    os.environ.update(variables)


class Workers(Keeper):
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


def read_settings() -> dict[str, Any]:
    """Return the configuration of scikit-learn in this thread."""
    settings: dict[str, Any] = sys.modules["sklearn"].get_config()
    return settings


def write_settings(settings: dict[str, Any]) -> None:
    """Put it back."""
    sys.modules["sklearn"].set_config(**settings)


def read_evaluation() -> dict[str, Any]:
    """Return how sympy evaluates."""
    return dict(vars(sys.modules["sympy.core.parameters"].global_parameters))


def write_evaluation(parameters: dict[str, Any]) -> None:
    """Put it back; sympy forgets what it has worked out wherever that differs."""
    current = sys.modules["sympy.core.parameters"].global_parameters
    for name, value in parameters.items():
        if getattr(current, name) != value:
            setattr(current, name, value)
