"""The bookkeeping of one snapshot: what was copied already, how much more may be, and what is shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agent_magic.inputs.immutable import IMMUTABLE

ELEMENTS = 1_000_000
"""How many elements of containers one snapshot copies; plain ones beside each other count a tenth."""


CopyFunction = Callable[[Any, "Copier"], object]


class TooLarge(Exception):
    """The value holds more than a snapshot copies; the message says what."""


class Copier:
    """Copies the parts of one value, each once, so that the copy refers to itself where the value does."""

    def __init__(self, way_of: Callable[[object], CopyFunction]) -> None:
        self._way_of = way_of
        self._ways: dict[type, CopyFunction] = {}
        self._copies: dict[int, object] = {}
        self._left = ELEMENTS
        self.shared: dict[str, None] = {}
        self.read_only = False
        self.lazy = False

    def part(self, value: object) -> object:
        """Return the copy of `value`, which may be `value` itself where nothing can change it."""
        if type(value) in IMMUTABLE:
            return value
        if id(value) in self._copies:
            return self._copies[id(value)]
        self.spend(1)
        kind = type(value)
        if kind not in self._ways:
            self._ways[kind] = self._way_of(value)
        return self.remember(value, self._ways[kind](value, self))

    def remember(self, value: object, copy: object) -> object:
        """Note the copy of `value` before its own parts are copied, for they may refer to it; return it."""
        return self._copies.setdefault(id(value), copy)

    def spend(self, elements: int) -> None:
        """Count `elements` as copied; raise `TooLarge` where that is too many."""
        self._left -= elements
        if self._left < 0:
            raise TooLarge(f"it holds more than {ELEMENTS:,} elements")

    def share(self, what: str) -> None:
        """Note that `what` is not copied."""
        self.shared[what] = None
