"""The state that libraries keep for the whole process: the code's own while it runs, the host's again after it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Final

from agent_magic.interpreter import drawing_keepers as drawing
from agent_magic.interpreter import keepers
from agent_magic.interpreter.keepers import Keeper, Kept


class BorrowedState:
    """Puts the state of the code in the place of the host's for a run, for the libraries that the code has imported."""

    def __init__(self) -> None:
        self.kept_elsewhere: set[str] = set()
        self._keepers: dict[str, Kept] = {}
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


_DRAWING: Final = frozenset("matplotlib mpl_toolkits seaborn pandas networkx sympy sklearn".split())

_KEEPERS: Final[dict[str, tuple[str, frozenset[str] | None, Callable[[], Kept]]]] = {
    "numpy": ("numpy.random", None, keepers.Seeds),
    "warnings": ("warnings", frozenset({"warnings"}), partial(Keeper, keepers.read_warnings, keepers.write_warnings)),
    "matplotlib": ("matplotlib", _DRAWING, drawing.Style),
    "pyplot": ("matplotlib._pylab_helpers", _DRAWING, drawing.Figures),
    "colors": ("matplotlib.colors", _DRAWING, partial(Keeper, drawing.read_colors, drawing.write_colors)),
    "pandas": ("pandas._config.config", frozenset({"pandas", "seaborn", "sklearn"}), keepers.Options),
    "polars": ("polars", frozenset({"polars"}), partial(Keeper, keepers.read_environment, keepers.write_environment)),
    "sklearn": ("sklearn", frozenset({"sklearn"}), partial(Keeper, keepers.read_settings, keepers.write_settings)),
    "joblib": ("joblib.parallel", frozenset({"sklearn"}), keepers.Workers),
    "sympy": (
        "sympy.core.parameters",
        frozenset({"sympy"}),
        partial(Keeper, keepers.read_evaluation, keepers.write_evaluation),
    ),
}
"""What is kept: the module that must be loaded, the libraries that change it (None: any), and what keeps it."""
