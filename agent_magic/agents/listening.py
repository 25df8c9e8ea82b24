"""Hearing a model: its reply is read in a thread of its own, and can be left at any time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, Full, Queue

from agent_magic.errors import AgentMagicError, ModelError
from agent_magic.messages import Chunk, ReplyEnd, Request, Usage
from agent_magic.models import Model

AHEAD = 1_000
"""Chunks that the thread reads ahead of the loop."""


class Listening:
    """One reply as it comes. `close` leaves it: nothing waits for a model that does not end."""

    def __init__(self, model: Model, request: Request) -> None:
        self._model = model
        self._chunks: Queue[Chunk | BaseException] = Queue(AHEAD)
        self._news = threading.Event()
        self._left = False
        self._stream: Iterator[Chunk] | None = None
        threading.Thread(target=self._read, args=(request,), name="agent_magic model", daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait until something has come, at most `seconds`."""
        self._news.wait(seconds)

    def chunks(self) -> Iterator[Chunk]:
        """Yield what has come since; raises the `ModelError` that ended the reply."""
        self._news.clear()
        while True:
            try:
                chunk = self._chunks.get_nowait()
            except Empty:
                return
            if isinstance(chunk, BaseException):
                raise chunk
            yield chunk

    def close(self) -> None:
        """Leave the reply: wake who waits for it, and end the call as soon as the model lets go."""
        self._left = True
        self._news.set()
        _close(self._stream)

    def _read(self, request: Request) -> None:
        try:
            self._stream = self._model.stream(request)
            if self._left:
                return
            for chunk in self._stream:
                self._put(chunk)
                if self._left or isinstance(chunk, ReplyEnd):
                    return
            self._put(ReplyEnd(Usage()))
        except AgentMagicError as error:
            self._put(error)
        except BaseException as error:
            self._put(_as_model_error(self._model, error))
        finally:
            _close(self._stream)

    def _put(self, item: Chunk | BaseException) -> None:
        while not self._left:
            try:
                self._chunks.put(item, timeout=0.1)
            except Full:
                continue
            self._news.set()
            return


def _close(stream: Iterator[Chunk] | None) -> None:
    """End the call, from any thread; a generator that is being read is closed later, by its own thread."""
    close = getattr(stream, "close", None)
    if close is not None:
        with suppress(Exception):
            close()


def _as_model_error(model: Model, error: BaseException) -> ModelError:
    told = ModelError(f"{model.name} failed with {type(error).__name__}: {error}")
    told.__cause__ = error
    return told
