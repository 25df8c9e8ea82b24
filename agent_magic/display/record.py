"""What is known of a run so far: its events, folded into steps that can be drawn at any time."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import StringIO
from typing import Final, Literal

from agent_magic.display.outputs import Outputs
from agent_magic.display.writing import thought_and_code
from agent_magic.events import (
    ActionParsed,
    Displayed,
    Event,
    ModelRetried,
    Nested,
    OutputDelta,
    PlanDelta,
    PlanMade,
    PlanStarted,
    ReasoningDelta,
    RequestSent,
    RunFinished,
    RunStarted,
    Status,
    StepFinished,
    StepStarted,
    TextDelta,
)
from agent_magic.messages import Usage
from agent_magic.worker.outputs import Output, Printed, Shown

State = Literal["planning", "thinking", "running", "done", "error", "stopped"]
CallState = Literal["working", "done", "out of steps", "out of tokens", "out of time", "stopped", "failed"]
_ENDED: Final[dict[Status, CallState]] = {
    "success": "done",
    "max_steps": "out of steps",
    "max_tokens": "out of tokens",
    "max_seconds": "out of time",
    "stopped": "stopped",
    "failed": "failed",
}
OfStep = (
    PlanStarted
    | PlanDelta
    | PlanMade
    | StepStarted
    | RequestSent
    | TextDelta
    | ReasoningDelta
    | ModelRetried
    | ActionParsed
    | OutputDelta
    | Displayed
    | StepFinished
)
DEPTH = 4
"""How deep the calls of agents are shown."""
ROOM = 200
"""How many calls of agents and steps of theirs are shown in one run."""


@dataclass
class Plan:
    """A plan as far as it is made."""

    state: State = "planning"
    notice: str = ""
    usage: Usage = field(default_factory=Usage)
    seconds: float | None = None
    _text: StringIO = field(default_factory=StringIO)

    @property
    def text(self) -> str:
        """What the model plans."""
        return self._text.getvalue()

    def take(self, event: PlanDelta | PlanMade | ModelRetried) -> None:
        """Take a piece, the whole, or that it begins anew."""
        match event:
            case PlanDelta(text=text):
                self._text.write(text)
                self.notice = ""
            case ModelRetried():
                self._text, self.notice = StringIO(), _retrying(event)
            case PlanMade(plan=plan, usage=usage, seconds=seconds):
                self._text = StringIO(plan)
                self.state, self.notice, self.usage, self.seconds = "done", "", usage, seconds


@dataclass
class Step:
    """One step as far as it has come, with the plan before it and the agents that it called."""

    number: int
    state: State = "thinking"
    parsed: ActionParsed | None = None
    notice: str = ""
    error: str | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: float | None = None
    plan: Plan | None = None
    begun: bool = False
    calls: dict[int, Run] = field(default_factory=dict)
    calls_left_out: set[int] = field(default_factory=set)
    _reply: StringIO = field(default_factory=StringIO)
    _reasoning: StringIO = field(default_factory=StringIO)
    _outputs: Outputs = field(default_factory=Outputs)
    _preview: Outputs = field(default_factory=Outputs)

    @property
    def over(self) -> bool:
        """Whether nothing more will come, of calls aside."""
        return self.state in {"done", "error", "stopped"}

    @property
    def thought(self) -> str:
        """What the model thinks, as far as it has said so."""
        return self.parsed.thought if self.parsed else thought_and_code(self._reply.getvalue())[0]

    @property
    def code(self) -> str:
        """The code, as far as it is written."""
        return self.parsed.code if self.parsed else thought_and_code(self._reply.getvalue())[1]

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

    def take(self, event: OfStep) -> None:
        """Take the next event of this step."""
        match event:
            case PlanStarted():
                self.plan, self.state = Plan(), "planning"
            case PlanDelta() | PlanMade() if self.plan is not None:
                self.plan.take(event)
            case ModelRetried():
                self._retried(event)
            case StepStarted():
                self.begun, self.state = True, "thinking"
            case TextDelta() | ReasoningDelta():
                self.notice = ""
                (self._reply if isinstance(event, TextDelta) else self._reasoning).write(event.text)
            case ActionParsed():
                self.parsed, self.state, self.notice = event, "running", ""
            case OutputDelta(text=text):
                self._outputs.add(Printed(text))
            case Displayed(bundle=bundle):
                self._outputs.add(Shown(bundle))
            case StepFinished():
                self._finished(event)

    def _retried(self, event: ModelRetried) -> None:
        """The reply, or the plan, begins anew after a wait."""
        if self.state == "planning" and self.plan is not None:
            self.plan.take(event)
            return
        self._reply, self._reasoning = StringIO(), StringIO()
        self.notice = _retrying(event)

    def _finished(self, event: StepFinished) -> None:
        if event.thought or event.code:
            self.parsed = ActionParsed(event.step, event.thought, event.code)
        self.error, self.usage, self.seconds, self.notice = event.error, event.usage, event.seconds, ""
        self.state = "done" if event.error is None else "error"

    def end(self) -> None:
        """Nothing more will come: what has not finished was stopped."""
        if not self.over:
            self.state, self.notice = "stopped", ""
        if self.plan is not None and self.plan.state == "planning":
            self.plan.state, self.plan.notice = "stopped", ""
        for call in self.calls.values():
            call.end()


@dataclass
class Room:
    """How many calls and steps of called agents can still be shown."""

    left: int = ROOM

    def take(self) -> bool:
        """Take the room for one; False where none is left."""
        self.left -= 1
        return self.left >= 0


@dataclass
class Run:
    """A run as far as it has come: that of a cell, or a call of the agent `agent` at some `depth` in it."""

    agent: str = ""
    depth: int = 0
    room: Room = field(default_factory=Room)
    started: RunStarted | None = None
    finished: RunFinished | None = None
    ended: bool = False
    steps: dict[int, Step] = field(default_factory=dict)
    steps_left_out: set[int] = field(default_factory=set)
    _told: set[int] = field(default_factory=set)

    @property
    def state(self) -> CallState:
        """How a call stands."""
        if self.finished is not None:
            return _ENDED[self.finished.status]
        return "stopped" if self.ended else "working"

    def apply(self, event: Event) -> Step | None:
        """Take `event` and return the step that it changed, None where it changed none that is shown."""
        if isinstance(event, RunStarted):
            self.started = event
            return None
        if isinstance(event, RunFinished):
            self.finished = event
            self.end()
            return None
        step = self._step(event.step)
        if step is None:
            return None
        if isinstance(event, Nested):
            self._called(step, event)
        else:
            step.take(event)
        return step

    def preview(self, output: Output) -> Step | None:
        """Take live output of the step that runs and return that step."""
        step = next(reversed(self.steps.values()), None)
        if step is not None:
            step.preview(output)
        return step

    def end(self) -> None:
        """Nothing more will come: what has not finished was stopped."""
        self.ended = True
        for step in self.steps.values():
            step.end()

    def _step(self, number: int) -> Step | None:
        if number not in self.steps:
            if self.depth and not self.room.take():
                self.steps_left_out.add(number)
                return None
            self.steps[number] = Step(number)
        return self.steps[number]

    def _called(self, step: Step, event: Nested) -> None:
        """Take an event of an agent that `step` called; one that was told at once comes again, and is passed over."""
        if event.number in self._told:
            return
        self._told.add(event.number)
        if event.call not in step.calls:
            if self.depth >= DEPTH or not self.room.take():
                step.calls_left_out.add(event.call)
                return
            step.calls[event.call] = Run(event.agent, self.depth + 1, self.room)
        step.calls[event.call].apply(event.event)


def _retrying(event: ModelRetried) -> str:
    return f"{event.reason.rstrip('.')}; again in {event.seconds:.3g} s"
