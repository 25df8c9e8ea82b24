"""Pandas' frames and series, by the blocks of memory that they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from agent_magic.worker.codec import pandas_indexes, pandas_scalars
from agent_magic.worker.codec.checks import a_list, instance, truth
from agent_magic.worker.codec.encoded import Undecodable
from agent_magic.worker.codec.pandas_arrays import is_array, read_values, write_values
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import loaded

INDEXES = (
    *("Index", "RangeIndex", "MultiIndex", "DatetimeIndex", "TimedeltaIndex"),
    *("PeriodIndex", "IntervalIndex", "CategoricalIndex"),
)


def write(value: Any, writer: Writer) -> Any:
    """Return the node of a value of pandas', or None where it has none."""
    pandas: Any = loaded("pandas")
    kind = type(value)
    if kind is pandas.DataFrame:
        return _frame(value, writer)
    if kind is pandas.Series:
        name = writer.keys([value.name])
        return ["pandas.series", writer.node(value.index), name, _about(value, writer), _column(value, writer)]
    if kind in (getattr(pandas, name) for name in INDEXES):
        return pandas_indexes.write(value, writer)
    if is_array(value):
        return ["pandas.values", write_values(value, writer)]
    return pandas_scalars.write(value, writer)


def _about(value: Any, writer: Writer) -> list[Any]:
    return [writer.node(dict(value.attrs)), value.flags.allows_duplicate_labels]


def _column(series: Any, writer: Writer) -> Any:
    numpy: Any = loaded("numpy")
    return write_values(series.to_numpy() if isinstance(series.dtype, numpy.dtype) else series.array, writer)


def _frame(frame: Any, writer: Writer) -> Any:
    axes = [writer.node(frame.index), writer.node(frame.columns)]
    about = _about(frame, writer)  # before the blocks, as it is read: numbers are given in that order
    return ["pandas.frame", *axes, about, [part for block in frame._mgr.blocks for part in _block(block, writer)]]


def _block(block: Any, writer: Writer) -> list[list[Any]]:
    """Return the places and the values of a block, which holds its columns as rows."""
    numpy: Any = loaded("numpy")
    values, places = block.values, block.mgr_locs.as_array
    if isinstance(values.dtype, numpy.dtype) and values.dtype.kind in "mM":
        values = numpy.asarray(values)
    if values.ndim == 1:
        return [[places.tolist(), write_values(values, writer)]]
    if isinstance(values, numpy.ndarray):
        return [[places.tolist(), write_values(values, writer)]]
    return [[[int(place)], write_values(values[row], writer)] for row, place in enumerate(places)]


def _read_series(reader: Reader, index_node: Any, name: Any, about: Any, node: Any) -> Any:
    pandas = import_module("pandas")
    index = instance(reader.value(index_node), pandas.Index)
    names = reader.keys(name)
    attributes, unique = _read_about(reader, about)
    values = read_values(reader, node)
    if values.shape != (len(index),) or len(names) != 1:
        raise Undecodable("a series is not as long as its index")
    series = pandas.Series(values, index=index, name=names[0], dtype=values.dtype, copy=False)
    return _told(series, attributes, unique)


def _read_about(reader: Reader, about: Any) -> tuple[dict[Any, Any], bool]:
    attributes, unique = a_list(about)
    return instance(reader.value(attributes), dict), truth(unique)


def _told(table: Any, attributes: dict[Any, Any], unique: bool) -> Any:
    table.attrs = attributes
    if not unique:
        table.flags.allows_duplicate_labels = False
    return table


def _read_frame(reader: Reader, index_node: Any, columns_node: Any, about: Any, block_nodes: Any) -> Any:
    pandas = import_module("pandas")
    index, columns = (instance(reader.value(node), pandas.Index) for node in (index_node, columns_node))
    attributes, unique = _read_about(reader, about)
    blocks = []
    for places, node in a_list(block_nodes):
        values = read_values(reader, node)
        rows = (len(places), len(index)) if type(values) is _ndarray() else (len(index),)
        if values.shape != rows or (len(rows) == 1 and len(places) != 1):
            raise Undecodable("a column is not as long as its index")
        blocks.append((values, places))
    placed = sorted(place for _, places in blocks for place in a_list(places))
    if placed != list(range(len(columns))) or not all(type(place) is int for place in placed):
        raise Undecodable("columns are missing or stand at the same place")
    return _told(_assembled(blocks, index, columns), attributes, unique)


def _ndarray() -> Any:
    return import_module("numpy").ndarray


def _assembled(blocks: list[tuple[Any, list[int]]], index: Any, columns: Any) -> Any:
    """Return the frame of the blocks: as they are where pandas offers that, else column by column."""
    pandas = import_module("pandas")
    if find_spec("pandas.api.internals"):
        assemble = import_module("pandas.api.internals").create_dataframe_from_blocks
        numpy = import_module("numpy")
        placed = [(values, numpy.array(places, dtype=numpy.intp)) for values, places in blocks]
        return assemble(placed, index=index, columns=columns)
    by_place: dict[int, Any] = {}
    for values, places in blocks:
        rows = values if values.ndim == 2 else [values]
        by_place |= dict(zip(places, rows, strict=True))
    series = {
        place: pandas.Series(by_place[place], index=index, dtype=by_place[place].dtype, copy=False)
        for place in range(len(columns))
    }
    frame = pandas.DataFrame(series, index=index, copy=False)
    frame.columns = columns
    return frame


READINGS: Mapping[str, Reading] = {
    **pandas_indexes.READINGS,
    **pandas_scalars.READINGS,
    "pandas.series": Reading(_read_series),
    "pandas.frame": Reading(_read_frame),
    "pandas.values": Reading(lambda reader, node: _array_of_pandas(read_values(reader, node))),
}


def _array_of_pandas(values: Any) -> Any:
    return instance(values, import_module("pandas").api.extensions.ExtensionArray)
