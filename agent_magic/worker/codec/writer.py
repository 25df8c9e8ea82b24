"""The state of one encoding: buffers, numbers of the objects met so far, and depth."""

from __future__ import annotations

import math
from binascii import b2a_base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from agent_magic.worker.codec.encoded import DEPTH, Unsendable
from agent_magic.worker.codec.packing import pack
from agent_magic.worker.loaded import kind_module

INLINE_BYTES = 512
"""Up to here binary data stands in the tree: a buffer of its own would cost more."""

INLINE_TEXT = 4096
"""Up to here, in characters, a text stands in the tree."""

INLINE_INTEGER = 2**63

Write = Callable[[Any, "Writer"], Any]


@dataclass(frozen=True, slots=True)
class Writing:
    """How to write the types: `scalars` are not numbered, `early` ones number themselves before their parts.

    `packages` is asked for what stands in neither of the three tables, by the package of the type: None means that
    the package does not know the type. `rest` takes what nobody knows.
    """

    scalars: Mapping[type, Write]
    early: Mapping[type, Write]
    late: Mapping[type, Write]
    packages: Mapping[str, Write]
    rest: Write


class Writer:
    """Turns values into nodes."""

    def __init__(self, writing: Writing) -> None:
        self.buffers: list[memoryview] = []
        self._writing = writing
        self._numbers: dict[int, int] = {}
        self._kept: list[object] = []  # an object that lives keeps its id for itself
        self._depth = 0
        self._in_keys = 0

    def node(self, value: Any) -> Any:
        """Return the node of `value`; raise `Unsendable` where there is none."""
        kind = type(value)
        if _stands_for_itself(value, kind):
            return value
        write = self._writing.scalars.get(kind)
        if write is not None:
            return write(value, self)
        number = None if self._in_keys else self._numbers.get(id(value))
        if number is not None:
            return ["same", number]
        self._depth += 1
        if self._depth > DEPTH:
            raise Unsendable(f"a value that nests more than {DEPTH} levels deep cannot be sent")
        write = self._writing.early.get(kind)
        node = write(value, self) if write is not None else self._late(value, kind)
        self._depth -= 1
        return node

    def items(self, values: list[Any]) -> list[Any]:
        """Return the node of a list of values, packed where they are alike; it is read by `Reader.items`."""
        return pack(values, self) or ["*", *map(self.node, values)]

    def keys(self, values: list[Any]) -> list[Any]:
        """Return the node of values that will be hashed: nothing in it refers to what stands elsewhere.

        A tuple that holds the same tuple twice, which holds the same tuple twice, and so on, is small in the tree
        and takes for ever to hash.
        """
        self._in_keys += 1
        node = self.items(values)
        self._in_keys -= 1
        return node

    def blob(self, data: Any) -> int | str:
        """Return a reference to the bytes of `data`, which is C-contiguous; it is read by `Reader.take`."""
        view = memoryview(data)
        if view.nbytes <= INLINE_BYTES:
            return b2a_base64(view, newline=False).decode("ascii")
        self.buffers.append(view.cast("B"))
        return len(self.buffers) - 1

    def number(self, value: object) -> None:
        """Give `value` the next number, so that it is written once."""
        if not self._in_keys:
            self._numbers[id(value)] = len(self._kept)
            self._kept.append(value)

    def are_new(self, values: list[Any]) -> bool:
        """Tell whether each of `values` is met for the first time and once."""
        if self._in_keys:
            return True
        ids = set(map(id, values))
        return len(ids) == len(values) and self._numbers.keys().isdisjoint(ids)

    def _late(self, value: Any, kind: type) -> Any:
        """Write what can be numbered only when its parts are there."""
        node = self._unnumbered(value, kind)
        met = None if self._in_keys else self._numbers.get(id(value))
        self.number(value)
        # a part of the value held the value itself, and has it written already
        return node if met is None else ["again", met, node]

    def _unnumbered(self, value: Any, kind: type) -> Any:
        write = self._writing.late.get(kind) or self._writing.packages.get(kind_module(kind).partition(".")[0])
        node = None if write is None else write(value, self)
        return self._writing.rest(value, self) if node is None else node


def _stands_for_itself(value: Any, kind: type) -> bool:
    """Tell whether JSON gives back `value` as it is."""
    if kind is str:
        return len(value) <= INLINE_TEXT and (value.isascii() or not _has_surrogates(value))
    if kind is int:
        return bool(-INLINE_INTEGER < value < INLINE_INTEGER)
    if kind is float:
        return math.isfinite(value)
    return value is None or kind is bool


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
