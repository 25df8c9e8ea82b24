"""Cards of values that stayed in the worker of an earlier run."""

from __future__ import annotations

from typing import Any

from agent_magic.inputs.cards.composing import Description
from agent_magic.worker.outputs import Kept


def describe_kept(value: Any, samples: int) -> Description | None:
    """Describe a kept value as the object that the code will find under its name; its text only with samples."""
    if type(value) is not Kept:
        return None
    lines = [f"  {line}" for line in value.text.splitlines()] if samples else []
    return Description(f"{value.type}, made by the code of an earlier run", tuple(lines))
