"""What every view does: read events, show live output, and leave a lasting form at the end."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from agent_magic.events import Event
from agent_magic.worker.outputs import Output


class View(ABC):
    """One run, drawn.

    `on_stop` is called when the user asks to stop, from wherever the front-end delivers the click.
    """

    on_stop: Callable[[], None] | None = None

    @abstractmethod
    def handle(self, event: Event) -> None:
        """Take the next event of the run."""

    @abstractmethod
    def preview(self, output: Output) -> None:
        """Show what running code puts out before its events come; the events replace it."""

    @abstractmethod
    def finish(self) -> None:
        """Leave the lasting form; call it also where the run raised. A second call does nothing."""
