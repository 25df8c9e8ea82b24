"""The one-dimensional arrays that pandas' columns and indexes are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from agent_magic.worker.codec import arrays, arrow_arrays
from agent_magic.worker.codec.checks import a_list, instance, text, truth, whole
from agent_magic.worker.codec.encoded import Undecodable, Unsendable
from agent_magic.worker.codec.reader import Reader
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import loaded

FREQUENCY = re.compile(r"-?\d{0,6}[A-Za-z]{1,6}(-[A-Za-z]{1,4}){0,2}(-\d{1,3})?")
STRING_STORAGES = ("python", "pyarrow", "pyarrow_numpy")
CLOSED = ("left", "right", "both", "neither")


def write_values(values: Any, writer: Writer) -> Any:
    """Return the node of a numpy array or of an array of pandas; raise `Unsendable` where there is none."""
    numpy: Any = loaded("numpy")
    if type(values) is numpy.ndarray:
        node = arrays.write_array(values, writer)
    else:
        write = WRITERS.get(type(values).__name__) if is_array(values) else None
        node = write and write(values, writer)
    if node is None:
        raise Unsendable(f"a column of {str(values.dtype)[:40]} cannot be sent")
    return node


def is_array(value: Any) -> bool:
    """Tell whether `value` is one of the arrays that pandas itself defines."""
    pandas: Any = loaded("pandas")
    return getattr(pandas.arrays, type(value).__name__, None) is type(value)


def read_values(reader: Reader, node: Any) -> Any:
    """Return the array of a node that `write_values` wrote."""
    kind, *parts = a_list(node)
    if kind in READERS:
        return READERS[kind](reader, *parts)
    return arrays.read_array(reader, node)


def read_flat(reader: Reader, node: Any) -> Any:
    """Return an array of numpy that has one dimension."""
    array = arrays.read_array(reader, node)
    if array.ndim != 1:
        raise Undecodable("a column has more than one dimension")
    return array


def frequency(name: Any) -> str:
    """Return `name` where it can be the name of a frequency."""
    if not FREQUENCY.fullmatch(text(name)):
        raise Undecodable("a frequency has an impossible name")
    return str(name)


def one_of(value: Any, allowed: tuple[str, ...]) -> str:
    """Return `value` where it is one of the `allowed` words."""
    if value not in allowed:
        raise Undecodable(f"a word is none of {', '.join(allowed)}")
    return str(value)


def _plain(values: Any, writer: Writer) -> Any:
    node = arrays.write_array(values.to_numpy(), writer)
    return node and ["pandas.plain", node]


def _read_plain(reader: Reader, node: Any) -> Any:
    return import_module("pandas").arrays.NumpyExtensionArray(read_flat(reader, node))


def _datetimes(values: Any, writer: Writer) -> Any:
    numpy: Any = loaded("numpy")
    if values.tz is None:
        return ["pandas.times", arrays.write_array(numpy.asarray(values), writer)]
    moments = values.asi8.view(f"M8[{values.unit}]")
    return ["pandas.zoned", writer.node(values.tz), arrays.write_array(moments, writer)]


def _read_times(reader: Reader, node: Any) -> Any:
    return import_module("pandas").array(_times(reader, node, "mM"), copy=False)


def _read_zoned(reader: Reader, zone: Any, node: Any) -> Any:
    moments = import_module("pandas").DatetimeIndex(_times(reader, node, "M"), copy=False)
    return moments.tz_localize("UTC").tz_convert(reader.value(zone)).array


def _times(reader: Reader, node: Any, kinds: str) -> Any:
    array = read_flat(reader, node)
    if array.dtype.kind not in kinds:
        raise Undecodable("a column of times holds none")
    return array


def _timedeltas(values: Any, writer: Writer) -> Any:
    numpy: Any = loaded("numpy")
    return ["pandas.times", arrays.write_array(numpy.asarray(values), writer)]


def _periods(values: Any, writer: Writer) -> Any:
    return ["pandas.periods", values.dtype.name[len("period[") : -1], arrays.write_array(values.asi8, writer)]


def _read_periods(reader: Reader, name: Any, node: Any) -> Any:
    pandas = import_module("pandas")
    return pandas.arrays.PeriodArray(_integers(reader, node), dtype=pandas.PeriodDtype(frequency(name)))


def _integers(reader: Reader, node: Any) -> Any:
    array = read_flat(reader, node)
    if array.dtype.kind != "i":
        raise Undecodable("a column of positions holds something else")
    return array


def _intervals(values: Any, writer: Writer) -> Any:
    return ["pandas.intervals", values.closed, *(write_values(_bare(side), writer) for side in _sides(values))]


def _sides(values: Any) -> tuple[Any, Any]:
    return values.left, values.right


def _bare(index: Any) -> Any:
    """Return what an index is made of: an array of numpy where it is one."""
    numpy: Any = loaded("numpy")
    return index.array if not isinstance(index.dtype, numpy.dtype) or index.dtype.kind in "mM" else index.to_numpy()


def _read_intervals(reader: Reader, closed: Any, left: Any, right: Any) -> Any:
    pandas = import_module("pandas")
    sides = [pandas.Index(read_values(reader, side), copy=False) for side in (left, right)]
    return pandas.arrays.IntervalArray.from_arrays(*sides, closed=one_of(closed, CLOSED))


def _categories(values: Any, writer: Writer) -> Any:
    categories = writer.node(values.categories)
    return ["pandas.categories", categories, bool(values.ordered), arrays.write_array(values.codes, writer)]


def _read_categories(reader: Reader, categories: Any, ordered: Any, codes: Any) -> Any:
    pandas = import_module("pandas")
    dtype = pandas.CategoricalDtype(instance(reader.value(categories), pandas.Index), truth(ordered))
    return pandas.Categorical.from_codes(_integers(reader, codes), dtype=dtype)


def _masked(values: Any, writer: Writer) -> Any:
    data, mask = (arrays.write_array(part, writer) for part in (values._data, values._mask))
    return ["pandas.masked", type(values).__name__, data, mask]


def _read_masked(reader: Reader, name: Any, data: Any, mask: Any) -> Any:
    kind = getattr(import_module("pandas").arrays, one_of(name, MASKED))
    return kind(read_flat(reader, data), read_flat(reader, mask))


def _strings(values: Any, writer: Writer) -> Any:
    if hasattr(values, "_pa_array"):
        return ["pandas.arrow strings", *_string_dtype(values), arrow_arrays.write_chunks(values._pa_array, writer)]
    return ["pandas.strings", *_string_dtype(values), writer.items(values.to_numpy(object, na_value=None).tolist())]


def _string_dtype(values: Any) -> list[Any]:
    pandas: Any = loaded("pandas")
    return [values.dtype.storage, values.dtype.na_value is not pandas.NA]


def _read_string_dtype(storage: Any, with_nan: Any) -> Any:
    options = {"na_value": float("nan")} if truth(with_nan) else {}
    return import_module("pandas").StringDtype(one_of(storage, STRING_STORAGES), **options)


def _read_strings(reader: Reader, storage: Any, with_nan: Any, items: Any) -> Any:
    values = [value if value is None else text(value) for value in reader.items(items)]
    return import_module("pandas").array(values, dtype=_read_string_dtype(storage, with_nan))


def _read_arrow_strings(reader: Reader, storage: Any, with_nan: Any, chunks: Any) -> Any:
    return _read_string_dtype(storage, with_nan).__from_arrow__(arrow_arrays.read_chunks(reader, chunks))


def _arrow(values: Any, writer: Writer) -> Any:
    return ["pandas.arrow", arrow_arrays.write_chunks(values._pa_array, writer)]


def _read_arrow(reader: Reader, node: Any) -> Any:
    chunks = arrow_arrays.read_chunks(reader, node)
    return import_module("pandas").ArrowDtype(chunks.type).__from_arrow__(chunks)


def _sparse(values: Any, writer: Writer) -> Any:
    index = values.sp_index.to_int_index()
    kind = "integer" if type(index) is type(values.sp_index) else "block"
    parts = (write_values(part, writer) for part in (index.indices, values.sp_values))
    return ["pandas.sparse", kind, len(values), writer.node(values.fill_value), *parts]


def _read_sparse(reader: Reader, kind: Any, length: Any, filler: Any, indices: Any, stored: Any) -> Any:
    pandas, sparse = import_module("pandas"), import_module("pandas._libs.sparse")
    fill_value = reader.value(filler)
    index = sparse.IntIndex(whole(length), _integers(reader, indices))
    index = index.to_block_index() if one_of(kind, ("integer", "block")) == "block" else index
    values = read_flat(reader, stored)
    if len(values) != index.npoints:
        raise Undecodable("a sparse column holds more or less than it says")
    dtype = pandas.SparseDtype(values.dtype, fill_value)
    return pandas.arrays.SparseArray._simple_new(values, index, dtype)  # the public ways change with each version


MASKED = ("IntegerArray", "FloatingArray", "BooleanArray")

WRITERS: Mapping[str, Any] = {
    "NumpyExtensionArray": _plain,
    "DatetimeArray": _datetimes,
    "TimedeltaArray": _timedeltas,
    "PeriodArray": _periods,
    "IntervalArray": _intervals,
    "Categorical": _categories,
    **dict.fromkeys(MASKED, _masked),
    "StringArray": _strings,
    "ArrowStringArray": _strings,
    "ArrowExtensionArray": _arrow,
    "SparseArray": _sparse,
}
READERS: Mapping[str, Any] = {
    "pandas.plain": _read_plain,
    "pandas.times": _read_times,
    "pandas.zoned": _read_zoned,
    "pandas.periods": _read_periods,
    "pandas.intervals": _read_intervals,
    "pandas.categories": _read_categories,
    "pandas.masked": _read_masked,
    "pandas.strings": _read_strings,
    "pandas.arrow strings": _read_arrow_strings,
    "pandas.arrow": _read_arrow,
    "pandas.sparse": _read_sparse,
}
