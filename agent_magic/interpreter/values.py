"""What a run's value weighs when it is shown, so that a huge one does not flood its reader."""

from __future__ import annotations

from typing import Any, Final

_TEXTS: Final = (str, bytes, bytearray)
_SEQUENCES: Final = (list, tuple, set, frozenset)


class LastValue:
    """Keeps the value of a program's last expression."""

    def __init__(self) -> None:
        self.value: object = None

    def keep(self, value: object) -> object:
        """Keep `value` and return it."""
        self.value = value
        return value


def handed_out(value: object, limit: int | None) -> object:
    """Return `value`, or a short text in its place where its repr would have more than `limit` characters.

    Only plain containers are looked into; everything else is taken to know how to be brief.
    """
    if value is None or limit is None or _weight(value, limit) <= limit:
        return value
    length = f"{len(value):,}" if isinstance(value, (*_TEXTS, *_SEQUENCES, dict)) else "many"
    return f"<{type(value).__name__} of {length} items, too large to show; keep it in a variable and show a part>"


def _weight(value: object, limit: int) -> int:
    """About how many characters the repr has; counting ends beyond `limit`."""
    weight, pending = 0, [value]
    while pending and weight <= limit:
        item: Any = pending.pop()
        kind = type(item)
        if kind in _TEXTS:
            weight += len(item)
        elif kind in _SEQUENCES:
            weight += 2 * len(item)
            if weight <= limit:
                pending.extend(item)
        elif kind is dict:
            weight += 4 * len(item)
            if weight <= limit:
                pending.extend(item)
                pending.extend(item.values())
        else:
            weight += item.bit_length() // 3 if kind is int else 4
    return weight
