"""A reply as far as it was heard, kept in bounds, and the events that tell of its pieces."""

from __future__ import annotations

from time import perf_counter

from agent_magic.errors import MalformedReply, ModelUnavailable
from agent_magic.events import ModelRetried, ReasoningDelta, TextDelta
from agent_magic.messages import Chunk, ReasoningChunk, ReplyEnd, Retrying, TextChunk, ToolCall, ToolCallChunk, Usage

CHARACTERS = 200_000
SECONDS = 600.0
"""A reply that goes beyond these never ends; they are far above what a model's own limits let through."""


class Reply:
    """Collects the chunks of one reply."""

    def __init__(self, model: str) -> None:
        self.usage = Usage()
        self.calls: list[ToolCall] = []
        self.cut = False
        self.ended = False
        self._model = model
        self._pieces: list[str] = []
        self._heard = 0
        self._begun = perf_counter()

    @property
    def text(self) -> str:
        """The reply without the model's reasoning."""
        return "".join(self._pieces)

    def hear(self, chunk: Chunk) -> None:
        """Take the next chunk; raises a `ModelError` where the reply does not end."""
        match chunk:
            case TextChunk(text):
                self._pieces.append(text)
                self._heard += len(text)
            case ReasoningChunk(text):
                self._heard += len(text)
            case ToolCallChunk(call):
                self.calls.append(call)
                self._heard += len(call.arguments)
            case Retrying():
                self._pieces.clear()
                self.calls.clear()
                self._heard = 0
            case ReplyEnd(usage, reason):
                self.usage, self.cut, self.ended = usage, reason == "length", True
        if self._heard > CHARACTERS:
            raise MalformedReply(f"the reply of {self._model} did not end within {CHARACTERS:,} characters")

    def check_time(self) -> None:
        """Raise a `ModelError` where the reply has taken too long."""
        if perf_counter() - self._begun > SECONDS:
            raise ModelUnavailable(f"the reply of {self._model} did not end within {SECONDS:g} seconds")


def event_of(step: int, chunk: Chunk) -> TextDelta | ReasoningDelta | ModelRetried | None:
    """Return the event that tells of `chunk`; None for calls and the end, which the next event tells."""
    match chunk:
        case TextChunk(text):
            return TextDelta(step, text)
        case ReasoningChunk(text):
            return ReasoningDelta(step, text)
        case Retrying(reason, seconds):
            return ModelRetried(step, reason, seconds)
        case ToolCallChunk() | ReplyEnd():
            return None
