"""Asking the model: a request goes out, the reply comes back in pieces, and the run can stop at any time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any, Final

from agent_magic.agents.budget import Deadline, OutOf
from agent_magic.agents.conversation import Conversation
from agent_magic.agents.driving import Idle, Moments
from agent_magic.agents.hearing import Reply
from agent_magic.agents.listening import Listening
from agent_magic.events import Event, RequestSent
from agent_magic.messages import Chunk, Usage
from agent_magic.models import Model

_REPLY_TOKENS: Final = 500
"""What a reply takes at least, of a run's tokens."""


class Stopped(Exception):
    """The run was stopped from outside."""


class Asking:
    """The requests of one run. `usage` adds up what the server counted; `tokens` is how many the run may use."""

    def __init__(self, model: Model, conversation: Conversation, tokens: int | None = None) -> None:
        self.model = model
        self.usage = Usage()
        self.stopping = False
        self._conversation = conversation
        self._tokens = tokens
        self._listening: Listening | None = None

    def stop(self) -> None:
        """Leave the model, from any thread, now and for good."""
        self.stopping = True
        if self._listening is not None:
            self._listening.close()

    def check(self) -> None:
        """Raise `Stopped` where the run is to end."""
        if self.stopping:
            raise Stopped

    def check_tokens(self, others: Usage) -> None:
        """Raise `OutOf` where the run's tokens, those of `others` included, do not do for a reply and a last one."""
        left = self.tokens_left(others)
        if left is None:
            return
        needed = self._conversation.count.of(self._conversation.request()) + _REPLY_TOKENS
        if 2 * needed > left:
            raise OutOf("max_tokens")

    def tokens_left(self, others: Usage) -> int | None:
        """Return how many tokens the run may still use, those of `others` counted; None is no limit."""
        return None if self._tokens is None else max(0, self._tokens - (self.usage + others).total_tokens)

    def ask(
        self,
        step: int,
        deadline: Deadline,
        tell: Callable[[int, Chunk], Event | None],
        *,
        stops: tuple[str, ...] = (),
        tools: tuple[Mapping[str, Any], ...] = (),
        grammar: Mapping[str, Any] | None = None,
        extra: str = "",
    ) -> Moments[Reply]:
        """Send the conversation, and `extra` as the user's last words; return the reply.

        Yields what `tell` makes of each piece. Raises `Stopped`, `OutOf` at the deadline, or the `ModelError` that
        ended the reply.
        """
        self.check()
        request = self._conversation.request(stops, tools, grammar, extra=extra)
        yield RequestSent(step, request)
        reply = Reply(self.model.name)
        with closing(Listening(self.model, request)) as self._listening:
            while not reply.ended:
                for chunk in self._listening.chunks():
                    self.check()
                    reply.hear(chunk)
                    if (event := tell(step, chunk)) is not None:
                        yield event
                self.check()
                deadline.check()
                reply.check_time()
                if not reply.ended:
                    yield Idle(self._listening.wait)
        self.usage += reply.usage
        self._conversation.count.learn(request, reply.usage)
        self._conversation.sent()
        return reply
