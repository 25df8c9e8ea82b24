"""What is said to a model and what comes back: messages, requests, and the chunks of a streamed reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["system", "user", "assistant", "tool"]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture for the model: its bytes in base64, and their MIME type."""

    data: str
    kind: str = "image/png"

    @property
    def url(self) -> str:
        """The picture as a data URL."""
        return f"data:{self.kind};base64,{self.data}"


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that the model asks for: `arguments` is JSON as the model wrote it, `id` the server's name for it."""

    name: str
    arguments: str
    id: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the call as the chat-completions protocol writes it."""
        function = {"name": self.name, "arguments": self.arguments}
        return {"id": self.id, "type": "function", "function": function}


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation.

    `calls` are those that an assistant's message asks for; a message of the role "tool" answers the call `call_id`.
    """

    role: Role
    text: str
    images: tuple[Image, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the message as the chat-completions protocol writes it."""
        content: Any = self.text
        if self.images:
            pictures = [{"type": "image_url", "image_url": {"url": image.url}} for image in self.images]
            content = [{"type": "text", "text": self.text}, *pictures]
        told: dict[str, Any] = {"role": self.role, "content": content}
        if self.calls:
            told["tool_calls"] = [call.as_dict() for call in self.calls]
        if self.call_id:
            told["tool_call_id"] = self.call_id
        return told


@dataclass(frozen=True, slots=True)
class Request:
    """What one call of a model sends.

    `messages` is the whole conversation; the reply stops before any of `stop_sequences`; `tools` are functions that
    the model may ask to be called, each as `{"name": …, "description": …, "parameters": JSON schema}`. `grammar` is
    what the reply must follow, `{"type": …, "value": …}`: a "json" schema, a "regex", or a "gbnf" grammar; which of
    them a server knows differs.
    """

    messages: tuple[Message, ...]
    stop_sequences: tuple[str, ...] = ()
    tools: tuple[Mapping[str, Any], ...] = ()
    grammar: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one or more calls, as the server counted them; None where it did not say.

    `cached_tokens` are those of the prompt that the server had from an earlier call.
    """

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cached_tokens: int | None = None

    @property
    def total_tokens(self) -> int:
        """All tokens that were counted."""
        return (self.prompt_tokens or 0) + (self.completion_tokens or 0)

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            _sum(self.prompt_tokens, other.prompt_tokens),
            _sum(self.completion_tokens, other.completion_tokens),
            _sum(self.cached_tokens, other.cached_tokens),
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
class ToolCallChunk:
    """A whole call that the model asks for; a reply may hold several, with or without text."""

    call: ToolCall


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


Chunk = TextChunk | ReasoningChunk | ToolCallChunk | Retrying | ReplyEnd
