"""What is known of a run: its events, added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent_magic.agents.conversation import Conversation
from agent_magic.events import (
    ActionParsed,
    Event,
    OutputDelta,
    PlanDelta,
    PlanMade,
    ReasoningDelta,
    RequestSent,
    RunFinished,
    Status,
    StepFinished,
    TextDelta,
)
from agent_magic.messages import Message, Usage

_PIECES = (TextDelta, ReasoningDelta, PlanDelta, OutputDelta)


class RunRecord:
    """A run as far as it has come; `status` is None until it is over.

    `events` are those that last: no pieces of texts, which later events tell whole, and no requests, which are the
    beginnings of `messages`. `requests` counts them.
    """

    def __init__(self, task: str, conversation: Conversation) -> None:
        self.task = task
        self.status: Status | None = None
        self.answer: object = None
        self.error: str | None = None
        self.steps: list[StepFinished] = []
        self.plans: list[PlanMade] = []
        self.replies: dict[int, str] = {}
        self.calls: dict[int, tuple[Mapping[str, Any], ...]] = {}
        self.events: list[Event] = []
        self.requests = 0
        self.usage = Usage()
        self.seconds = 0.0
        self._conversation = conversation

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was said, from the system prompt on."""
        return self._conversation.messages

    def take(self, event: Event) -> None:
        """Add the next event."""
        if not isinstance(event, (*_PIECES, RequestSent)):
            self.events.append(event)
        match event:
            case TextDelta(step, text):
                self.replies[step] = self.replies.get(step, "") + text
            case ActionParsed(step, calls=calls) if calls:
                self.calls[step] = calls
            case RequestSent():
                self.requests += 1
            case PlanMade():
                self.plans.append(event)
                self.usage += event.usage
                self.seconds += event.seconds
            case StepFinished():
                self.steps.append(event)
                self.usage += event.usage
                self.seconds += event.seconds
            case RunFinished():
                self.status, self.answer, self.error = event.status, event.answer, event.error
                self.usage, self.seconds = event.usage, event.seconds

    def end(self) -> None:
        """Nothing more will come: a run that is not over was left, which counts as stopped."""
        self.status = self.status or "stopped"

    @property
    def code(self) -> str:
        """The code of all steps that worked, as one script."""
        return script_of([self])

    def save(self, path: str | Path) -> None:
        """Write the run to a file of JSON lines, without secrets; `load` reads it."""
        from agent_magic.agents.saving import save

        save(self, Path(path))

    @classmethod
    def load(cls, path: str | Path) -> RunRecord:
        """Return the run that a file holds; raises `UsageError` where it holds none."""
        from agent_magic.agents.saving import load

        return load(Path(path))

    def __repr__(self) -> str:
        status = self.status or "not over"
        return f"<run: {status}, {len(self.steps)} step(s), {self.seconds:.1f} s>"


def script_of(runs: Sequence[RunRecord]) -> str:
    """Return the code of all steps that worked, in their order, as one script."""
    worked = [step for run in runs for step in run.steps if step.code.strip() and step.error is None]
    return "\n\n".join(f"# step {step.step}\n{step.code.strip()}" for step in worked) + ("\n" if worked else "")
