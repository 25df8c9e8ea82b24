"""What one event of a streamed chat completion says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent_magic.messages import Usage


@dataclass(frozen=True, slots=True)
class Delta:
    """The parts of one event."""

    text: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None


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
    delta = getattr(choice, "delta", None)
    return Delta(
        text=_text(delta, "content"),
        reasoning=_text(delta, "reasoning_content") or _text(delta, "reasoning"),
        finish_reason=_text(choice, "finish_reason") or None,
        usage=usage,
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
    prompt, completion = getattr(counts, "prompt_tokens", None), getattr(counts, "completion_tokens", None)
    return Usage(prompt if isinstance(prompt, int) else None, completion if isinstance(completion, int) else None)
