"""What has been said between the loop and the model, and how it is kept from growing without end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from agent_magic.agents.tokens import TokenCount
from agent_magic.errors import AgentError
from agent_magic.messages import Message, Request, Role
from agent_magic.worker.cutting import cut_middle

CONDENSED: Final = 160
"""Characters of an old observation that stay where the conversation has grown too long."""
RECENT: Final = 2
"""Steps whose observations stay whole."""
ROOM: Final = 0.7
"""How much of the budget is used after condensing: a request is condensed seldom, as that spoils a server's cache."""


@dataclass(slots=True)
class _Entry:
    """A message; those of a step are its number's, those of a plan go when there is another, all others stay."""

    message: Message
    step: int | None = None
    plan: bool = False


class Conversation:
    """A list of messages in which nobody speaks twice in a row, as many models ask for.

    Where a request would take more than `budget` tokens, observations of old steps are condensed, then old steps are
    left out; both say so in their place. Pictures are sent once.
    """

    def __init__(self, *messages: Message, budget: int | None = None) -> None:
        self._entries = [_Entry(message) for message in messages]
        self._budget = budget
        self._steps = 0
        self.count = TokenCount()

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages, as they would be sent now."""
        return self._with("")

    def add(self, role: Role, text: str, images: Iterable[Any] = ()) -> None:
        """Add a message that stays."""
        self._entries.append(_Entry(Message(role, text, tuple(images))))

    def add_step(self, said: Message, observed: Sequence[Message]) -> None:
        """Add a reply and what came of it."""
        self._steps += 1
        self._entries += [_Entry(message, self._steps) for message in (said, *observed)]

    def set_plan(self, plan: str, go_on: str) -> None:
        """Add what the model plans and, in the user's words, `go_on`; a plan before it is taken out."""
        self._entries = [entry for entry in self._entries if not entry.plan]
        self._entries += [_Entry(Message("assistant", plan), plan=True), _Entry(Message("user", go_on), plan=True)]

    def set_system(self, system: str) -> None:
        """Go on with another system prompt."""
        self._entries[0].message = Message("system", system)

    def request(
        self,
        stop_sequences: tuple[str, ...] = (),
        tools: tuple[Mapping[str, Any], ...] = (),
        grammar: Mapping[str, Any] | None = None,
        *,
        extra: str = "",
    ) -> Request:
        """Return the request that sends all of it, and `extra` as the user's last words, which do not stay.

        Raises `AgentError` where the budget has no room for it.
        """
        request = Request(self._with(extra), stop_sequences, tools, grammar)
        if self._budget is None or self.count.of(request) <= self._budget:
            return request
        for shorten in (self._condense_oldest, self._leave_out_oldest, self._cut_longest):
            while self.count.of(request) > self._budget * ROOM and shorten():
                request = replace(request, messages=self._with(extra))
        if (needed := self.count.of(request)) > self._budget:
            raise AgentError(
                f"the prompt and the task alone take about {needed:,} tokens, and a request may have {self._budget:,}: "
                "give more with context_tokens, or lend less."
            )
        return request

    def sent(self) -> None:
        """Take pictures out, now that the model has seen them."""
        for entry in self._entries:
            if entry.message.images:
                count = len(entry.message.images)
                note = "[a picture, shown once]" if count == 1 else f"[{count} pictures, shown once]"
                entry.message = replace(entry.message, text=f"{entry.message.text}\n\n{note}", images=())

    def _with(self, extra: str) -> tuple[Message, ...]:
        merged: list[Message] = []
        for message in [*(entry.message for entry in self._entries), *([Message("user", extra)] if extra else [])]:
            last = merged[-1] if merged else None
            if last is not None and last.role == message.role and not (last.calls or message.call_id):
                text = f"{last.text}\n\n{message.text}"
                merged[-1] = replace(message, text=text, images=last.images + message.images)
            else:
                merged.append(message)
        return tuple(merged)

    def _condense_oldest(self) -> bool:
        """Condense the oldest observation that is still whole; False where there is none."""
        for entry in self._entries:
            if entry.step is None or entry.step > self._steps - RECENT or entry.message.role == "assistant":
                continue
            if len(entry.message.text) > 2 * CONDENSED:
                entry.message = replace(entry.message, text=cut_middle(entry.message.text, CONDENSED))
                return True
        return False

    def _leave_out_oldest(self) -> bool:
        """Leave the oldest step out, but not the last ones; False where none is left."""
        steps = [entry.step for entry in self._entries if entry.step is not None]
        if not steps or steps[0] > self._steps - RECENT:
            return False
        at = next(index for index, entry in enumerate(self._entries) if entry.step is not None)
        self._entries = [entry for entry in self._entries if entry.step != steps[0]]
        note = f"[Steps 1 to {steps[0]} are left out here; what they defined is still there.]"
        if at and self._entries[at - 1].message.text.startswith("[Steps 1 to "):
            self._entries[at - 1] = _Entry(Message("user", note))
        else:
            self._entries.insert(at, _Entry(Message("user", note)))
        return True

    def _cut_longest(self) -> bool:
        """Halve the longest message of the last steps; False where all are short."""
        of_steps = [entry for entry in self._entries if entry.step is not None]
        longest = max(of_steps, key=lambda entry: len(entry.message.text), default=None)
        if longest is None or len(longest.message.text) <= 4 * CONDENSED:
            return False
        half = len(longest.message.text) // 2
        longest.message = replace(longest.message, text=cut_middle(longest.message.text, half))
        return True
