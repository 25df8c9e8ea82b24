"""The matplotlib backend of code that runs: it opens no windows and hands shown figures to who runs the code.

Only matplotlib loads this module, when the code draws.
"""

from __future__ import annotations

from typing import Any

from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from agent_magic.worker.figures import SHOW_FIGURE


class FigureManager(FigureManagerBase):
    """A figure that pyplot knows and that no window holds."""

    def show(self) -> None:
        """Hand the figure over."""
        receive = SHOW_FIGURE.get()
        if receive is not None:
            receive(self.canvas.figure)

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Hand all open figures over and close them, as a script does whose windows were closed."""
        for manager in Gcf.get_all_fig_managers():
            manager.show()
            Gcf.destroy(manager)


class FigureCanvas(FigureCanvasAgg):
    """A canvas in memory."""

    manager_class: Any = FigureManager
