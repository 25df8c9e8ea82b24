"""Pandas' indexes, kind by kind."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from agent_magic.worker.codec.checks import a_list, instance, whole
from agent_magic.worker.codec.containers import check_hashes
from agent_magic.worker.codec.encoded import Undecodable, Unsendable
from agent_magic.worker.codec.pandas_arrays import frequency, read_flat, read_values, write_values
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import loaded


def write(index: Any, writer: Writer) -> Any:
    """Return the node of an index; its labels will be hashed, so they refer to nothing else."""
    pandas, numpy = _libraries()
    names = writer.keys(list(index.names))
    if type(index) is pandas.RangeIndex:
        return ["pandas.range", names, *map(writer.node, (index.start, index.stop, index.step))]
    if type(index) is pandas.MultiIndex:
        levels = [write(level, writer) for level in index.levels]
        codes = [write_values(numpy.asarray(code), writer) for code in index.codes]
        return ["pandas.levels", names, levels, codes, index.sortorder]
    if index.dtype == object:
        return ["pandas.labels", names, writer.keys(index.tolist())]
    bare = isinstance(index.dtype, numpy.dtype) and index.dtype.kind not in "mM"
    values = index.to_numpy() if bare else index.array
    return ["pandas.index", names, write_values(values, writer), _write_frequency(index)]


def _write_frequency(index: Any) -> str | None:
    """Return the name of a frequency that stands beside the moments and is known by its name."""
    pandas, _ = _libraries()
    freq = index.freq if type(index) in (pandas.DatetimeIndex, pandas.TimedeltaIndex) else None
    if freq is None:
        return None
    try:
        name = frequency(freq.freqstr)
        known = pandas.tseries.frequencies.to_offset(name) == freq
    except (Undecodable, ValueError):
        known = False
    if not known:
        raise Unsendable(f"an index of the frequency {str(freq)[:60]} cannot be sent: set its freq to None")
    return name


def _libraries() -> tuple[Any, Any]:
    return loaded("pandas"), loaded("numpy")


def _read_range(reader: Reader, names: Any, start: Any, stop: Any, step: Any) -> Any:
    bounds = range(start, stop, step)
    whole(len(bounds))
    return _named(import_module("pandas").RangeIndex(bounds), reader.keys(names))


def _read_levels(reader: Reader, names: Any, level_nodes: Any, code_nodes: Any, sort_order: Any) -> Any:
    pandas = import_module("pandas")
    labels = reader.keys(names)
    levels = [instance(READ[level[0]](reader, *level[1:]), pandas.Index) for level in a_list(level_nodes)]
    codes = [read_flat(reader, code) for code in a_list(code_nodes)]
    if any(code.dtype.kind != "i" for code in codes):
        raise Undecodable("the codes of an index are no integers")
    return pandas.MultiIndex(levels, codes, sortorder=sort_order, names=labels)


def _read_labels(reader: Reader, names: Any, items: Any) -> Any:
    pandas, numpy = import_module("pandas"), import_module("numpy")
    name = reader.keys(names)
    labels = reader.keys(items)
    check_hashes(labels)
    values = numpy.fromiter(labels, dtype=object, count=len(labels))
    return _named(pandas.Index(values, dtype=object, copy=False, tupleize_cols=False), name)


def _read_index(reader: Reader, names: Any, node: Any, freq: Any) -> Any:
    pandas = import_module("pandas")
    name = reader.keys(names)
    values = read_values(reader, node)
    if values.ndim != 1:
        raise Undecodable("an index has more than one dimension")
    if freq is None:
        return _named(pandas.Index(values, dtype=values.dtype, copy=False), name)
    kind = pandas.DatetimeIndex if values.dtype.kind == "M" else pandas.TimedeltaIndex
    return _named(kind(values, freq=frequency(freq), copy=False), name)


def _named(index: Any, names: list[Any]) -> Any:
    index.names = names
    return index


READ: dict[str, Any] = {
    "pandas.range": _read_range,
    "pandas.levels": _read_levels,
    "pandas.labels": _read_labels,
    "pandas.index": _read_index,
}
READINGS: dict[str, Reading] = {tag: Reading(read) for tag, read in READ.items()}
