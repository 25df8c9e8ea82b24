"""The state of one decoding, and the checks of what came."""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from agent_magic.worker.codec.checks import a_list, text, whole
from agent_magic.worker.codec.encoded import DEPTH, Undecodable
from agent_magic.worker.codec.packing import unpack

FREE_BYTES = 2**30
"""So much memory rows may take, and `FREE_SHARE` times what came: rows of truth values are far larger than a byte."""

FREE_SHARE = 64
STAND_FOR_THEMSELVES = frozenset({type(None), bool, int, float, str})

Read = Callable[..., Any]


class Reading(NamedTuple):
    """How to read the nodes of one tag: `read` takes the reader and the parts of the node.

    `numbered` is what the writer does with such values: "never", "early" (`read` does it) or "late".
    """

    read: Read
    numbered: Literal["never", "early", "late"] = "late"


class Reader:
    """Turns nodes back into values, and trusts nothing in them.

    A buffer is used once at most, so that what is made stays in proportion to what came.
    """

    def __init__(self, buffers: Sequence[Any], readings: Mapping[str, Reading]) -> None:
        self._buffers: list[Any] = list(buffers)
        self._readings = readings
        self._objects: list[Any] = []
        self._depth = 0
        self._in_keys = 0
        self._free = FREE_BYTES + FREE_SHARE * sum(memoryview(buffer).nbytes for buffer in self._buffers)

    def value(self, node: Any) -> Any:
        """Return the value of `node`; raise `Undecodable`, or what the making of the value raises."""
        if type(node) is not list:
            return _inline(node)
        tag = text(node[0]) if node else ""
        reading = self._readings.get(tag)
        if reading is None:
            raise Undecodable(f"there is no kind of value called {tag[:40]!r}")
        self._depth += 1
        if self._depth > DEPTH:
            raise Undecodable(f"it nests more than {DEPTH} levels deep")
        value = reading.read(self, *node[1:])
        self._depth -= 1
        if reading.numbered == "late":
            self.number(value)
        return value

    def values(self, nodes: Any) -> list[Any]:
        """Return the values of a list of nodes."""
        return [self.value(node) for node in a_list(nodes)]

    def items(self, node: Any) -> list[Any]:
        """Return the values that `Writer.items` wrote, as a list of their own."""
        kind, *parts = a_list(node)
        if kind == "*":
            return list(map(self.value, parts))
        return unpack(text(kind), parts, self)

    def keys(self, node: Any) -> list[Any]:
        """Return the values that `Writer.keys` wrote: they may be hashed."""
        self._in_keys += 1
        values = self.items(node)
        self._in_keys -= 1
        return values

    def take(self, reference: Any) -> memoryview:
        """Return the bytes that `Writer.blob` wrote, which nothing else will get."""
        if type(reference) is str:
            return memoryview(bytearray(a2b_base64(reference, strict_mode=True)))
        index = whole(reference)
        if index >= len(self._buffers) or self._buffers[index] is None:
            raise Undecodable(f"buffer {index} did not come or is used twice")
        view = memoryview(self._buffers[index])
        self._buffers[index] = None
        return view if view.nbytes == 0 or view.format == "B" else view.cast("B")

    def charge(self, size: int) -> None:
        """Raise `Undecodable` where what is made, `size` more bytes of it, is out of proportion to what came."""
        self._free -= size
        if self._free < 0:
            raise Undecodable("it is far larger than what came")

    def number(self, value: object) -> None:
        """Give `value` the next number, as the writer did."""
        if not self._in_keys:
            self._objects.append(value)

    def same(self, number: Any) -> Any:
        """Return the value that has `number`."""
        if self._in_keys or whole(number) >= len(self._objects):
            raise Undecodable("a value refers to one that is not there")
        return self._objects[number]

    def again(self, number: Any, node: Any) -> Any:
        """Read `node`, which holds the value that has `number`, and return that value."""
        self.value(node)
        return self.same(number)


def _inline(node: Any) -> Any:
    if type(node) not in STAND_FOR_THEMSELVES:
        raise Undecodable(f"a node is a {type(node).__name__}")
    return node
