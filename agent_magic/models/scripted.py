"""A model whose replies a person wrote: for lessons, tests and the quickstart; it is no language model."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from agent_magic.errors import ModelRefused
from agent_magic.messages import Chunk, ReplyEnd, Request, TextChunk, Usage
from agent_magic.models.script import Script
from agent_magic.models.stops import StopCutter

READING_PACE = 0.012
"""Seconds before each word of a lesson."""


class ScriptedModel:
    """Plays replies in their order, word by word, `delay` seconds before each.

    Which reply is next follows from the conversation alone (one per reply that is already in it), so each run
    starts at the first one again.
    """

    scripted = True

    def __init__(self, replies: Script | Sequence[str], *, name: str = "replies", delay: float = 0.0) -> None:
        self.script = replies if isinstance(replies, Script) else Script.of(replies, name=name)
        self.delay = delay

    @classmethod
    def from_file(cls, path: str | Path, *, section: str | None = None, delay: float = READING_PACE) -> Self:
        """Return a model that plays the script at `path` (its form: `agent_magic.models.script`).

        A file with several tasks plays the one whose heading stands in the task that was asked, or always the
        `section` that is named here.
        """
        script = Script.read(Path(path))
        return cls(script if section is None else script.section(section), delay=delay)

    @property
    def name(self) -> str:
        """What the user is shown."""
        return f"scripted: {self.script.name}"

    def __repr__(self) -> str:
        return f"<ScriptedModel {self.script.name}: {len(self.script.tasks)} task(s)>"

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Yield the next reply; raises `ModelRefused` where the script has none."""
        reply = self._next_reply(request)
        cutter = StopCutter(request.stop_sequences)
        for word in re.findall(r"\s*\S+|\s+\Z", reply):
            if self.delay:
                time.sleep(self.delay)
            if text := cutter.feed(word):
                yield TextChunk(text)
            if cutter.stopped:
                break
        if text := cutter.flush():
            yield TextChunk(text)
        yield ReplyEnd(Usage())

    def _next_reply(self, request: Request) -> str:
        asked = next((message.text for message in request.messages if message.role == "user"), "")
        replies = self.script.task_for(asked).replies
        given = sum(message.role == "assistant" for message in request.messages)
        if given >= len(replies):
            count = "1 reply" if len(replies) == 1 else f"{len(replies)} replies"
            raise ModelRefused(
                f"the script {self.script.name} has {count}, and the run asked for one more: "
                "write one, or let the last one call final_answer(...)."
            )
        return replies[given]
