"""Plans: before some steps the model says what it knows and what it means to do, and keeps to that."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from agent_magic.agents.asking import Asking
from agent_magic.agents.budget import Deadline
from agent_magic.agents.conversation import Conversation
from agent_magic.agents.driving import Moments
from agent_magic.agents.formats.replies import without_thinking
from agent_magic.agents.prompting import fill
from agent_magic.errors import UsageError
from agent_magic.events import ModelRetried, PlanDelta, PlanMade, PlanStarted
from agent_magic.messages import Chunk, Retrying, TextChunk

END: Final = "<end_plan>"


class Planner:
    """Makes a plan before the first step and after every `interval` steps; with None it makes none.

    A plan takes the place of the one before it in the conversation.
    """

    def __init__(self, interval: int | None, *, max_steps: int, calls: bool) -> None:
        if interval is not None and interval < 1:
            raise UsageError(f"planning_interval must be 1 or more, or None for no plans, not {interval}")
        self._interval = interval
        self._facts = {"max_steps": max_steps, "calls": calls}

    def is_due(self, step: int) -> bool:
        """Whether a plan comes before step `step`, counted from 1."""
        return self._interval is not None and (step - 1) % self._interval == 0

    def plan(self, step: int, asking: Asking, conversation: Conversation, deadline: Deadline) -> Moments[None]:
        """Ask for a plan, put it into the conversation and yield the events of it."""
        begun = perf_counter()
        yield PlanStarted(step)
        asked = fill("plan/first" if step == 1 else "plan/again", step=step, **self._facts)
        reply = yield from asking.ask(step, deadline, _told, stops=(END,), extra=asked)
        plan = without_thinking(reply.text).removesuffix(END).strip()
        if plan:
            conversation.set_plan(plan, fill("plan/go_on"))
        yield PlanMade(step, plan, reply.usage, perf_counter() - begun)


def _told(step: int, chunk: Chunk) -> PlanDelta | ModelRetried | None:
    match chunk:
        case TextChunk(text):
            return PlanDelta(step, text)
        case Retrying(reason, seconds):
            return ModelRetried(step, reason, seconds)
        case _:
            return None
