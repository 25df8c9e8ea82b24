"""What a run has put out so far, and how much of it the host takes from a worker that does not keep its limits."""

from __future__ import annotations

from typing import Final

from agent_magic.executors.connection import Gone
from agent_magic.executors.weighing import weight
from agent_magic.interpreter import Limits
from agent_magic.worker.outputs import Output, Printed

SHOWN: Final = 10_000
SHOWN_BYTES: Final = 128 << 20
"""What all that one run shows may take of memory."""


class PutOut:
    """The outputs of one run."""

    def __init__(self, limits: Limits) -> None:
        chars = limits.output_chars
        self._most_chars = None if chars is None else 2 * chars  # the code's own, and those of showing its value
        self._texts: list[str] = []
        self._chars = 0
        self._shown = 0
        self._shown_bytes = 0

    @property
    def text(self) -> str:
        """All that was printed."""
        return "".join(self._texts)

    def take(self, output: Output) -> None:
        """Count `output` in. Raises Gone where it is too much."""
        if isinstance(output, Printed):
            self._texts.append(output.text)
            self._chars += len(output.text)
            if self._most_chars is not None and self._chars > self._most_chars:
                raise Gone(f"it printed more than {self._most_chars:,} characters")
        else:
            self._shown += 1
            self._shown_bytes += weight(output.bundle)
            if self._shown > SHOWN or self._shown_bytes > SHOWN_BYTES:
                raise Gone(f"it showed more than {SHOWN:,} values or {SHOWN_BYTES >> 20} MiB")
