"""Models that the tests of the loop talk to, besides the scripted one."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from agent_magic.events import Event
from agent_magic.messages import Chunk, Request, TextChunk


class PlannedModel:
    """Yields given chunks, reply after reply; an exception among them is raised."""

    name = "planned"
    scripted = True

    def __init__(self, *replies: list[Chunk | Exception]) -> None:
        self.requests: list[Request] = []
        self._replies = list(replies)

    def stream(self, request: Request) -> Iterator[Chunk]:
        self.requests.append(request)
        for chunk in self._replies[len(self.requests) - 1]:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk


class EndlessModel:
    """Never stops talking."""

    name = "endless"
    scripted = True

    def __init__(self, piece: str = "on and on ") -> None:
        self.piece = piece
        self.closed = threading.Event()

    def stream(self, request: Request) -> Iterator[Chunk]:
        try:
            while True:
                yield TextChunk(self.piece)
        finally:
            self.closed.set()


class SilentModel:
    """Never says anything."""

    name = "silent"
    scripted = True

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.released = threading.Event()

    def stream(self, request: Request) -> Iterator[Chunk]:
        self.asked.set()
        self.released.wait(30)
        yield TextChunk("too late")


def code(*lines: str, thought: str = "I go on.") -> str:
    """Return a reply with these lines of code."""
    return "\n".join((thought, "```python", *lines, "```"))


def kinds(events: list[Event]) -> list[str]:
    """Return the names of the events' classes, runs of pieces of text as one."""
    names = [type(event).__name__ for event in events]
    return [name for at, name in enumerate(names) if name != "TextDelta" or names[at - 1] != name]
