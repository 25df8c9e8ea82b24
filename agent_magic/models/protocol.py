"""What the loop asks of a language model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from agent_magic.messages import Chunk, Request


class Model(Protocol):
    """A language model.

    Three further attributes may say more of it, false where they are missing: `calls_tools`, that a request may hold
    tools and the reply calls of them, `takes_images`, that messages may hold pictures, and `replayed`, that its
    replies were recorded.
    """

    @property
    def name(self) -> str:
        """What the user is shown."""

    @property
    def scripted(self) -> bool:
        """Whether the replies were written by a person beforehand."""

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Yield the reply as it comes; the last chunk is a `ReplyEnd`.

        Runs in a thread of its own. Closing the iterator ends the call and its connection; where its `close`
        is not that of a generator, any thread may call it, and a read that waits then ends at once.
        Raises a `ModelError` where no reply can be had.
        """
