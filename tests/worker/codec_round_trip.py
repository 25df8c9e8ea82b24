"""A value's way through the codec, as JSON and bytes, and what it means that it came back the same."""

from __future__ import annotations

import collections
import json
from typing import Any

from agent_magic.worker.codec import decode, encode


def travelled(value: object, *, pickles: bool = False, writable: bool = True) -> Any:
    """Return `value` after its way to another process: the tree as JSON, the buffers as bytes of their own."""
    encoded = encode(value, pickles=pickles)
    tree = json.loads(json.dumps(encoded.tree, allow_nan=False).encode("ascii"))
    buffers = [bytearray(buffer) if writable else bytes(buffer) for buffer in encoded.buffers]
    return decode(tree, buffers, pickles=pickles)


def alike(one: Any, other: Any) -> bool:
    """Tell whether two plain values have the same types and values all the way down; a nan is like a nan."""
    return told(one) == told(other)


def told(value: Any) -> Any:
    """Return a value as its types and texts, those of a set in an order of their own."""
    if isinstance(value, dict):
        return type(value), told(list(value)), told(list(value.values()))
    if isinstance(value, (set, frozenset)):
        return type(value), sorted(map(repr, map(told, value)))
    if isinstance(value, (list, tuple, collections.deque)):
        return type(value), [told(part) for part in value]
    return type(value), repr(value)
