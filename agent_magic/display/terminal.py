"""The view for a terminal: plain lines as they come."""

from __future__ import annotations

import sys
from collections.abc import Callable

from agent_magic.display import words
from agent_magic.display.bundles import in_words
from agent_magic.display.clean import clean, cut, one_line
from agent_magic.display.record import Run, Step
from agent_magic.display.view import View
from agent_magic.events import (
    ActionParsed,
    Displayed,
    Event,
    ModelRetried,
    OutputDelta,
    RunStarted,
    StepFinished,
    StepStarted,
)
from agent_magic.worker.outputs import Output, Printed, Shown

LIMIT = 6_000


def write_line(line: str) -> None:
    """Write `line` to where the shell prints."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class TerminalView(View):
    """Writes each thing once, when it is known; live output is not written again when its events come."""

    def __init__(self, write: Callable[[str], None] = write_line) -> None:
        self._run = Run()
        self._write = write
        self._line = ""
        self._previewed_text = 0
        self._previewed_bundles = 0
        self._finished = False

    def handle(self, event: Event) -> None:
        """Write what the event adds."""
        step = self._run.apply(event)
        match event:
            case RunStarted():
                self._begin(event)
            case StepStarted():
                self._previewed_text = self._previewed_bundles = 0
                self._write(f"step {event.step} · thinking…")
            case ModelRetried() if step is not None:
                self._block(step.notice, "  ")
            case ActionParsed():
                self._block(event.thought, "  ")
                self._block(event.code, "  > ")
            case OutputDelta():
                known = min(len(event.text), self._previewed_text)
                self._previewed_text -= known
                self._print(event.text[known:])
            case Displayed():
                self._display(event)
            case StepFinished() if step is not None:
                self._end(step)

    def preview(self, output: Output) -> None:
        """Write live output at once."""
        match output:
            case Printed(text):
                self._previewed_text += len(text)
                self._print(text)
            case Shown(bundle):
                self._previewed_bundles += 1
                self._flush()
                self._block(in_words(bundle), "  | ")

    def finish(self) -> None:
        """Write how the run ended."""
        if self._finished or self._run.started is None:
            return
        self._finished = True
        self._flush()
        self._run.end()
        self._write(words.ending(self._run))

    def _begin(self, event: RunStarted) -> None:
        self._write(f"agent · {one_line(clean(event.model), 200)}{' · scripted' if event.scripted else ''}")
        if event.inputs:
            self._write(f"inputs: {one_line(clean(', '.join(event.inputs)), 400)}")

    def _display(self, event: Displayed) -> None:
        if self._previewed_bundles:
            self._previewed_bundles -= 1
        else:
            self._flush()
            self._block(in_words(event.bundle), "  | ")

    def _end(self, step: Step) -> None:
        self._flush()
        if step.error:
            self._block(step.error, "  ! ")
        self._write(" · ".join(filter(None, [f"step {step.number}", step.state, words.cost(step)])))

    def _print(self, text: str) -> None:
        *lines, self._line = (self._line + text).split("\n")
        for line in lines:
            self._write(f"  | {clean(line)}")

    def _flush(self) -> None:
        if self._line:
            self._write(f"  | {clean(self._line)}")
            self._line = ""

    def _block(self, text: str, margin: str) -> None:
        for line in cut(clean(text).strip("\n"), LIMIT).splitlines():
            self._write(f"{margin}{line}".rstrip())
