"""Lists of rows of one shape, such as records from JSON, as a list for each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agent_magic.worker.codec.checks import a_list, whole
from agent_magic.worker.codec.encoded import Undecodable

if TYPE_CHECKING:
    from agent_magic.worker.codec.reader import Reader
    from agent_magic.worker.codec.writer import Writer

SCALARS = frozenset({str, int, float, bool, type(None)})
ROW_BYTES = 64
CELL_BYTES = 48
ROWS: dict[type, str] = {dict: "dict", list: "list", tuple: "tuple"}


def pack_rows(values: list[Any], kind: type, writer: Writer) -> list[Any] | None:
    """Return the node of rows that are all of `kind` where they have one shape and are met for the first time."""
    names = list(values[0]) if kind is dict else list(range(len(values[0])))
    if not names or not writer.are_new(values) or not _have_one_shape(values, kind, names):
        return None
    columns = [list(column) for column in zip(*map(dict.values, values) if kind is dict else values, strict=True)]
    if kind is tuple:  # numbered after its parts, so none of them may lead back to it
        if not all(set(map(type, column)) <= SCALARS for column in columns):
            return None
    else:
        _number(values, writer)
    labels = writer.keys(names) if kind is dict else ["*"]
    node = ["rows", ROWS[kind], len(values), labels, [writer.items(column) for column in columns]]
    if kind is tuple:
        _number(values, writer)
    return node


def unpack_rows(reader: Reader, kind: Any, count: Any, labels: Any, column_nodes: Any) -> list[Any]:
    """Return the rows that `pack_rows` wrote."""
    if kind not in ROWS.values() or not a_list(column_nodes):
        raise Undecodable("rows are none")
    reader.charge(whole(count) * (ROW_BYTES + CELL_BYTES * len(column_nodes)))
    if kind == "tuple":
        made = list(zip(*_columns(reader, count, column_nodes), strict=True))
        _number(made, reader)
        return made
    rows: list[Any] = [{} if kind == "dict" else [] for _ in range(count)]
    _number(rows, reader)
    names = reader.keys(labels)
    columns = _columns(reader, count, column_nodes)
    if kind == "list":
        for row, cells in zip(rows, zip(*columns, strict=True), strict=True):
            row += cells
        return rows
    if set(map(type, names)) != {str} or not len(set(names)) == len(names) == len(columns):
        raise Undecodable("the names of records are none")
    for row, cells in zip(rows, zip(*columns, strict=True), strict=True):
        row.update(zip(names, cells, strict=True))
    return rows


def _columns(reader: Reader, count: int, nodes: list[Any]) -> list[list[Any]]:
    columns = [reader.items(node) for node in nodes]
    if any(len(column) != count for column in columns):
        raise Undecodable("rows are more or fewer than they say")
    return columns


def _have_one_shape(values: list[Any], kind: type, names: list[Any]) -> bool:
    if kind is not dict:
        return set(map(len, values)) == {len(names)}
    return set(map(type, names)) == {str} and all(list(row) == names for row in values)


def _number(rows: list[Any], side: Reader | Writer) -> None:
    for row in rows:
        side.number(row)
