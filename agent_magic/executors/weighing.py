"""What something that a worker said takes of memory here."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Final

from agent_magic.worker.frames import BadFrame

DEPTH: Final = 100
"""How deep it may nest: who shows it or writes it down recurses."""


def weight(value: Mapping[str, Any]) -> int:
    """Return the bytes that `value` takes, which was read from JSON. Raises BadFrame where it nests too deep."""
    size, depth, level = 0, 0, [value]
    while level:
        if depth > DEPTH:
            raise BadFrame(f"it told something that nests more than {DEPTH} levels deep")
        size += sum(map(sys.getsizeof, level))
        level = [part for whole in level for part in _parts(whole)]
        depth += 1
    return size


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []
