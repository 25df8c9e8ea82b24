"""What is known of a run so far: its events, folded into steps that can be drawn at any time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Literal

from agent_magic.events import (
    ActionParsed,
    Displayed,
    Event,
    ModelRetried,
    OutputDelta,
    ReasoningDelta,
    RequestSent,
    RunFinished,
    RunStarted,
    StepFinished,
    StepStarted,
    TextDelta,
)
from agent_magic.messages import Usage
from agent_magic.worker.outputs import Output, Printed, Shown

State = Literal["thinking", "running", "done", "error", "stopped"]
_CODE_BEGINS = re.compile(r"^[ \t]*(?:```[^\n`]*|<code>|<execute>)[ \t]*(?:\n|$)", re.MULTILINE)
_CODE_ENDS = re.compile(r"^[ \t]*(?:```|</code>|</execute>)", re.MULTILINE)


class Outputs:
    """What code put out, in order; text that comes in pieces is one text."""

    def __init__(self) -> None:
        self._items: list[StringIO | Mapping[str, Any]] = []

    def add(self, output: Output) -> None:
        """Append `output`."""
        if isinstance(output, Shown):
            self._items.append(output.bundle)
            return
        last = self._items[-1] if self._items else None
        if not isinstance(last, StringIO):
            last = StringIO()
            self._items.append(last)
        last.write(output.text)

    @property
    def texts(self) -> list[str]:
        """The printed texts."""
        return [item.getvalue() for item in self._items if isinstance(item, StringIO)]

    @property
    def bundles(self) -> list[Mapping[str, Any]]:
        """The rich values."""
        return [item for item in self._items if not isinstance(item, StringIO)]

    def __bool__(self) -> bool:
        return bool(self._items)


@dataclass
class Step:
    """One step as far as it has come."""

    number: int
    state: State = "thinking"
    parsed: ActionParsed | None = None
    notice: str = ""
    error: str | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: float | None = None
    _reply: StringIO = field(default_factory=StringIO)
    _reasoning: StringIO = field(default_factory=StringIO)
    _outputs: Outputs = field(default_factory=Outputs)
    _preview: Outputs = field(default_factory=Outputs)

    @property
    def thought(self) -> str:
        """What the model thinks, as far as it has said so."""
        return self.parsed.thought if self.parsed else _split(self._reply.getvalue())[0]

    @property
    def code(self) -> str:
        """The code, as far as it is written."""
        return self.parsed.code if self.parsed else _split(self._reply.getvalue())[1]

    @property
    def reasoning(self) -> str:
        """What a reasoning model thought before it replied."""
        return self._reasoning.getvalue()

    @property
    def outputs(self) -> Outputs:
        """What the code put out; live output until the first event says it."""
        return self._outputs or self._preview

    def preview(self, output: Output) -> None:
        """Take live output."""
        self._preview.add(output)

    def retried(self, reason: str, seconds: float) -> None:
        """The reply begins anew after a wait."""
        self._reply, self._reasoning = StringIO(), StringIO()
        self.notice = f"{reason.rstrip('.')}; again in {seconds:.3g} s"

    def replied(self, event: TextDelta | ReasoningDelta) -> None:
        """Take a piece of the reply."""
        self.notice = ""
        (self._reply if isinstance(event, TextDelta) else self._reasoning).write(event.text)

    def acted(self, event: ActionParsed) -> None:
        """The code begins to run."""
        self.parsed, self.state, self.notice = event, "running", ""

    def put_out(self, output: Output) -> None:
        """Take output that an event tells of."""
        self._outputs.add(output)

    def finished(self, event: StepFinished) -> None:
        """Take the outcome."""
        if event.thought or event.code:
            self.parsed = ActionParsed(event.step, event.thought, event.code)
        self.error, self.usage, self.seconds, self.notice = event.error, event.usage, event.seconds, ""
        self.state = "done" if event.error is None else "error"


@dataclass
class Run:
    """A run as far as it has come."""

    started: RunStarted | None = None
    finished: RunFinished | None = None
    steps: dict[int, Step] = field(default_factory=dict)

    def apply(self, event: Event) -> Step | None:
        """Take `event` and return the step that it changed, None where it is about the run as a whole."""
        if isinstance(event, RunStarted):
            self.started = event
            return None
        if isinstance(event, RunFinished):
            self.finished = event
            self.end()
            return None
        step = self.steps.setdefault(event.step, Step(event.step))
        match event:
            case StepStarted() | RequestSent():
                pass
            case TextDelta() | ReasoningDelta():
                step.replied(event)
            case ModelRetried(reason=reason, seconds=seconds):
                step.retried(reason, seconds)
            case ActionParsed():
                step.acted(event)
            case OutputDelta(text=text):
                step.put_out(Printed(text))
            case Displayed(bundle=bundle):
                step.put_out(Shown(bundle))
            case StepFinished():
                step.finished(event)
        return step

    def preview(self, output: Output) -> Step | None:
        """Take live output of the step that runs and return that step."""
        step = next(reversed(self.steps.values()), None)
        if step is not None:
            step.preview(output)
        return step

    def end(self) -> None:
        """Nothing more will come: what has not finished was stopped."""
        for step in self.steps.values():
            if step.state in {"thinking", "running"}:
                step.state, step.notice = "stopped", ""


def _split(reply: str) -> tuple[str, str]:
    """Return the thought and the code of a reply that is still being written."""
    begin = _CODE_BEGINS.search(reply)
    if begin is None:
        return reply.strip(), ""
    rest = reply[begin.end() :]
    end = _CODE_ENDS.search(rest)
    return reply[: begin.start()].strip(), rest[: end.start()] if end else rest
