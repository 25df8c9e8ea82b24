"""Whatever the code does to a table that was lent, the notebook's own stays as it is."""

import copy
import warnings

import numpy as np
import pandas as pd
import polars as pl
import pytest

from agent_magic.inputs import arrays, lend, tables


def frame():
    df = pd.DataFrame(
        {
            "a": [1, 2, 3],
            "b": [1.5, np.nan, 2.5],
            "s": ["x", "y", None],
            "when": pd.date_range("2024-01-01", periods=3),
            "kind": pd.Categorical(["p", "q", "p"]),
            "cells": [[1, [2]], {"k": [3]}, None],
        },
        index=pd.Index([10, 20, 30], name="id"),
    )
    df.attrs["source"] = {"files": ["one"]}
    return df


def nothing(df):
    assert df.equals(frame())


def unlock_and_write(array):
    array.flags.writeable = True
    array[...] = array[0] if array.dtype.kind == "M" else 0


def set_values(df):
    df["a"].values[:] = 0


def set_frame_values(df):
    df[["a", "b"]].values[:] = 0
    df.values[:] = 0


def unlock_values(df):
    unlock_and_write(df["a"].values)
    unlock_and_write(df["b"].to_numpy())
    unlock_and_write(df["when"].values)


def unlock_index(df):
    unlock_and_write(df.index.values)


def unlock_columns(df):
    unlock_and_write(df.columns.values)


def set_dtype_categories(df):
    df["kind"] = df["kind"].cat.rename_categories({"p": "z"})


RAW = [
    lambda df: df["a"].array.__setitem__(0, 7),
    lambda df: df["kind"].array.__setitem__(0, "q"),
]
CHANGES = [
    nothing,
    set_values,
    set_frame_values,
    unlock_values,
    unlock_index,
    unlock_columns,
    set_dtype_categories,
    lambda df: df.__setitem__("x", 1),
    lambda df: df.drop(columns=["a"], inplace=True),
    lambda df: df.drop(df.index, inplace=True),
    lambda df: df.iloc.__setitem__((0, 0), 99),
    lambda df: df.loc.__setitem__(slice(None), None),
    lambda df: df.at.__setitem__((10, "b"), -1.0),
    lambda df: setattr(df, "columns", list("uvwxyz")),
    lambda df: setattr(df, "index", [0, 1, 2]),
    lambda df: setattr(df.index, "name", "other"),
    lambda df: setattr(df.columns, "name", "other"),
    lambda df: df.attrs.update(more=1),
    lambda df: df.attrs["source"]["files"].append("two"),
    lambda df: df["cells"].iloc[0].append(4),
    lambda df: df["cells"].iloc[0][1].append(4),
    lambda df: df["cells"].iloc[1]["k"].clear(),
    lambda df: df.sort_values("a", ascending=False, inplace=True),
    lambda df: df.fillna(0, inplace=True),
    lambda df: df.rename(columns={"a": "z"}, inplace=True),
    lambda df: df.insert(0, "first", 1),
    lambda df: df.pop("a"),
    lambda df: df.__delitem__("b"),
    *RAW,
    lambda df: np.asarray(df["a"]).sort(),
    lambda df: df["a"].update(pd.Series([5, 5, 5], index=df.index)),
]


def run(change, value):
    """Do what the code does: an error of its own is the code's affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            change(value)
        except (ValueError, TypeError, AttributeError):
            return


def same(one, other):
    assert list(one.columns) == list(other.columns)
    assert (one.index.name, one.columns.name) == (other.index.name, other.columns.name)
    assert one.index.tolist() == other.index.tolist()
    assert list(one.dtypes) == list(other.dtypes)
    assert one.drop(columns="cells").equals(other.drop(columns="cells"))
    assert one["cells"].tolist() == other["cells"].tolist()
    assert one.attrs == other.attrs


@pytest.mark.parametrize("change", CHANGES)
def test_a_frame(change):
    df = frame()
    lent = lend("df", df)
    run(change, lent.value)
    same(df, frame())
    assert not lent.shared


def test_most_changes_do_change_the_copy():
    changed = 0
    for change in CHANGES:
        df = lend("df", frame()).value
        run(change, df)
        try:
            same(df, frame())
        except (AssertionError, KeyError):
            changed += 1
    assert changed >= len(CHANGES) * 0.6


def test_the_copy_is_equal():
    same(lend("df", frame()).value, frame())


def test_a_frame_with_columns_of_the_same_name():
    df = pd.DataFrame([[[1], [2]], [[3], [4]]], columns=["a", "a"])
    lend("df", df).value.iloc[0, 1].append(9)
    assert df.iloc[0, 1] == [2]


def test_a_multi_index():
    index = pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["l", "n"])
    df = pd.DataFrame({"v": range(4)}, index=index)
    lent = lend("df", df).value
    lent.index.names = ["x", "y"]
    run(lambda value: unlock_and_write(value.index.levels[1].values), lent)
    assert list(df.index.names) == ["l", "n"]
    assert df.index.tolist() == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]


def test_a_series_and_an_index():
    series = pd.Series([[1], [2]], name="s", index=pd.Index(["a", "b"], name="i"))
    lent = lend("series", series).value
    lent.iloc[0].append(3)
    lent.index.name = lent.name = "other"
    lent.iloc[1] = None
    assert series.tolist() == [[1], [2]]
    assert (series.name, series.index.name) == ("s", "i")
    index = pd.Index([1, 2, 3], name="i")
    lent = lend("index", index).value
    lent.name = "other"
    run(lambda value: unlock_and_write(value.values), lent)
    assert (index.tolist(), index.name) == ([1, 2, 3], "i")


def lent_note(df):
    lent = lend("df", df)
    assert lent.shared == ("too large to copy at once" in lent.card)
    return lent.shared


def test_a_large_frame_is_copied_lazily_where_pandas_can(monkeypatch):
    monkeypatch.setattr(tables, "EAGER_BYTES", 10)
    df = frame()
    lent = lend("df", df).value
    assert lent_note(df) == (int(pd.__version__.partition(".")[0]) >= 3)
    shares = np.shares_memory(lent["a"].to_numpy(), df["a"].to_numpy())
    assert shares == (int(pd.__version__.partition(".")[0]) >= 3)
    for change in CHANGES:
        if "unlock" not in change.__name__ and change not in RAW:
            run(change, lend("df", df).value)
            same(df, frame())


def test_a_frame_that_is_too_large_is_shared_and_says_so(monkeypatch):
    monkeypatch.setattr(tables, "EAGER_BYTES", 10)
    monkeypatch.setattr(tables, "COPY_BYTES", 10)
    monkeypatch.setattr(tables, "_copies_on_write", lambda: False)
    df = frame()
    lent = lend("df", df)
    assert lent.shared
    assert lent.value is df
    assert "shared with the notebook, not copied (it takes" in lent.card


def test_objects_in_cells_that_cannot_be_copied_are_said_to_be_shared():
    thing = object()
    lent = lend("df", pd.DataFrame({"o": [thing, None]}))
    assert lent.value["o"].iloc[0] is thing
    assert lent.shared
    assert "holds object: shared with the notebook" in lent.card


def test_a_frame_whose_copying_raises_is_shared_in_one_line():
    class Table(pd.DataFrame):
        def copy(self, deep=True):
            raise RuntimeError("secret\nlines")

    df = Table({"a": [1]})
    lent = lend("df", df)
    assert lent.value is df
    assert lent.shared
    assert "(copying it raised RuntimeError)" in lent.card
    assert "secret" not in lent.card


POLARS_CHANGES = [
    lambda df: df.__setitem__((0, "a"), 9),
    lambda df: setattr(df, "columns", ["x", "y"]),
    lambda df: df.drop_in_place("a"),
    lambda df: df.insert_column(0, pl.Series("z", [1, 2])),
    lambda df: df.extend(df.clone()),
    lambda df: df["a"].scatter(0, 9),
    lambda df: unlock_and_write(df["a"].to_numpy()),
    lambda df: df.get_columns()[0].rename("q"),
]


@pytest.mark.parametrize("change", POLARS_CHANGES)
def test_a_polars_frame(change):
    df = pl.DataFrame({"a": [1, 2], "b": [[1], [2]]})
    lent = lend("df", df)
    run(change, lent.value)
    assert df.to_dict(as_series=False) == {"a": [1, 2], "b": [[1], [2]]}
    assert not lent.shared


def test_a_polars_series_and_a_query():
    series = pl.Series("a", [1, 2])
    lend("series", series).value[0] = 5
    assert series.to_list() == [1, 2]
    query = pl.DataFrame({"a": [1]}).lazy()
    assert lend("query", query).value.collect().to_dict(as_series=False) == {"a": [1]}


def test_a_polars_column_of_objects_is_said_to_be_shared():
    assert lend("df", pl.DataFrame({"o": pl.Series([object()], dtype=pl.Object)})).shared


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.__setitem__(slice(None), 0),
        lambda a: a.sort(),
        lambda a: a.resize((1,), refcheck=False),
        lambda a: a.fill(7),
        lambda a: setattr(a, "shape", (1, -1)),
        unlock_and_write,
        lambda a: np.copyto(a, 0),
        lambda a: a.view().__setitem__(0, 0),
        lambda a: np.add(a, 1, out=a),
    ],
)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    "array",
    [
        np.array([3.0, 1.0, 2.0]),
        np.arange(10)[::3],
        np.array(["2024-01-02", "2024-01-01"], dtype="M8[D]"),
        np.array(["b", "a"]),
    ],
)
def test_an_array(array, change, large, monkeypatch):
    if large:
        monkeypatch.setattr(arrays, "EAGER_BYTES", 0)
    before = copy.deepcopy(array)
    lent = lend("array", array)
    run(change, lent.value)
    assert array.shape == before.shape
    assert (array == before).all()
    assert not lent.shared
    assert ("read-only, as it is too large to copy" in lent.card) == large
    assert lent.value.flags.writeable != large


def test_other_arrays():
    objects = np.empty((2, 2), dtype=object)
    objects[:] = [[[1], [2]], [[3], None]]
    lent = lend("objects", np.asfortranarray(objects)).value
    lent[0, 1].append(5)
    lent[1, 0].append(5)
    assert objects.tolist() == [[[1], [2]], [[3], None]]
    masked = np.ma.masked_array([1, 2, 3], mask=[True, False, False])
    lent = lend("masked", masked).value
    lent.mask[:] = True
    lent[1] = 9
    assert masked.tolist() == [None, 2, 3]
    records = np.array([(1, 2.0)], dtype=[("a", int), ("b", float)])
    lend("record", records[0]).value["a"] = 9
    lend("records", records).value["a"] = 9
    assert records.tolist() == [(1, 2.0)]


def test_a_memory_mapped_file_is_not_written(tmp_path):
    np.arange(4).tofile(tmp_path / "numbers")
    mapped = np.memmap(tmp_path / "numbers", dtype=np.int64, mode="r+")
    lend("mapped", mapped).value[:] = 0
    assert mapped.tolist() == [0, 1, 2, 3]


def test_a_sparse_matrix_and_an_image():
    sparse = pytest.importorskip("scipy.sparse")
    matrix = sparse.csr_array(np.eye(3))
    lend("matrix", matrix).value.data[:] = 7
    assert matrix.sum() == 3
    image_module = pytest.importorskip("PIL.Image")
    image = image_module.new("L", (2, 2))
    lend("image", image).value.putpixel((0, 0), 255)
    assert image.getpixel((0, 0)) == 0
