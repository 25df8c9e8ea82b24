"""What one event of a chat completion says: a piece of it where it is streamed, else all of it."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from agent_magic.messages import Usage
from agent_magic.models.calls import CallPiece, read_call_pieces


@dataclass(frozen=True, slots=True)
class Delta:
    """The parts of one event."""

    text: str = ""
    reasoning: str = ""
    calls: tuple[CallPiece, ...] = ()
    finish_reason: str | None = None
    usage: Usage | None = None
    whole: bool = False
    """Whether this is the whole reply of a server that does not stream."""


def read_delta(event: Any) -> Delta:
    """Read an event of `InferenceClient.chat_completion`; raises `ValueError` where it has another form."""
    usage = _usage(getattr(event, "usage", None))
    choices = getattr(event, "choices", None)
    if choices is None and usage is None:
        raise ValueError("an event has no choices")
    if not choices:
        return Delta(usage=usage)
    if not isinstance(choices, list):
        raise ValueError("the choices of an event are no list")
    choice = choices[0]
    message = getattr(choice, "message", None)
    part = SimpleNamespace(**message) if isinstance(message, dict) else getattr(choice, "delta", None)
    return Delta(
        text=_text(part, "content"),
        reasoning=_text(part, "reasoning_content") or _text(part, "reasoning"),
        calls=read_call_pieces(part),
        finish_reason=_text(choice, "finish_reason") or None,
        usage=usage,
        whole=message is not None,
    )


def _text(part: Any, name: str) -> str:
    value = getattr(part, name, None)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"the {name} of an event is no text")
    return value


def _usage(counts: Any) -> Usage | None:
    if counts is None:
        return None
    details = getattr(counts, "prompt_tokens_details", None)
    cached = details.get("cached_tokens") if isinstance(details, dict) else getattr(counts, "cached_tokens", None)
    said = (getattr(counts, "prompt_tokens", None), getattr(counts, "completion_tokens", None), cached)
    return Usage(*(count if isinstance(count, int) else None for count in said))
