"""The view for a notebook that nobody watches: nothing while it runs, the static form at the end."""

from __future__ import annotations

from IPython.display import display

from agent_magic.display.page import Page
from agent_magic.display.plain import plain
from agent_magic.display.record import Run
from agent_magic.display.view import View
from agent_magic.events import Event
from agent_magic.worker.outputs import Output


class StaticView(View):
    """Draws once, when the run is over."""

    def __init__(self) -> None:
        self._run = Run()
        self._finished = False

    def handle(self, event: Event) -> None:
        """Remember the event."""
        self._run.apply(event)

    def preview(self, output: Output) -> None:
        """Remember live output, for a run that breaks off."""
        self._run.preview(output)

    def finish(self) -> None:
        """Display the static form."""
        if self._finished or self._run.started is None:
            return
        self._finished = True
        self._run.end()
        display(bundle(self._run, Page()), raw=True)  # type: ignore[no-untyped-call]


def bundle(run: Run, page: Page) -> dict[str, str]:
    """Return the lasting form of a run that is over."""
    return {"text/html": page.whole(run), "text/plain": plain(run)}
