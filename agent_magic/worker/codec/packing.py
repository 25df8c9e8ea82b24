"""Lists of values that are alike, as one stretch of bytes instead of a node each."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Any

from agent_magic.worker.codec.checks import whole
from agent_magic.worker.codec.encoded import Undecodable
from agent_magic.worker.codec.rows import ROWS, pack_rows, unpack_rows

if TYPE_CHECKING:
    from agent_magic.worker.codec.reader import Reader
    from agent_magic.worker.codec.writer import Writer

PACK_FROM = 32
"""Shorter lists are written node by node."""

SAMPLE = 1000
SEPARATOR = "\0"
NUMBERS = frozenset("qQd?")
FILLERS: dict[type, Any] = {str: "", int: 0, float: 0.0, bool: False, bytes: b""}


def pack(values: list[Any], writer: Writer) -> list[Any] | None:
    """Return the node of `values` where they are many and mostly of one type that packs, else None."""
    if len(values) < PACK_FROM:
        return None
    kinds = set(map(type, values))
    if len(kinds) == 1:
        return _packed(values, kinds.pop(), writer)
    if len(kinds) > 4 or kinds.isdisjoint(FILLERS):
        return None
    kind, count = Counter(map(type, values)).most_common(1)[0]
    return _patched(values, kind, writer) if kind in FILLERS and 2 * count >= len(values) else None


def unpack(kind: str, parts: list[Any], reader: Reader) -> list[Any]:
    """Return the values that `pack` wrote."""
    read = UNPACKERS.get(kind)
    if read is None:
        raise Undecodable(f"there is no kind of list called {kind[:40]!r}")
    return read(reader, *parts)  # type: ignore[no-any-return]


def _packed(values: list[Any], kind: type, writer: Writer) -> list[Any] | None:
    if kind is str:
        return _texts(values, writer)
    if kind is float:
        return ["numbers", "d", writer.blob(array("d", values))]
    if kind is int:
        return _integers(values, writer)
    if kind is bool:
        return ["numbers", "?", writer.blob(bytes(values))]
    if kind is bytes:
        return _cut(b"".join(values), values, writer) if _vary(values) else None
    if kind is type(None):
        return ["nothing", len(values)]
    if kind in ROWS:
        return pack_rows(values, kind, writer)
    return None


def _integers(values: list[int], writer: Writer) -> list[Any] | None:
    for code in "qQ":
        try:
            return ["numbers", code, writer.blob(array(code, values))]
        except OverflowError:
            continue
    return None


def _numbers(reader: Reader, code: Any, reference: Any) -> list[Any]:
    if code not in NUMBERS:
        raise Undecodable("there is no such kind of numbers")
    return reader.take(reference).cast(code).tolist()


def _texts(values: list[str], writer: Writer) -> list[Any]:
    if not _vary(values):
        return _picked(values, writer)
    joined = SEPARATOR.join(values)
    if joined.count(SEPARATOR) == len(values) - 1:
        return ["split", writer.blob(joined.encode("utf-8", "surrogatepass"))]
    return ["cut text", *_cut("".join(values), values, writer)[1:]]


def _split(reader: Reader, reference: Any) -> list[str]:
    return str(reader.take(reference), "utf-8", "surrogatepass").split(SEPARATOR)


def _vary(values: list[Any]) -> bool:
    """Tell whether most of a sample of `values` differ from each other."""
    sample = values[:: len(values) // SAMPLE + 1]
    return 2 * len(set(sample)) > len(sample)


def _picked(values: list[str], writer: Writer) -> list[Any]:
    """Write each text once, and which of them stands where."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    code = next(code for code in "BHI" if len(places) <= 256 ** array(code).itemsize)
    distinct = list(places)
    node = ["*", *map(writer.node, distinct)] if len(distinct) < PACK_FROM or not _vary(distinct) else None
    node = node or _texts(distinct, writer)
    return ["picked", node, code, writer.blob(array(code, map(places.__getitem__, values)))]


def _read_picked(reader: Reader, distinct: Any, code: Any, reference: Any) -> list[Any]:
    if code not in ("B", "H", "I"):
        raise Undecodable("there is no such kind of places")
    return list(map(reader.items(distinct).__getitem__, reader.take(reference).cast(code)))


def _cut(joined: str | bytes, values: list[Any], writer: Writer) -> list[Any]:
    data = joined.encode("utf-8", "surrogatepass") if isinstance(joined, str) else joined
    return ["cut bytes", writer.blob(array("Q", map(len, values))), writer.blob(data)]


def _read_cut_text(reader: Reader, lengths: Any, reference: Any) -> list[Any]:
    ends = reader.take(lengths).cast("Q")
    return _pieces(str(reader.take(reference), "utf-8", "surrogatepass"), ends)


def _read_cut_bytes(reader: Reader, lengths: Any, reference: Any) -> list[Any]:
    ends = reader.take(lengths).cast("Q")
    return _pieces(bytes(reader.take(reference)), ends)


def _pieces(joined: Any, lengths: memoryview) -> list[Any]:
    pieces, start = [], 0
    for length in lengths:
        pieces.append(joined[start : start + length])
        start += length
    if start != len(joined):
        raise Undecodable("texts are not as long as they say")
    return pieces


def _patched(values: list[Any], kind: type, writer: Writer) -> list[Any] | None:
    """Write what is not of `kind` beside the rest, with its places."""
    others = [place for place, value in enumerate(values) if type(value) is not kind]
    filled = values.copy()
    for place in others:
        filled[place] = FILLERS[kind]
    packed = _packed(filled, kind, writer)
    if packed is None:
        return None
    return ["patched", packed, writer.blob(array("Q", others)), writer.items([values[place] for place in others])]


def _read_patched(reader: Reader, packed: Any, places: Any, others: Any) -> list[Any]:
    values = reader.items(packed)
    for place, value in zip(reader.take(places).cast("Q"), reader.items(others), strict=True):
        values[place] = value
    return values


def _nothing(reader: Reader, count: Any) -> list[None]:
    reader.charge(whole(count) * 8)
    return [None] * count


UNPACKERS: dict[str, Any] = {
    "numbers": _numbers,
    "split": _split,
    "picked": _read_picked,
    "cut text": _read_cut_text,
    "cut bytes": _read_cut_bytes,
    "patched": _read_patched,
    "nothing": _nothing,
    "rows": unpack_rows,
}
