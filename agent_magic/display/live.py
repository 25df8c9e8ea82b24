"""The view for somebody who watches: a few widgets a step while it runs, static HTML in their place at the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets
from IPython.display import DisplayHandle

from agent_magic.display.page import Key, Page
from agent_magic.display.record import Run, Step
from agent_magic.display.static import bundle
from agent_magic.display.view import View
from agent_magic.events import Event, Nested, OutputDelta, PlanDelta, ReasoningDelta, RequestSent, TextDelta
from agent_magic.worker.outputs import Output

REDRAW_SECONDS = 0.08
SPARING = 5  # a step that is slow to draw, with large pictures, is drawn that much less often
_STREAMED = (TextDelta, ReasoningDelta, PlanDelta, OutputDelta, Nested)


class LiveView(View):
    """One `HTML` widget for each piece of a step, all with the same layout and style, and a Stop button.

    A piece that is over is not drawn again, so that what was opened in it stays open. While text streams in, a step
    is drawn at most every 80 ms. Where an event loop runs, the last piece is
    drawn even if nothing follows it; where the cell blocks, the next event draws it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._run = Run()
        self._page = Page()
        self._clock = clock
        self._next_draw = clock()
        self._waiting: dict[int, Step] = {}
        self._settled: set[Key] = set()
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
            self._draw_step(step, self._widgets)
        self._waiting.clear()
        self._next_draw = self._clock() + max(REDRAW_SECONDS, SPARING * (self._clock() - began))

    def _draw_step(self, step: Step, widgets: _Widgets) -> None:
        pieces = self._page.pieces(step)
        drawn = {piece.key: self._page.boxed(piece) for piece in pieces if piece.key not in self._settled}
        self._settled |= {piece.key for piece in pieces if piece.over}
        widgets.draw(step.number, [piece.key for piece in pieces], drawn)

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
        self._steps: dict[int, dict[Key, Any]] = {}
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

    def draw(self, step: int, keys: Sequence[Key], drawn: Mapping[Key, str]) -> None:
        """Draw the pieces of a step that are in `drawn`, in the order of `keys`; pieces that went are closed."""
        before = self._steps.get(step, {})
        now = {key: before.get(key) or self._piece(drawn[key]) for key in keys}
        for key, html in drawn.items():
            now[key].value = html
        self._steps[step] = now
        if list(before) != list(now):
            self._box.children = (self._header, *self._pieces(), self._button)
            for key in before.keys() - now.keys():
                before[key].close()

    def close(self) -> None:
        """Close every widget, so that nothing of them is left in the kernel or the page."""
        self._box.close()
        for widget in (
            *self._pieces(),
            self._header,
            self._button,
            self._button.style,
            self._button.layout,
        ):
            widget.close()
        self._style.close()
        self._layout.close()

    def _pieces(self) -> list[Any]:
        return [piece for step in self._steps.values() for piece in step.values()]

    def _piece(self, html: str) -> Any:
        return ipywidgets.HTML(html, layout=self._layout, style=self._style)

    def _clicked(self, _button: object) -> None:
        self._button.description, self._button.disabled = "Stopping…", True
        self._on_stop()
