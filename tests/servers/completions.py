"""A reply as a chat-completions server words it: as events of a stream, or as a whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Manner = Literal["pieces", "whole", "no index", "same index", "object", "repeated"]
"""How servers stream calls: arguments in pieces (most), whole calls, whole calls without an index or an id, whole
calls that all have the index 0, arguments as an object, the id and the name repeated with each piece."""


@dataclass(frozen=True)
class Call:
    """A call of a tool."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    id: str = "call_1"

    @property
    def json(self) -> str:
        return json.dumps(dict(self.arguments))


@dataclass(frozen=True)
class Reply:
    """A whole reply, streamed word by word (or as `pieces`), with `delay` seconds before each."""

    text: str = ""
    reasoning: str = ""
    pieces: Sequence[str] = ()
    delay: float = 0.0
    stops: bool = True
    """Whether the server honours stop sequences."""
    usage: bool = True
    """Whether the server counts tokens when it is asked to."""
    finish_reason: str | None = "stop"
    reasoning_key: str = "reasoning_content"
    calls: Sequence[Call] = ()
    manner: Manner = "pieces"
    cached: int | None = None
    """How many tokens of the prompt the server had already."""

    @property
    def reason(self) -> str | None:
        return "tool_calls" if self.calls and self.finish_reason == "stop" else self.finish_reason


def events(reply: Reply, request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the events of a reply."""
    pieces = reply.pieces or _words(_stopped(reply, request))
    for piece in _words(reply.reasoning):
        yield delta(**{reply.reasoning_key: piece})
    for piece in pieces:
        yield delta(content=piece)
    for at, call in enumerate(reply.calls):
        for part in _parts(call, at, reply.manner):
            yield delta(tool_calls=[part])
    yield {"choices": [{"index": 0, "delta": {}, "finish_reason": reply.reason}]}
    if reply.usage and (request.get("stream_options") or {}).get("include_usage"):
        yield {"choices": [], "usage": _usage(reply, request, len(pieces))}


def completion(reply: Reply, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return a reply as a whole."""
    text = _stopped(reply, request) or "".join(reply.pieces)
    message: dict[str, Any] = {"role": "assistant", "content": text or None}
    if reply.reasoning:
        message[reply.reasoning_key] = reply.reasoning
    if reply.calls:
        message["tool_calls"] = [_whole(call) for call in reply.calls]
    choice = {"index": 0, "message": message, "finish_reason": reply.reason}
    whole = {"id": "test", "object": "chat.completion", "created": 0, "model": "test-model", "choices": [choice]}
    return {**whole, "usage": _usage(reply, request, len(_words(text)))} if reply.usage else whole


def delta(**parts: Any) -> dict[str, Any]:
    """Return an event that holds a piece of a reply."""
    return {
        "id": "test",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "test-model",
        "choices": [{"index": 0, "delta": {"role": "assistant", **parts}, "finish_reason": None}],
    }


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _stopped(reply: Reply, request: Mapping[str, Any]) -> str:
    stops = request.get("stop") or []
    found = re.search("|".join(map(re.escape, stops)), reply.text) if reply.stops and stops else None
    return reply.text[: found.start()] if found else reply.text


def _whole(call: Call) -> dict[str, Any]:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.json}}


def _parts(call: Call, at: int, manner: Manner) -> Iterator[dict[str, Any]]:
    """Yield a call in the pieces that a server of this manner sends."""
    whole = _whole(call)
    match manner:
        case "whole":
            yield {"index": at, **whole}
        case "no index":
            yield {"function": whole["function"]}
        case "same index":
            yield {"index": 0, **whole}
        case "object":
            yield {"index": at, **whole, "function": {"name": call.name, "arguments": dict(call.arguments)}}
        case "pieces" | "repeated":
            yield {"index": at, **whole, "function": {"name": call.name, "arguments": ""}}
            for piece in re.findall(r".{1,5}", call.json):
                again = whole if manner == "repeated" else {}
                name = {"name": call.name} if manner == "repeated" else {}
                yield {"index": at, **again, "function": {**name, "arguments": piece}}


def _usage(reply: Reply, request: Mapping[str, Any], completion_tokens: int) -> dict[str, Any]:
    prompt = sum(len(str(message["content"]).split()) for message in request["messages"])
    counts: dict[str, Any] = {"prompt_tokens": prompt, "completion_tokens": completion_tokens}
    counts["total_tokens"] = prompt + completion_tokens
    return counts if reply.cached is None else {**counts, "prompt_tokens_details": {"cached_tokens": reply.cached}}
