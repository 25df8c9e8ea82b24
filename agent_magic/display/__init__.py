"""How a run is drawn: live while it goes on, static when it is over.

`view(shell)` picks the view; a view reads events,
and its `finish` leaves what a saved notebook keeps.
"""

from __future__ import annotations

from agent_magic.display.choice import view
from agent_magic.display.view import View

__all__ = ["View", "view"]
