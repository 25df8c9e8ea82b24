"""The view for somebody who watches: one widget a step while it runs, static HTML in its place at the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import ipywidgets
from IPython.display import DisplayHandle

from agent_magic.display.page import Page
from agent_magic.display.record import Run, Step
from agent_magic.display.static import bundle
from agent_magic.display.view import View
from agent_magic.events import Event, OutputDelta, ReasoningDelta, RequestSent, TextDelta
from agent_magic.worker.outputs import Output

REDRAW_SECONDS = 0.08
SPARING = 5  # a step that is slow to draw, with large pictures, is drawn that much less often
_STREAMED = (TextDelta, ReasoningDelta, OutputDelta)


class LiveView(View):
    """One `HTML` widget a step, all with the same layout and style, and a Stop button.

    While text streams in, a step is drawn at most every 80 ms. Where an event loop runs, the last piece is
    drawn even if nothing follows it; where the cell blocks, the next event draws it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._run = Run()
        self._page = Page()
        self._clock = clock
        self._next_draw = clock()
        self._waiting: dict[int, Step] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._widgets: _Widgets | None = None
        self._handle = DisplayHandle()  # type: ignore[no-untyped-call]
        self._finished = False

    def handle(self, event: Event) -> None:
        """Draw the event: at once, or with others while text streams in."""
        if self._finished or isinstance(event, RequestSent):
            return
        step = self._run.apply(event)
        if self._run.started is None:
            return
        if self._widgets is None:
            self._widgets = _Widgets(self._page.header(self._run), self._stop)
            self._handle.display(self._widgets.bundle(), raw=True)  # type: ignore[no-untyped-call]
        if step is None:
            self._draw_now()
        else:
            self._waiting[step.number] = step
            self._draw(coalesce=isinstance(event, _STREAMED))

    def preview(self, output: Output) -> None:
        """Draw live output with the step that runs."""
        step = None if self._finished else self._run.preview(output)
        if step is not None:
            self._waiting[step.number] = step
            self._draw(coalesce=True)

    def finish(self) -> None:
        """Put the static form in the place of the widgets and close them."""
        if self._finished:
            return
        self._finished = True
        self._cancel_timer()
        self._run.end()
        if self._widgets is None:
            return
        try:
            self._handle.update(bundle(self._run, self._page), raw=True)  # type: ignore[no-untyped-call]
        finally:
            self._widgets.close()

    def _draw(self, *, coalesce: bool) -> None:
        rest = self._next_draw - self._clock()
        if not coalesce or rest <= 0:
            self._draw_now()
        elif self._timer is None:
            try:
                self._timer = asyncio.get_running_loop().call_later(rest, self._draw_now)
            except RuntimeError:
                return  # a blocking cell: whatever comes next draws this too

    def _draw_now(self) -> None:
        self._cancel_timer()
        if self._widgets is None:
            return
        began = self._clock()
        for step in self._waiting.values():
            self._widgets.draw(step.number, self._page.step(step))
        self._waiting.clear()
        self._next_draw = self._clock() + max(REDRAW_SECONDS, SPARING * (self._clock() - began))

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _stop(self) -> None:
        if self.on_stop is not None:
            self.on_stop()


class _Widgets:
    """The widgets of one run: a box of HTML pieces with a Stop button below them."""

    def __init__(self, header: str, on_stop: Callable[[], None]) -> None:
        self._layout = ipywidgets.Layout(margin="0", width="auto", max_width="960px")
        self._steps: dict[int, Any] = {}
        self._header = ipywidgets.HTML(header, layout=self._layout)
        self._style = self._header.style
        self._on_stop = on_stop
        self._button = ipywidgets.Button(
            description="Stop",
            tooltip="Stop the run; finished steps are kept",
            layout={"width": "80px", "margin": "8px 0 0 0"},
        )
        self._button.on_click(self._clicked)
        self._box = ipywidgets.VBox([self._header, self._button], layout=self._layout)

    def bundle(self) -> dict[str, Any]:
        """Return what shows the box, with words for a front-end that has no widgets."""
        waiting = "The agent is at work; its steps appear here when it is done."
        return {**self._box._repr_mimebundle_(), "text/html": f"<em>{waiting}</em>", "text/plain": waiting}

    def draw(self, number: int, html: str) -> None:
        """Draw a step, anew or again."""
        if number in self._steps:
            self._steps[number].value = html
            return
        self._steps[number] = self._piece(html)
        self._box.children = (self._header, *self._steps.values(), self._button)

    def close(self) -> None:
        """Close every widget, so that nothing of them is left in the kernel or the page."""
        self._box.close()
        for widget in (
            *self._steps.values(),
            self._header,
            self._button,
            self._button.style,
            self._button.layout,
        ):
            widget.close()
        self._style.close()
        self._layout.close()

    def _piece(self, html: str) -> Any:
        return ipywidgets.HTML(html, layout=self._layout, style=self._style)

    def _clicked(self, _button: object) -> None:
        self._button.description, self._button.disabled = "Stopping…", True
        self._on_stop()
