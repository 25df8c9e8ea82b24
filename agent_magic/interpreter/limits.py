"""How much a run may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take at most; None stands for no limit.

    `operations` counts loop rounds and function entries, `seconds` is wall time, `output_chars` what is printed,
    `value_items` the size of one value where it can be foretold: items of a sequence, characters of a text, and
    bits of an integer divided by eight.
    """

    operations: int | None = 1_000_000_000
    seconds: float | None = 300.0
    output_chars: int | None = 1_000_000
    value_items: int | None = 100_000_000

    @classmethod
    def unlimited(cls) -> Self:
        """Return limits that never end a run."""
        return cls(operations=None, seconds=None, output_chars=None, value_items=None)
