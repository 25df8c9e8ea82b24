"""What the cards of all tables have in common: columns as lines, the rest in one, samples as rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from agent_magic.inputs.cards.composing import Description
from agent_magic.inputs.cards.of_containers import in_brief
from agent_magic.inputs.wording import clip, scalar

COLUMNS = 40
"""How many columns get a line of their own."""

CELLS = 20_000_000
"""Up to here every cell is looked at (well under a second); beyond, only some rows are."""

SAMPLED_ROWS = 100_000
_SAMPLES = 10


def sampling_step(rows: int, columns: int) -> int:
    """Return 1 where all rows are looked at, else how many rows lie between those that are."""
    return 1 if rows * columns <= CELLS else max(1, -(-rows // SAMPLED_ROWS))


def table(
    head: str, columns: list[tuple[str, str, str]], every: list[tuple[str, str]], step: int, tail: list[str]
) -> Description:
    """Return the description of a table: of `columns` (name, type, facts), then of `every` (name, type)."""
    if step > 1:
        head += f"; ranges and counts are of every {step:,}th row"
    body = [f"  {name}: {dtype}" + (f", {facts}" if facts else "") for name, dtype, facts in columns]

    def rest(shown: int) -> str:
        others = every[shown:]
        if not others:
            return ""
        kinds = ", ".join(f"{number:,} {dtype}" for dtype, number in Counter(d for _, d in others).most_common(6))
        names = clip(", ".join(name for name, _ in others[:12]), 200)
        return f"and {len(others):,} more columns ({kinds}): {names}{', …' if len(others) > 12 else ''}"

    return Description(head, tuple(body), tuple(tail), rest)


def sample_rows(columns: list[list[Any]], samples: int) -> list[str]:
    """Return a line for each of the first rows, its cells in the order of the columns."""
    rows = list(zip(*columns, strict=True))[: min(samples, _SAMPLES)]
    return [f"  row {i}: {', '.join(map(_cell, row))}" for i, row in enumerate(rows)]


def _cell(value: Any) -> str:
    text = scalar(value, 24)
    return clip(in_brief(value), 24) if text is None else text
