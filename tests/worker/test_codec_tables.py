"""Arrow's tables and polars' frames, and the columns of pandas that lie in Arrow's memory."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from agent_magic.worker.codec import Unsendable, encode
from tests.worker.codec_round_trip import travelled

pa = pytest.importorskip("pyarrow")
pl = pytest.importorskip("polars")

ROWS = 50
MOMENT = datetime.datetime(2020, 1, 1, 12)
ARROW = {
    "ints": pa.array([1, None], pa.int16()),
    "floats": pa.array([1.5, None]),
    "truth": pa.array([True, None]),
    "text": pa.array(["ü", None]),
    "large text": pa.array(["ü", None], pa.large_string()),
    "bytes": pa.array([b"x", None]),
    "fixed bytes": pa.array([b"xy", None], pa.binary(2)),
    "nothing": pa.nulls(2),
    "days": pa.array([MOMENT.date(), None]),
    "moments": pa.array([MOMENT, None], pa.timestamp("ms", "Europe/Berlin")),
    "times": pa.array([datetime.time(1, 2), None], pa.time64("ns")),
    "durations": pa.array([datetime.timedelta(1), None], pa.duration("us")),
    "decimals": pa.array([decimal.Decimal("1.50"), None], pa.decimal128(10, 2)),
    "lists": pa.array([[1, None], None]),
    "pairs": pa.array([[1, 2], None], pa.list_(pa.int8(), 2)),
    "structs": pa.array([{"a": 1, "b": ["x"]}, None]),
    "codes": pa.array(["a", None]).dictionary_encode(),
}


@pytest.mark.parametrize("name", ARROW)
def test_each_type_of_arrow_survives_alone_in_chunks_and_in_pandas(name: str) -> None:
    array = ARROW[name]
    assert travelled(array).equals(array)
    assert travelled(array[1:]).equals(array[1:])
    chunks = pa.chunked_array([array, array])
    assert travelled(chunks).equals(chunks)
    series = pd.Series(pd.array(chunks, dtype=pd.ArrowDtype(array.type)), name=name)
    back = travelled(series)
    assert back.dtype == series.dtype
    assert pa.chunked_array(back.array._pa_array.chunks, array.type).equals(chunks)


def test_a_table_keeps_its_schema_and_what_is_told_of_it() -> None:
    fields = [pa.field(name, array.type, metadata={"unit": "m"}) for name, array in ARROW.items()]
    table = pa.table(list(ARROW.values()), schema=pa.schema(fields, metadata={b"\xff": b"told"}))
    assert travelled(table).equals(table, check_metadata=True)
    assert travelled(table.slice(0, 0)).schema.equals(table.schema, check_metadata=True)


def test_a_slice_sends_no_more_than_it_shows() -> None:
    table = pa.table({"secret": [f"row {i:06}" for i in range(10_000)]})
    encoded = encode(table.slice(5000, 100), pickles=False)
    assert sum(buffer.nbytes for buffer in encoded.buffers) < 2000
    head = encode(table.slice(0, 100), pickles=False)
    assert b"row 000100" not in b"".join(head.buffers)


@pytest.mark.parametrize("storage", ["pyarrow", "python"])
@pytest.mark.parametrize("missing", [pd.NA, np.nan])
def test_texts_of_pandas_keep_where_they_are_stored(storage: str, missing: object) -> None:
    dtype = pd.StringDtype(storage, na_value=missing)
    series = pd.Series(["a", None, "ü" * 50] * 20, dtype=dtype)
    back = travelled(series)
    pd.testing.assert_series_equal(back, series)
    assert (back.dtype.storage, back.dtype.na_value is pd.NA) == (storage, missing is pd.NA)


def test_what_arrow_cannot_show_plainly_is_refused() -> None:
    with pytest.raises(Unsendable, match="cast it to a plainer type"):
        encode(pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())), pickles=False)


def series_of_polars() -> dict[str, Any]:
    half = ROWS // 2
    return {
        "ints": pl.Series([1, None] * half),
        "bytes": pl.Series(range(ROWS), dtype=pl.UInt8),
        "huge": pl.Series([2**100, None] * half, dtype=pl.Int128),
        "floats": pl.Series([1.5, None, float("nan"), 0.0, 1.0] * (ROWS // 5)),
        "truth": pl.Series([True, None] * half),
        "text": pl.Series(["ü", None] * half),
        "binary": pl.Series([b"x", None] * half),
        "nothing": pl.Series([None] * ROWS),
        "days": pl.Series([MOMENT.date(), None] * half),
        "times": pl.Series([datetime.time(1, 2, 3), None] * half),
        "moments": pl.Series([MOMENT, None] * half, dtype=pl.Datetime("ns")),
        "zoned": pl.Series([MOMENT, None] * half).dt.replace_time_zone("Europe/Berlin"),
        "durations": pl.Series([datetime.timedelta(1), None] * half),
        "categories": pl.Series(["b", "a"] * half, dtype=pl.Categorical),
        "enums": pl.Series(["b", None] * half, dtype=pl.Enum(["a", "b"])),
        "decimals": pl.Series([decimal.Decimal("1.50"), None] * half),
        "lists": pl.Series([[1, None], None] * half),
        "structs": pl.Series([{"a": 1, "b": ["x"]}, {"a": None, "b": None}] * half),
        "grid": pl.Series([[1.0, 2.0]] * ROWS, dtype=pl.Array(pl.Float32, 2)),
    }


@pytest.mark.parametrize("name", series_of_polars())
def test_each_type_of_polars_survives(name: str) -> None:
    series = series_of_polars()[name].alias(name)
    for value in (series, series[1::3], series[:0]):
        back = travelled(value)
        assert (back.dtype, back.name) == (value.dtype, name)
        assert back.equals(value, null_equal=True) or name == "floats"
        assert repr(back.to_list()) == repr(value.to_list())


def test_a_frame_of_polars_survives() -> None:
    frame = pl.DataFrame(series_of_polars())
    back = travelled(frame)
    assert back.schema == frame.schema
    assert back.drop("floats").equals(frame.drop("floats"))
    assert travelled(pl.DataFrame()).shape == (0, 0)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (pl.DataFrame({"a": [1]}).lazy(), r"collect\(\) it first"),
        (pl.Series([[1], None], dtype=pl.Array(pl.Int8, 1)), "cast it to a List"),
        (pl.Series([[MOMENT]], dtype=pl.List(pl.Datetime("ns"))), "moments to the nanosecond inside a list"),
    ],
)
def test_what_polars_cannot_send_says_what_to_do(value: object, line: str) -> None:
    with pytest.raises(Unsendable, match=line):
        encode(value, pickles=False)
