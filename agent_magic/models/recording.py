"""A model that asks another one and keeps every exchange on a cassette."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path

from agent_magic.errors import ModelError, UsageError
from agent_magic.messages import Chunk, ReplyEnd, Request, Retrying
from agent_magic.models.cassette import Cassette, Exchange, as_sent, write_lines
from agent_magic.models.protocol import Model


class RecordingModel:
    """Asks `model`, and writes what was said to the cassette at `path`.

    The first exchange replaces a cassette that is there already. Each one is on the disk before its end is passed on,
    so that a run that is interrupted keeps what it has; a reply that is left before its end is not recorded.
    """

    def __init__(self, model: Model, path: str | Path) -> None:
        self.model = model
        self.path = Path(path).expanduser()
        if self.path.is_dir() or not self.path.parent.is_dir():
            raise UsageError(f"{self.path} is no place for a cassette; name a file in a folder that is there.")
        self._agent = ""
        self._lock = threading.Lock()
        self._lines = [self._header()]

    def called(self, agent: str, model: Model) -> RecordingModel:
        """Return a model that asks `model`, which a called agent has, and writes to the same cassette."""
        made = copy(self)
        made.model, made._agent = model, agent
        with self._lock:
            self._lines.append(made._header())
        return made

    def _header(self) -> str:
        return Cassette(self.name, self.scripted, self.calls_tools, self.takes_images).as_line(self._agent)

    @property
    def name(self) -> str:
        """What the user is shown."""
        return self.model.name

    @property
    def scripted(self) -> bool:
        """Whether the replies were written by a person beforehand."""
        return self.model.scripted

    @property
    def calls_tools(self) -> bool:
        """Whether the model takes tools."""
        return bool(getattr(self.model, "calls_tools", False))

    @property
    def takes_images(self) -> bool:
        """Whether the model takes pictures."""
        return bool(getattr(self.model, "takes_images", False))

    def __repr__(self) -> str:
        return f"<RecordingModel {self.name} to {self.path.name}>"

    def stream(self, request: Request) -> RecordedReply:
        """Ask the model and return its reply, which is recorded as it comes."""
        sent, began = as_sent(request), time.monotonic()

        def keep(chunks: tuple[Chunk, ...], failure: ModelError | None) -> None:
            line = Exchange(sent, chunks, time.monotonic() - began, failure, self._agent).as_line()
            with self._lock:
                self._lines.append(line)
                write_lines(self.path, self._lines)

        return RecordedReply(self.model.stream(request), keep)


class RecordedReply(Iterator[Chunk]):
    """The chunks of a reply as they come; `keep` is given all of them before the last one is passed on."""

    def __init__(self, chunks: Iterator[Chunk], keep: Callable[[tuple[Chunk, ...], ModelError | None], None]) -> None:
        self._chunks = chunks
        self._keep = keep
        self._came: list[Chunk] = []

    def __next__(self) -> Chunk:
        try:
            chunk = next(self._chunks)
        except ModelError as error:
            self._keep(tuple(self._came), error)
            raise
        if not isinstance(chunk, Retrying):
            self._came.append(chunk)
        if isinstance(chunk, ReplyEnd):
            self._keep(tuple(self._came), None)
        return chunk

    def close(self) -> None:
        """End the reply, as the model's own `close` does; any thread may call it where that is so."""
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()
