"""Polars' frames and series, column by column.

Not as a stream of Arrow's: a reader that trusts offsets and lengths is no reader for what a sandbox sends.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import chain
from typing import Any

from agent_magic.worker.codec.arrays import read_array, write_array
from agent_magic.worker.codec.checks import a_list, instance, text, whole
from agent_magic.worker.codec.encoded import Undecodable, Unsendable
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import loaded

NUMBERS = tuple("Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64 Float32 Float64 Boolean".split())
SIMPLE = (*NUMBERS, *"Int128 UInt128 Float16 String Binary Null Object Categorical Date Time".split())
MOMENTS = ("Date", "Time", "Datetime", "Duration")
VALUES: dict[str, type] = {
    **dict.fromkeys((*NUMBERS, "Int128", "UInt128"), int),
    **dict.fromkeys(("Float16", "Float32", "Float64"), float),
    **dict.fromkeys(("String", "Categorical", "Enum"), str),
    "Boolean": bool,
    "Binary": bytes,
    "Decimal": Decimal,
    "Date": date,
    "Time": time,
    "Datetime": datetime,
    "Duration": timedelta,
}
SECOND = {"ms": 10**3, "us": 10**6, "ns": 10**9}
DAY = 86_400
CALENDAR_DAYS = 95_000_000
"""So many days before and after 1970 polars can name; beyond them it panics when it shows a moment."""


def write(value: Any, writer: Writer) -> Any:
    """Return the node of a value of polars', or None where it has none."""
    polars: Any = loaded("polars")
    if type(value) is polars.DataFrame:
        return ["polars.frame", [_series(column, writer) for column in value.get_columns()], value.height]
    if type(value) is polars.Series:
        return ["polars.series", _series(value, writer)]
    if type(value) is polars.LazyFrame:
        raise Unsendable("a LazyFrame cannot be sent: collect() it first")
    return None


def _series(series: Any, writer: Writer) -> Any:
    name, dtype = writer.node(series.name), series.dtype
    kind = type(dtype).__name__
    if kind in NUMBERS or kind in MOMENTS:
        return [name, _dtype(dtype), *_numbers(series, writer)]
    if kind == "Array":
        return [name, *_grid(series, writer)]
    return [name, _dtype(dtype), None, writer.keys(series.to_list())]  # no row leads back to itself


def _numbers(series: Any, writer: Writer) -> list[Any]:
    """Return what is missing, as an array or None, and the numbers that the values are in memory."""
    numbers = series.to_physical()
    if not series.null_count():
        return [_array([], writer), write_array(numbers.to_numpy(), writer)]
    filler = False if type(series.dtype).__name__ == "Boolean" else 0
    missing = _array([series.is_null().to_numpy()], writer)
    return [missing, write_array(numbers.fill_null(filler).to_numpy(), writer)]


def _array(arrays: list[Any], writer: Writer) -> list[Any]:
    return [write_array(array, writer) for array in arrays]


def _grid(series: Any, writer: Writer) -> list[Any]:
    inner = series.dtype.inner
    if type(inner).__name__ not in NUMBERS or series.null_count() or series.explode().null_count():
        raise Unsendable(f"a column of polars' {str(series.dtype)[:60]} cannot be sent: cast it to a List")
    return [["Array", _dtype(inner), series.dtype.size], [], write_array(series.to_numpy(), writer)]


def _dtype(dtype: Any, inside: bool = False) -> Any:
    kind = type(dtype).__name__
    if inside and kind in ("Datetime", "Duration") and dtype.time_unit == "ns":
        raise Unsendable("moments to the nanosecond inside a list or a struct of polars' cannot be sent: cast them")
    if kind in SIMPLE:
        return kind
    if kind == "Datetime":
        return [kind, dtype.time_unit, dtype.time_zone]
    if kind == "Duration":
        return [kind, dtype.time_unit]
    if kind == "Decimal":
        return [kind, dtype.precision, dtype.scale]
    if kind == "Enum":
        return [kind, *dtype.categories.to_list()]
    if kind == "List":
        return [kind, _dtype(dtype.inner, inside=True)]
    if kind == "Struct":
        return [kind, [[field.name, _dtype(field.dtype, inside=True)] for field in dtype.fields]]
    raise Unsendable(f"a column of polars' {str(dtype)[:60]} cannot be sent: cast it to a plainer type")


def _read_dtype(node: Any) -> Any:
    polars = import_module("polars")
    if type(node) is str:
        if node not in SIMPLE:
            raise Undecodable("there is no such type of polars'")
        return getattr(polars, node)()
    kind, *parts = a_list(node)
    if kind in ("Datetime", "Duration"):
        return getattr(polars, kind)(*parts)
    if kind == "Decimal":
        return polars.Decimal(*map(whole, parts))
    if kind == "Enum":
        return polars.Enum([text(part) for part in parts])
    if kind == "List":
        return polars.List(_read_dtype(*parts))
    if kind == "Array":
        return polars.Array(_read_dtype(parts[0]), whole(parts[1]))
    if kind != "Struct":
        raise Undecodable("there is no such type of polars'")
    return polars.Struct([polars.Field(text(name), _read_dtype(inner)) for name, inner in a_list(*parts)])


def _read_series(reader: Reader, node: Any) -> Any:
    polars = import_module("polars")
    name_node, dtype_node, missing, values = a_list(node)
    name, dtype = text(reader.value(name_node)), _read_dtype(dtype_node)
    try:
        if missing is None:
            parts = reader.keys(values)
            if not _fit(parts, dtype):
                raise Undecodable("a column of polars' holds something else than it says")
            series = polars.Series(name, parts, dtype=dtype, strict=True)
        else:
            series = _of_numbers(reader, name, dtype, a_list(missing), values)
    except polars.exceptions.PanicException as error:  # no subclass of Exception
        raise Undecodable("polars cannot read a column") from error
    if series.dtype != dtype:
        raise Undecodable("a column of polars' is not of its type")
    return series


def _fit(values: list[Any], dtype: Any) -> bool:
    """Tell whether `values` are what polars gives for a column of `dtype`: it reads nothing else safely.

    A grid never fits: each of its rows takes the same room, also where it is missing.
    """
    there = [value for value in values if value is not None]
    kind = type(dtype).__name__
    if kind == "Array":
        return False
    if kind == "List":
        return set(map(type, there)) <= {list} and _fit(list(chain.from_iterable(there)), dtype.inner)
    if kind == "Struct":
        fits = set(map(type, there)) <= {dict} and all(len(row) == len(dtype.fields) for row in there)
        return fits and all(_fit([row[field.name] for row in there], field.dtype) for field in dtype.fields)
    return kind == "Object" or set(map(type, there)) <= {VALUES.get(kind)}


def _of_numbers(reader: Reader, name: str, dtype: Any, missing: list[Any], node: Any) -> Any:
    polars = import_module("polars")
    masks = [read_array(reader, mask) for mask in missing]
    numbers = read_array(reader, node)
    first, last = _bounds(dtype)
    if numbers.dtype.kind not in "iufb" or any(mask.shape != numbers.shape for mask in masks):
        raise Undecodable("a column of polars' is not as long as it says")
    if first is not None and numbers.size and (numbers.min() < first or numbers.max() > last):
        raise Undecodable("a moment is none that a calendar or a clock knows")
    series = polars.Series(name, numbers)
    if series.dtype != dtype:
        series = series.cast(dtype, strict=True)
    for mask in masks:
        series = polars.select(polars.when(~polars.Series(mask)).then(series)).to_series().alias(name)
    return series


def _bounds(dtype: Any) -> tuple[int, int] | tuple[None, None]:
    """Return the first and the last moment of a type, as the numbers that they are in memory."""
    kind = type(dtype).__name__
    if kind == "Time":
        return 0, DAY * SECOND["ns"] - 1
    if kind not in ("Date", "Datetime"):
        return None, None
    last = CALENDAR_DAYS * (1 if kind == "Date" else DAY * SECOND[dtype.time_unit])
    return -last, last


def _read_frame(reader: Reader, columns: Any, height: Any) -> Any:
    frame = import_module("polars").DataFrame([_read_series(reader, column) for column in a_list(columns)])
    if frame.width and frame.height != whole(height):
        raise Undecodable("a frame is not as long as it says")
    return instance(frame, import_module("polars").DataFrame)


READINGS: Mapping[str, Reading] = {
    "polars.frame": Reading(_read_frame),
    "polars.series": Reading(_read_series),
}
