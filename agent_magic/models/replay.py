"""A model that plays back what another one said, from a cassette: without a network, and at no cost."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from agent_magic.errors import ModelRefused, ToolsRefused
from agent_magic.messages import Chunk, Request, TextChunk
from agent_magic.models.cassette import Cassette, Exchange, as_sent, key_of
from agent_magic.models.drift import describe_drift
from agent_magic.models.protocol import Model
from agent_magic.models.recording import RecordingModel


class ReplayModel:
    """Plays the cassette at `path`: a request gets the reply that the same request got when it was recorded.

    A request that was made several times gets the replies in their order, then the last one again. With a `delay`
    the text comes word by word, that many seconds before each.
    """

    replayed = True

    def __init__(self, path: str | Path, *, delay: float = 0.0) -> None:
        self.path = Path(path).expanduser()
        self.delay = delay
        self._insert(Cassette.read(self.path))

    def _insert(self, cassette: Cassette) -> None:
        self.cassette = cassette
        self.calls_tools = cassette.calls_tools
        self.takes_images = cassette.takes_images
        self._exchanges: dict[str, list[Exchange]] = {}
        for exchange in cassette.exchanges:
            self._exchanges.setdefault(exchange.key, []).append(exchange)
        self._lock = threading.Lock()

    def called(self, agent: str, model: Model) -> ReplayModel:
        """Return what plays the replies of `model`, which a called agent has."""
        made = copy(self)
        made._insert(self.cassette.called.get(agent, Cassette(model.name)))
        return made

    @staticmethod
    def record(model: Model, path: str | Path) -> RecordingModel:
        """Return a model that asks `model` and writes every exchange to a new cassette at `path`."""
        return RecordingModel(model, path)

    @property
    def scripted(self) -> bool:
        """Whether the replies were written by a person beforehand, and then recorded."""
        return self.cassette.scripted

    @property
    def name(self) -> str:
        """What the user is shown."""
        return f"{self.cassette.model}, replayed from {self.path.name}"

    def __repr__(self) -> str:
        return f"<ReplayModel {self.path.name}: {len(self.cassette.exchanges)} exchange(s)>"

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Yield the recorded reply; raises the failure that was recorded, `ModelRefused` where nothing was."""
        exchange = self._find(request)
        for chunk in exchange.chunks:
            yield from self._paced(chunk)
        if exchange.failure is not None:
            self.calls_tools = self.calls_tools and not isinstance(exchange.failure, ToolsRefused)
            raise type(exchange.failure)(str(exchange.failure))

    def _find(self, request: Request) -> Exchange:
        sent = as_sent(request)
        with self._lock:
            found = self._exchanges.get(key_of(sent))
            if found:
                return found.pop(0) if len(found) > 1 else found[0]
        drift = describe_drift(sent, [exchange.sent for exchange in self.cassette.exchanges])
        raise ModelRefused(
            f"the cassette {self.path} has no reply to this request: {drift}. Record it anew with --record {self.path}."
        )

    def _paced(self, chunk: Chunk) -> Iterator[Chunk]:
        if not self.delay or not isinstance(chunk, TextChunk):
            yield chunk
            return
        for word in re.findall(r"\s*\S+|\s+\Z", chunk.text):
            time.sleep(self.delay)
            yield TextChunk(word)
