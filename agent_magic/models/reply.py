"""A reply that a thread of its own reads, so that whoever waits for it waits no longer than its deadline."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol, Self

from agent_magic.errors import ModelError
from agent_magic.messages import Chunk, Retrying


class Source(Protocol):
    """Where a reply comes from: a connection, or a model that runs here."""

    @property
    def remaining(self) -> float:
        """Seconds that are left for the reply."""

    @property
    def ended(self) -> bool:
        """Whether somebody wants no more of it."""

    def end(self) -> None:
        """End it, from any thread."""


class Reply(Iterator[Chunk]):
    """The chunks of a reply as they come.

    Any thread may `close` it: its source ends, and whoever waits for the next chunk gets the end of the
    iteration. Past the deadline of the source, `late` makes the error, given whether anything came.
    """

    def __init__(self, chunks: Iterator[Chunk], source: Source, late: Callable[[bool], ModelError]) -> None:
        self._source = source
        self._late = late
        self._queue: SimpleQueue[Chunk | BaseException | None] = SimpleQueue()
        self._began = False
        self._finished = False
        # A reply that is let go without being closed must not keep its source.
        weakref.finalize(self, source.end)
        Thread(target=_read, args=(chunks, self._queue), name="agent_magic reply", daemon=True).start()

    def __next__(self) -> Chunk:
        if self._finished:
            raise StopIteration
        try:
            item = self._queue.get(timeout=self._source.remaining)
        except Empty:
            self.close()
            raise self._late(self._began) from None
        if self._source.ended or item is None:
            self.close()
            raise StopIteration
        if isinstance(item, BaseException):
            self.close()
            raise item
        self._began = self._began or not isinstance(item, Retrying)
        return item

    def close(self) -> None:
        """End the reply and its source; harmless when called again."""
        self._finished = True
        self._source.end()
        self._queue.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _read(chunks: Iterator[Chunk], queue: SimpleQueue[Chunk | BaseException | None]) -> None:
    try:
        for chunk in chunks:
            queue.put(chunk)
        queue.put(None)
    except BaseException as error:
        queue.put(error)
