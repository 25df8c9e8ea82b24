"""A reply that a thread of its own reads, so that whoever waits for it waits no longer than its deadline."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Self

from agent_magic.errors import ModelError
from agent_magic.messages import Chunk, Retrying
from agent_magic.models.connection import Connection


class Reply(Iterator[Chunk]):
    """The chunks of a reply as they come.

    Any thread may `close` it: the connection ends, and whoever waits for the next chunk gets the end of the
    iteration. Past the deadline of the connection, `late` makes the error, given whether anything came.
    """

    def __init__(self, chunks: Iterator[Chunk], connection: Connection, late: Callable[[bool], ModelError]) -> None:
        self._connection = connection
        self._late = late
        self._queue: SimpleQueue[Chunk | BaseException | None] = SimpleQueue()
        self._began = False
        self._finished = False
        # A reply that is let go without being closed must not keep its connection.
        weakref.finalize(self, connection.end)
        Thread(target=_read, args=(chunks, self._queue), name="agent_magic reply", daemon=True).start()

    def __next__(self) -> Chunk:
        if self._finished:
            raise StopIteration
        try:
            item = self._queue.get(timeout=self._connection.remaining)
        except Empty:
            self.close()
            raise self._late(self._began) from None
        if self._connection.ended or item is None:
            self.close()
            raise StopIteration
        if isinstance(item, BaseException):
            self.close()
            raise item
        self._began = self._began or not isinstance(item, Retrying)
        return item

    def close(self) -> None:
        """End the reply and its connection; harmless when called again."""
        self._finished = True
        self._connection.end()
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
