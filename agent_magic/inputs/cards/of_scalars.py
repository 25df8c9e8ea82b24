"""Cards of plain values: short ones are told, of long texts only how long they are."""

from __future__ import annotations

from typing import Any

from agent_magic.inputs.cards.composing import Description
from agent_magic.inputs.wording import TEXT, clip, count, scalar
from agent_magic.worker.loaded import type_name

_SAMPLE = 120


def describe_scalar(value: Any, samples: int) -> Description | None:
    """Describe a number, text, date or path; None for anything else."""
    kind = type(value)
    if issubclass(kind, str):
        return _describe_text(str.__str__(value), type_name(kind), samples)
    if issubclass(kind, bytes):
        start: bytes = bytes.__getitem__(value, slice(TEXT))
        shown = repr(start) if len(start) < TEXT else count(bytes.__len__(value), "byte")
        return Description(f"{type_name(kind)}, {shown}")
    if value is None:
        return Description("None")
    text = scalar(value)
    return None if text is None else Description(f"{type_name(kind)}, {text}")


def _describe_text(text: str, kind: str, samples: int) -> Description:
    if len(text) <= TEXT:
        return Description(f"{kind}, {text!r}")
    lines = text.count("\n") + 1
    shown = text.split("\n", samples)[:samples]
    tail = [f"  line {number}: {clip(line[:_SAMPLE], _SAMPLE)!r}" for number, line in enumerate(shown, 1)]
    return Description(f"{kind}, {count(len(text), 'character')}, {count(lines, 'line')}", tail=tuple(tail))
