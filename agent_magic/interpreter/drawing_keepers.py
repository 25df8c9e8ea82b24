"""What keeps the state of drawing: styles, figures and colours of matplotlib."""

from __future__ import annotations

import sys
from typing import Any, Final

from agent_magic.interpreter.keepers import Keeper

_LETTERS: Final = "bgrmyck"


class Style(Keeper):
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


class Figures(Keeper):
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


def read_colors() -> dict[str, Any]:
    """Return what the letters for colours stand for, which seaborn changes with its themes."""
    known = sys.modules["matplotlib.colors"].colorConverter.colors
    return {letter: known[letter] for letter in _LETTERS}


def write_colors(colors: dict[str, Any]) -> None:
    """Put it back."""
    known = sys.modules["matplotlib.colors"].colorConverter.colors
    for letter, color in colors.items():
        if known[letter] != color:
            known[letter] = color
            known.cache.clear()
