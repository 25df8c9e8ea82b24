"""Pandas' frames, series, indexes and single values come back with every type, index and gap."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_magic.worker.codec import Unsendable, decode, encode
from tests.worker.codec_round_trip import travelled

ROWS = 60


def assert_same(one: Any, other: Any) -> None:
    """Compare two values of pandas' exactly, their dtypes and what is told of them too."""
    assert type(one) is type(other)
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, check_exact=True, check_freq=True)
        assert list(one.dtypes) == list(other.dtypes)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other, check_exact=True)
        assert one.dtype == other.dtype
    elif isinstance(one, pd.Index):
        pd.testing.assert_index_equal(one, other, exact=True, check_exact=True)
        assert (one.dtype, one.names) == (other.dtype, other.names)
        assert getattr(one, "freq", None) == getattr(other, "freq", None)
    elif isinstance(one, pd.api.extensions.ExtensionArray):
        pd.testing.assert_extension_array_equal(one, other)
        assert one.dtype == other.dtype
    else:
        assert repr(one) == repr(other)
    if isinstance(one, (pd.DataFrame, pd.Series)):
        assert one.attrs == other.attrs
        assert one.flags == other.flags


def columns() -> dict[str, Any]:
    """Return a column of each kind that pandas alone has."""
    numbers = np.arange(ROWS)
    thirds = ["a", None, "ü"] * (ROWS // 3)
    return {
        "float": numbers / 7,
        "float32": numbers.astype("f4"),
        "int": numbers,
        "uint8": numbers.astype("u1"),
        "bool": numbers % 2 == 0,
        "complex": numbers * 1j,
        "text": [f"x{i}" for i in range(ROWS)],
        "text with gaps": thirds,
        "objects": pd.Series([1, "a", None, (1, 2)] * (ROWS // 4), dtype=object),
        "texts as objects": pd.Series([f"{i}" for i in range(ROWS)], dtype=object),
        "text and nan": pd.Series([np.nan, "a"] * (ROWS // 2), dtype=object),
        "moments": pd.date_range("2020", periods=ROWS),
        "seconds": pd.date_range("2020", periods=ROWS, unit="s"),
        "zoned": pd.date_range("2020-10-24 20:00", periods=ROWS, freq="h", tz="Europe/Berlin"),
        "zoned too": pd.date_range("2020", periods=ROWS, tz="Europe/Berlin"),
        "utc": pd.date_range("2020", periods=ROWS, tz="UTC"),
        "offset": pd.date_range("2020", periods=ROWS, tz=datetime.timezone(datetime.timedelta(hours=2))),
        "gaps in time": pd.Series([pd.Timestamp("2020"), pd.NaT] * (ROWS // 2)),
        "durations": pd.to_timedelta(numbers, unit="h"),
        "quarters": pd.period_range("2020", periods=ROWS, freq="Q-FEB"),
        "intervals": pd.interval_range(0, periods=ROWS),
        "intervals in time": pd.interval_range(pd.Timestamp("2020", tz="UTC"), periods=ROWS, closed="both"),
        "categories": pd.Categorical(["a", "b", None] * (ROWS // 3), categories=["b", "a", "z"], ordered=True),
        "categories of int": pd.Categorical([1, 2, 3] * (ROWS // 3)),
        "Int32": pd.array([1, None, 3] * (ROWS // 3), dtype="Int32"),
        "Float32": pd.array([1.5, None, 3] * (ROWS // 3), dtype="Float32"),
        "boolean": pd.array([True, None, False] * (ROWS // 3), dtype="boolean"),
        "string": pd.array(thirds, dtype="string"),
        "string in python": pd.array(thirds, dtype=pd.StringDtype("python")),
        "sparse": pd.arrays.SparseArray([0, 0, 1] * (ROWS // 3)),
        "sparse blocks": pd.arrays.SparseArray([np.nan, 0, 1] * (ROWS // 3), kind="block"),
    }


def wide() -> pd.DataFrame:
    frame = pd.DataFrame(columns())
    frame.attrs = {"source": ["a", {"b": 1}]}
    return frame


@pytest.mark.parametrize("name", columns())
def test_each_kind_of_column_survives_in_every_role(name: str) -> None:
    series = pd.Series(columns()[name], name=name)
    for value in (series, series.to_frame(), series.iloc[1::2], series.array, pd.Index(series)):
        assert_same(travelled(value), value)


@pytest.mark.parametrize("writable", [True, False])
def test_a_frame_of_all_kinds_survives(writable: bool) -> None:
    frame = wide()
    for value in (frame, frame[::2], frame.iloc[5:20], frame.set_index(["int", "text"]), frame.iloc[:0]):
        assert_same(travelled(value, writable=writable), value)


INDEXES = [
    pd.RangeIndex(1, 9, 2, name="x"),
    pd.MultiIndex.from_tuples([(1, "a"), (2, None)], names=["x", None]),
    pd.MultiIndex.from_product([pd.date_range("2020", periods=2, tz="UTC"), pd.Categorical(["a", "b"])]),
    pd.Index([("a", 1), ("b", 2)], tupleize_cols=False),
    pd.Index([1, "a", None, (1, 2)], dtype=object, name=("n", 1)),
    pd.Index([], dtype=object),
    *(pd.date_range("2020", periods=4, freq=freq) for freq in ("D", "MS", "2h", "B", "W-TUE", "min", "3QS-FEB")),
    pd.date_range("2020", periods=4, freq="h", tz="Europe/Berlin"),
    pd.timedelta_range("1h", periods=3, freq="-90min"),
    pd.period_range("2020", periods=3, freq="W-TUE"),
    pd.CategoricalIndex(["a", "b", "a"], ordered=True, name="c"),
    pd.IntervalIndex.from_breaks([0.0, 1.5, 2.0], closed="left"),
    pd.Index([1, None], dtype="Int64"),
]


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: type(index).__name__)
def test_each_kind_of_index_survives_on_every_side(index: pd.Index) -> None:
    frame = pd.DataFrame(np.arange(len(index) * 2.0).reshape(-1, 2), index=index)
    for value in (index, frame, frame.T, frame[0]):
        assert_same(travelled(value), value)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame(index=[1, 2]),
        pd.DataFrame(columns=["a", "a"]),
        pd.DataFrame([[1, "x", 2]], columns=["a", "a", 3]),
        pd.DataFrame([[1, 2.5]], columns=[None, (2, 3)]),
        pd.DataFrame({"a": [1]}).set_flags(allows_duplicate_labels=False),
        pd.DataFrame({"o": pd.Series([[1, [2]], {"a": {1}}, pd.NA, pd.NaT, pd.Timestamp("2020")], dtype=object)}),
    ],
)
def test_odd_frames_survive(frame: pd.DataFrame) -> None:
    assert_same(travelled(frame), frame)


SCALARS = [
    pd.Timestamp("2020-01-01", tz="Europe/Berlin"),
    pd.Timestamp("2020-10-25 00:30", tz="UTC").tz_convert("Europe/Berlin"),
    pd.Timestamp("2020-10-25 01:30", tz="UTC").tz_convert("Europe/Berlin"),
    pd.Timestamp(year=2020, month=10, day=25, hour=2, minute=30, fold=1),
    pd.Timestamp("9999-01-01").as_unit("s"),
    pd.Timedelta("1h").as_unit("ms"),
    pd.Period("2020", "W-TUE"),
    pd.Interval(1, 2, closed="both"),
    pd.Interval(pd.Timestamp("2020"), pd.Timestamp("2021")),
    pd.NaT,
    pd.NA,
]


@pytest.mark.parametrize("scalar", SCALARS, ids=repr)
def test_a_single_value_survives(scalar: Any) -> None:
    back = travelled(scalar)
    assert_same(back, scalar)
    assert getattr(back, "unit", None) == getattr(scalar, "unit", None)
    assert getattr(back, "fold", None) == getattr(scalar, "fold", None)


def test_zones_of_pytz_stay_zones_of_pytz() -> None:
    pytz = pytest.importorskip("pytz")
    berlin = pytz.timezone("Europe/Berlin")
    for moment in (berlin.localize(datetime.datetime(2020, 7, 1)), berlin.localize(datetime.datetime(2020, 1, 1))):
        back = travelled([moment, pd.Timestamp(moment)])
        assert [type(value) for value in back] == [datetime.datetime, pd.Timestamp]
        assert [repr(value.tzinfo) for value in back] == [repr(moment.tzinfo)] * 2
    hours = pd.date_range("2020-10-24 20:00", periods=9, freq="h", tz=berlin)
    assert_same(travelled(pd.Series(hours)), pd.Series(hours))
    assert travelled(hours).tz is berlin


def test_what_is_one_object_stays_one() -> None:
    frame = wide()
    back = travelled({"a": frame, "b": [frame, frame.index]})
    assert back["a"] is back["b"][0]
    assert back["b"][1].equals(frame.index)


def test_floats_are_copied_neither_here_nor_there() -> None:
    frame = pd.DataFrame(np.arange(100_000.0).reshape(1000, 100))
    encoded = encode(frame, pickles=False)
    assert [np.shares_memory(np.frombuffer(buffer, "u1"), frame.to_numpy()) for buffer in encoded.buffers] == [True]
    received = bytearray(encoded.buffers[0])
    back = decode(encoded.tree, [received], pickles=False)
    if int(pd.__version__.partition(".")[0]) >= 3:
        assert np.shares_memory(back.to_numpy(), np.frombuffer(received, "u1"))
    back.iloc[0, 0] = -1.0
    assert back.iloc[0, 0] == -1.0
    assert frame.iloc[0, 0] == 0.0


class Mine(pd.DataFrame):
    """A frame of the user's own."""


def test_what_has_no_name_is_refused_in_a_line() -> None:
    days = pd.date_range("2020", periods=3, freq=pd.offsets.CustomBusinessDay(holidays=["2020-01-02"]))
    with pytest.raises(Unsendable, match="set its freq to None"):
        encode(days, pickles=False)
    with pytest.raises(Unsendable, match="Mine cannot be sent"):
        encode(Mine({"a": [1]}), pickles=False)
    with pytest.raises(Unsendable, match="a generator cannot be sent"):
        encode(pd.Series([(i for i in ())], dtype=object), pickles=False)


CELLS = {
    "int64": st.integers(-(2**63), 2**63 - 1),
    "float64": st.floats(),
    "bool": st.booleans(),
    "str": st.none() | st.text(max_size=5),
    "object": st.none() | st.text(max_size=5) | st.integers() | st.lists(st.integers(), max_size=2),
    "Int64": st.none() | st.integers(-(2**63), 2**63 - 1),
    "boolean": st.none() | st.booleans(),
    "category": st.none() | st.sampled_from("abc"),
    "datetime64[ns]": st.none() | st.datetimes(datetime.datetime(1700, 1, 1), datetime.datetime(2200, 1, 1)),
    "datetime64[us, Europe/Berlin]": st.none()
    | st.datetimes(datetime.datetime(1900, 1, 1)).filter(
        lambda moment: moment.year < 9000 and moment.hour > 4  # no hour that a clock skips
    ),
    "timedelta64[s]": st.none() | st.integers(-(10**9), 10**9).map(lambda seconds: pd.Timedelta(seconds, "s")),
}
LABELS = st.text(max_size=3) | st.integers(-5, 5) | st.none() | st.tuples(st.integers(0, 3), st.text(max_size=2))


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """Draw a frame of random dtypes, labels and values, cut and sorted at random."""
    rows = draw(st.integers(0, 6)) * draw(st.sampled_from([1, 10]))
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), max_size=5))
    drawn = [draw(st.lists(CELLS[kind], min_size=rows, max_size=rows)) for kind in kinds]
    data = {i: pd.Series(cells, dtype=kind) for i, (kind, cells) in enumerate(zip(kinds, drawn, strict=True))}
    frame = pd.DataFrame(data, index=pd.RangeIndex(rows))
    labels = draw(st.lists(LABELS, min_size=len(kinds), max_size=len(kinds)))
    frame.columns = pd.Index(labels, dtype=object, tupleize_cols=draw(st.booleans()))
    if draw(st.booleans()):
        frame.index = pd.Index(draw(st.lists(LABELS, min_size=rows, max_size=rows)))
        frame.index.names = [draw(st.none() | st.text()) for _ in frame.index.names]
    return frame.iloc[:: draw(st.sampled_from([1, 2, -1]))]


@settings(deadline=None, max_examples=60)
@given(frames())
def test_any_frame_comes_back_the_same(frame: pd.DataFrame) -> None:
    assert_same(travelled(frame), frame)
