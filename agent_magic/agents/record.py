"""What is known of an agent's last run: its events, added up."""

from __future__ import annotations

from contextlib import closing

from agent_magic.agents.conversation import Conversation
from agent_magic.agents.driving import Idle, Moments
from agent_magic.events import Event, RunFinished, Status, StepFinished
from agent_magic.messages import Message, Usage


class RunRecord:
    """A run as far as it has come; `status` is None until it is over."""

    def __init__(self, task: str, conversation: Conversation) -> None:
        self.task = task
        self.status: Status | None = None
        self.answer: object = None
        self.error: str | None = None
        self.steps: list[StepFinished] = []
        self.usage = Usage()
        self.seconds = 0.0
        self._conversation = conversation

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was said, from the system prompt on."""
        return self._conversation.messages

    def take(self, event: Event) -> None:
        """Add the next event."""
        match event:
            case StepFinished():
                self.steps.append(event)
                self.usage += event.usage
                self.seconds += event.seconds
            case RunFinished():
                self.status, self.answer, self.error = event.status, event.answer, event.error
                self.usage, self.seconds = event.usage, event.seconds

    def kept(self, moments: Moments[None]) -> Moments[None]:
        """Pass the moments of the run on and keep its events; a run that is left counts as stopped."""
        try:
            with closing(moments):
                for moment in moments:
                    if not isinstance(moment, Idle):
                        self.take(moment)
                    yield moment
        finally:
            self.status = self.status or "stopped"

    def __repr__(self) -> str:
        status = self.status or "not over"
        return f"<run: {status}, {len(self.steps)} step(s), {self.seconds:.1f} s>"
