"""The attacks and the harmless programs, read from their files.

A program begins with a line `# %% name: effect`, an effect being what a success would show (a harmless program has
none); the comment after it gives the reason, and lines `# % …` in it may say `host: EXPRESSION` (what is true in the
host afterwards), `ours` (aimed at our own design, so that plain `exec` has no such hole), `python: 3.12` (the first
version that it works on) or `open: REASON` (not closed, and why).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Escape:
    """One program."""

    name: str
    effect: str
    reason: str
    source: str
    host: str = ""
    ours: bool = False
    python: tuple[int, ...] = (3, 11)
    open: str = ""


def programs(folder: str) -> list[Escape]:
    """Return the programs of a folder that are meant for this Python."""
    found = [
        _program(path.stem, text)
        for path in sorted((HERE / folder).glob("*.py"))
        for text in path.read_text("utf-8").split("# %% ")[1:]
    ]
    names = [program.name for program in found]
    assert len(names) == len(set(names))
    return [program for program in found if sys.version_info >= program.python]


def _program(family: str, text: str) -> Escape:
    head, *lines = text.split("\n")
    name, _, effect = head.partition(": ")
    length = next(index for index, line in enumerate(lines) if not line.startswith("# "))
    comment, source = lines[:length], "\n".join(lines[length:])
    options = dict(line.removeprefix("# % ").partition(": ")[::2] for line in comment if line.startswith("# % "))
    return Escape(
        name=f"{family}/{name}",
        effect=effect,
        reason=" ".join(line.removeprefix("# ") for line in comment if not line.startswith("# % ")),
        source=source.rstrip("\n") + "\n",
        host=options.get("host", ""),
        ours="ours" in options,
        python=tuple(map(int, options.get("python", "3.11").split("."))),
        open=options.get("open", ""),
    )
