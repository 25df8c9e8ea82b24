"""Figures: how matplotlib's are drawn, and how those that a piece of code leaves open are collected.

matplotlib is never imported here, only used where something else has loaded it.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar, Token
from io import BytesIO
from types import TracebackType
from typing import Any, Self

from agent_magic.worker.loaded import is_a, loaded

DPI = 96
PIXELS = 1_600
"""The longest side of a picture; a larger figure is drawn at a lower resolution."""

BACKEND = "module://agent_magic.worker.figure_backend"
SHOW_FIGURE: ContextVar[Callable[[Any], None] | None] = ContextVar("SHOW_FIGURE", default=None)
"""Where `plt.show()` of the code that runs hands its figures to."""


def figure_of(value: object) -> Any | None:
    """Return the matplotlib figure that `value` is or, for axes and arrays of axes, belongs to; else None."""
    if loaded("matplotlib.figure") is None:
        return None
    if is_a(value, "numpy", "ndarray"):
        array: Any = value
        value = array.flat[0] if array.dtype == object and array.size else None
    if is_a(value, "matplotlib.figure", "FigureBase"):
        figure: Any = value
        return figure.figure if is_a(value, "matplotlib.figure", "SubFigure") else figure
    if is_a(value, "matplotlib.axes", "Axes"):
        axes: Any = value
        return axes.figure if axes.figure is None else figure_of(axes.figure)
    return None


def png_of(figure: Any) -> bytes:
    """Draw `figure` as a PNG, cropped to what it holds."""
    longest = max(*(float(side) for side in figure.get_size_inches()), 0.1)
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=min(DPI, PIXELS / longest), bbox_inches="tight")
    return buffer.getvalue()


def figure_bundle(figure: Any) -> dict[str, Any]:
    """Return the MIME bundle of `figure`; its text says why where it cannot be drawn."""
    size = " by ".join(f"{side:.3g}" for side in figure.get_size_inches())
    text = f"<Figure, {size} inches, with {len(figure.axes)} axes>"
    try:
        return {"text/plain": text, "image/png": b64encode(png_of(figure)).decode("ascii")}
    except Exception as error:  # bad TeX in a label, say: the user should see it, the run goes on
        return {"text/plain": f"{text} could not be drawn: {type(error).__name__}: {error}"}


class FigureWatch:
    """Keeps the code's pyplot and the notebook's apart, and shows the figures that the code leaves open.

    Use one for all runs of a namespace, as a context manager around each run. Inside, the code has a pyplot
    of its own: no open figures of the notebook, rcParams that it may change (for its next run too), and
    `plt.show()` hands each figure's bundle to `show`. On the way out the figures still open are shown and
    closed, and the notebook's pyplot is put back as it was. What is drawn after the run is drawn `as_in_run`.
    """

    def __init__(
        self,
        show: Callable[[dict[str, Any]], None],
        as_in_run: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._show = show
        self._as_in_run = as_in_run
        self._shown: list[Any] = []
        self._style: dict[str, Any] = {}
        self._host = _HostPyplot()
        self._token: Token[Callable[[Any], None] | None] | None = None

    def shown(self, value: object) -> None:
        """Note that the figure of `value`, if it has one, was shown already."""
        figure = figure_of(value)
        if figure is not None:
            self._shown.append(figure)

    def __enter__(self) -> Self:
        self._shown = []
        self._host = _HostPyplot()
        self._host.put_aside()
        _set_style(self._style)
        self._token = SHOW_FIGURE.set(self._show_once)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._token is not None:
            SHOW_FIGURE.reset(self._token)
        try:
            figures = _open_figures()
            with self._as_in_run() if figures else nullcontext():
                for figure in figures:
                    self._show_once(figure)
            self._style = self._style | self._host.changes()
        finally:
            self._shown = []
            self._host.put_back()

    def _show_once(self, figure: Any) -> None:
        if not any(figure is other for other in self._shown):
            self._shown.append(figure)
            self._show(figure_bundle(figure))


class _HostPyplot:
    """The notebook's side of pyplot: its open figures, rcParams and backend."""

    def __init__(self) -> None:
        self._figures: dict[Any, Any] = {}
        self._style: dict[str, Any] | None = None
        self._backend: Any = None
        self._environment = os.environ.get("MPLBACKEND")
        self._before = False

    def put_aside(self) -> None:
        """Give the code an empty pyplot that draws into nothing but pictures."""
        matplotlib = loaded("matplotlib")
        self._before = matplotlib is not None
        if matplotlib is None:
            os.environ["MPLBACKEND"] = BACKEND  # read when the code imports matplotlib, if it does
            return
        self._style = _style()
        self._backend = dict.__getitem__(matplotlib.rcParams, "backend")
        helpers = loaded("matplotlib._pylab_helpers")
        if helpers is not None:
            self._figures = dict(helpers.Gcf.figs)
            helpers.Gcf.figs.clear()
        matplotlib.use(BACKEND)

    def changes(self) -> dict[str, Any]:
        """Return the rcParams that differ from the notebook's."""
        return {name: value for name, value in _style().items() if value != self._old_style().get(name)}

    def _old_style(self) -> dict[str, Any]:
        """Return the notebook's rcParams; matplotlib's first ones where it was the code that loaded it."""
        if self._style is None:
            self._style = _copy_of(loaded("matplotlib").rcParamsOrig)  # type: ignore[union-attr]
        return self._style

    def put_back(self) -> None:
        """Close what the code left open and restore the notebook's figures, rcParams and backend."""
        if not self._before:
            self._restore_environment()
        matplotlib = loaded("matplotlib")
        if matplotlib is None:
            return
        _close_all()
        _set_style(self._old_style())
        self._restore_backend(matplotlib)
        helpers = loaded("matplotlib._pylab_helpers")
        if helpers is not None:
            helpers.Gcf.figs.update(self._figures)

    def _restore_environment(self) -> None:
        if self._environment is None:
            os.environ.pop("MPLBACKEND", None)
        else:
            os.environ["MPLBACKEND"] = self._environment

    def _restore_backend(self, matplotlib: Any) -> None:
        automatic = matplotlib.rcsetup._auto_backend_sentinel
        backend = self._backend if self._before else self._environment or automatic
        matplotlib.rcParamsOrig["backend"] = matplotlib.rcParamsOrig["backend"] if self._before else backend
        dict.__setitem__(matplotlib.rcParams, "backend", backend)  # the inline backend looks it up when loaded
        pyplot = loaded("matplotlib.pyplot")
        if pyplot is not None:
            pyplot.switch_backend(backend)


def _open_figures() -> list[Any]:
    helpers = loaded("matplotlib._pylab_helpers")
    managers = [] if helpers is None else helpers.Gcf.get_all_fig_managers()
    return [manager.canvas.figure for manager in managers]


def _close_all() -> None:
    helpers = loaded("matplotlib._pylab_helpers")
    if helpers is not None:
        helpers.Gcf.destroy_all()


def _style() -> dict[str, Any]:
    """Return a copy of the rcParams, all but the backend, whose mere reading would choose one."""
    matplotlib = loaded("matplotlib")
    return {} if matplotlib is None else _copy_of(matplotlib.rcParams)


def _copy_of(parameters: Any) -> dict[str, Any]:
    own = parameters.copy()
    return {name: dict.__getitem__(own, name) for name in dict.keys(own) if name != "backend"}


def _set_style(style: dict[str, Any]) -> None:
    matplotlib = loaded("matplotlib")
    if matplotlib is not None:
        dict.update(matplotlib.rcParams, style)
