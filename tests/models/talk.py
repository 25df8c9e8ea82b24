"""Talking to a model in a test."""

from __future__ import annotations

from agent_magic.messages import Chunk, Message, Request, Role, TextChunk
from agent_magic.models import Model


def request(*texts: str, stops: tuple[str, ...] = ()) -> Request:
    """Return a request in which user and assistant take turns, the user first."""
    roles: tuple[Role, Role] = ("user", "assistant")
    return Request(tuple(Message(roles[at % 2], text) for at, text in enumerate(texts)), stops)


def chunks(model: Model, *texts: str, stops: tuple[str, ...] = ()) -> list[Chunk]:
    """Return all chunks of the reply."""
    return list(model.stream(request(*(texts or ("hello",)), stops=stops)))


def text(found: list[Chunk]) -> str:
    """Return the reply that `found` makes."""
    return "".join(chunk.text for chunk in found if isinstance(chunk, TextChunk))
