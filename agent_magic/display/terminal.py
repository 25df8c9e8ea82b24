"""The view for a terminal: plain lines as they come."""

from __future__ import annotations

import sys
from collections.abc import Callable

from agent_magic.display import words
from agent_magic.display.bundles import in_words
from agent_magic.display.clean import clean, cut, one_line
from agent_magic.display.record import DEPTH, Plan, Run, Step
from agent_magic.display.view import View
from agent_magic.events import (
    ActionParsed,
    Displayed,
    Event,
    ModelRetried,
    Nested,
    OutputDelta,
    PlanMade,
    PlanStarted,
    RunFinished,
    RunStarted,
    StepFinished,
    StepStarted,
)
from agent_magic.worker.outputs import Output, Printed, Shown

LIMIT = 6_000
MOST_CALLS = 50


def write_line(line: str) -> None:
    """Write `line` to where the shell prints."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class TerminalView(View):
    """Writes each thing once, when it is known; live output is not written again when its events come."""

    def __init__(self, write: Callable[[str], None] = write_line, depth: int = 0) -> None:
        self._run = Run()
        self._depth = depth
        self._called: dict[int, TerminalView] = {}
        self._left_out: set[int] = set()
        self._told: set[int] = set()
        self._write = write
        self._line = ""
        self._previewed_text = 0
        self._previewed_bundles = 0
        self._finished = False

    def handle(self, event: Event) -> None:
        """Write what the event adds."""
        if isinstance(event, Nested):
            self._nested(event)
            return
        step = self._run.apply(event)
        match event:
            case PlanStarted() | PlanMade() if step is not None and step.plan is not None:
                self._plan(step.plan)
            case RunStarted():
                self._begin(event)
            case StepStarted():
                self._previewed_text = self._previewed_bundles = 0
                self._write(f"step {event.step} · thinking…")
            case ModelRetried() if step is not None:
                self._block(step.plan.notice if step.plan and step.state == "planning" else step.notice, "  ")
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
        for called in self._called.values():
            called.finish()
        if self._left_out:
            self._write(f"{len(self._left_out)} more calls of agents were not shown")
        self._write(words.ending(self._run))

    def _begin(self, event: RunStarted) -> None:
        marks = ["scripted"] * event.scripted + ["replayed"] * event.replayed
        if self._depth:
            marks.append(words.first_line(event.task))
        self._write(" · ".join(["agent", one_line(clean(event.model), 200), *marks]))
        if event.inputs:
            self._write(f"inputs: {one_line(clean(', '.join(event.inputs)), 400)}")

    def _plan(self, plan: Plan) -> None:
        if plan.state == "planning":
            self._write("plan · planning…")
            return
        self._block(plan.text, "  ")
        self._write(" · ".join(filter(None, ["plan", plan.state, words.cost(plan)])))

    def _nested(self, event: Nested) -> None:
        """Write what an agent does that was called, its name before each line; what was told at once comes again."""
        if event.number in self._told:
            return
        self._told.add(event.number)
        if event.call not in self._called:
            if self._depth >= DEPTH or len(self._called) >= MOST_CALLS:
                self._left_out.add(event.call)
                return
            self._flush()
            margin = f"  {one_line(clean(event.agent), 30)} : "
            self._called[event.call] = TerminalView(lambda line: self._write(margin + line), self._depth + 1)
        called = self._called[event.call]
        called.handle(event.event)
        if isinstance(event.event, RunFinished):
            called.finish()

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
