"""A value's way through the codec, as JSON and bytes, and what it means that it came back the same."""

from __future__ import annotations

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
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return alike(list(one), list(other)) and alike(list(one.values()), list(other.values()))
    if isinstance(one, (set, frozenset)):
        return sorted(map(repr, one)) == sorted(map(repr, other))
    return repr(one) == repr(other)
