"""What is different about a request that a cassette has no reply to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from agent_magic.models.cassette import key_of

CONTEXT = 4
"""Words that are shown before a change."""
MOST_CHANGES = 3
MOST_CHARS = 80
"""How long the two sides of a change may be."""
MOST_COMPARED = 300
"""Words that are compared at most, from the first one on that differs: comparing takes the square of their number."""


def describe_drift(sent: Mapping[str, Any], recorded: Sequence[Mapping[str, Any]]) -> str:
    """Return in words where `sent` leaves what is nearest to it among the `recorded`, with the difference."""
    if not recorded:
        return "it holds no exchange"
    nearest = max(recorded, key=lambda other: _nearness(sent, other))
    ours, theirs = sent["messages"], nearest["messages"]
    at = _same(ours, theirs)
    if at < min(len(ours), len(theirs)):
        role = ours[at]["role"]
        return f"message {at + 1} ({role}) differs from what was recorded: {difference(theirs[at], ours[at])}"
    if len(ours) != len(theirs):
        longer, verb = (ours, "was not recorded") if len(ours) > len(theirs) else (theirs, "is missing")
        return f"message {at + 1} ({longer[at]['role']}) {verb}: {_cut(_text(longer[at]))}"
    parts = [name for name in ("stop", "tools", "grammar") if sent.get(name) != nearest.get(name)]
    changes = (f"{name}: {difference(nearest.get(name), sent.get(name))}" for name in parts)
    return f"the messages are as recorded, but not {'; '.join(changes)}"


def difference(before: Any, after: Any) -> str:
    """Return the first changes from `before` to `after` in one line, as `[-old-]{+new+}` amid some words around."""
    old, new = _words(_text(before)), _words(_text(after))
    start = _same(old, new)
    shown = list(_changes(old[start : start + MOST_COMPARED], new[start : start + MOST_COMPARED]))
    lead = "".join(new[max(0, start - CONTEXT) : start])
    more = " …" if len(shown) > MOST_CHANGES or max(len(old), len(new)) > start + MOST_COMPARED else ""
    return " ".join(f"{lead}{' … '.join(shown[:MOST_CHANGES])}{more}".split())


def _changes(old: list[str], new: list[str]) -> Iterator[str]:
    for kind, start, end, now_start, now_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone, come = _cut("".join(old[start:end])), _cut("".join(new[now_start:now_end]))
            # The lead of the first change stands before what is compared.
            lead = "".join(new[max(0, now_start - CONTEXT) : now_start])
            yield f"{lead} " + (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")


def _nearness(sent: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[int, float, int]:
    ours, theirs = sent["messages"], other["messages"]
    at = _same(ours, theirs)
    likeness = 0.0
    if at < min(len(ours), len(theirs)):
        likeness = SequenceMatcher(None, _text(ours[at])[:500], _text(theirs[at])[:500]).quick_ratio()
    return at, likeness, -abs(len(ours) - len(theirs))


def _same(ours: Sequence[Any], theirs: Sequence[Any]) -> int:
    """Return how many messages are the same from the first one on."""
    pairs = zip(ours, theirs, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if key_of(one) != key_of(other)), min(len(ours), len(theirs))
    )


def _text(part: Any) -> str:
    """Return a message's own words where nothing else is in it, else all of it."""
    if isinstance(part, Mapping) and set(part) == {"role", "content"}:
        return str(part["content"])
    return json.dumps(part, ensure_ascii=False)


def _words(text: str) -> list[str]:
    return re.findall(r"\s*(?:\w+|[^\w\s]+|\Z)", text)


def _cut(text: str) -> str:
    line = " ".join(text.split()) or ("blanks" if text else "")
    return line if len(line) <= MOST_CHARS else f"{line[: MOST_CHARS // 2]}…{line[-MOST_CHARS // 2 :]}"
