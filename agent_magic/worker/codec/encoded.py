"""What a value becomes on its way, and the two ways in which that fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DEPTH = 200
"""How deep values may nest: the recursion of either side stays within Python's own limit."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A value on its way: `tree` holds None, bool, int, float, str and lists, and names the `buffers` by index.

    The buffers are views of the value's own memory where that is contiguous: send them before the value changes.
    """

    tree: Any
    buffers: tuple[memoryview, ...]


class Unsendable(Exception):
    """A value that this codec does not take; the message is one line."""


class Undecodable(Exception):
    """A tree or buffers that this codec does not make; the message is one line."""
