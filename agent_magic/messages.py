"""What is said to a model and what comes back: messages, requests, and the chunks of a streamed reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Role
    text: str

    def as_dict(self) -> dict[str, Any]:
        """Return the message as the chat-completions protocol writes it."""
        return {"role": self.role, "content": self.text}


@dataclass(frozen=True, slots=True)
class Request:
    """What one call of a model sends: the whole conversation and where the reply must stop."""

    messages: tuple[Message, ...]
    stop_sequences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one or more calls, as the server counted them; None where it did not say."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            _sum(self.prompt_tokens, other.prompt_tokens),
            _sum(self.completion_tokens, other.completion_tokens),
        )


def _sum(left: int | None, right: int | None) -> int | None:
    return right if left is None else left if right is None else left + right


@dataclass(frozen=True, slots=True)
class TextChunk:
    """A piece of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningChunk:
    """A piece of what a reasoning model thinks before it replies; never part of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Retrying:
    """The call failed in a way that may pass and is made again after `seconds`."""

    reason: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ReplyEnd:
    """The last chunk of every reply."""

    usage: Usage
    finish_reason: str = "stop"


Chunk = TextChunk | ReasoningChunk | Retrying | ReplyEnd
