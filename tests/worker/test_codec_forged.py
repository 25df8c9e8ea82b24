"""What a hostile side may send: it is read as a value or refused in a line, and runs nothing."""

from __future__ import annotations

import base64
import json
import pickle
import random
import sys
import tracemalloc
from pathlib import Path
from time import thread_time
from typing import Any

import numpy as np
import pandas as pd
import pytest

from agent_magic.worker.codec import Undecodable, containers, decode, encode

ONES = bytearray(b"\1" * 800)


@pytest.mark.parametrize(
    "tree",
    [
        {"a": 1},
        [],
        [1],
        ["no such tag"],
        ["list"],
        ["list", "x"],
        ["list", []],
        ["list", ["*", 1], 2],
        ["list", ["no such kind"]],
        ["list", ["numbers", "O", 0]],
        ["list", ["numbers", "q", ""], 7],
        ["list", ["numbers", "q", "AAAA"]],
        ["list", ["picked", ["*", "a"], "B", 0]],
        ["list", ["patched", ["*", 1], 0, ["*"]]],
        ["list", ["nothing", 10**12]],
        ["list", ["nothing", -1]],
        ["list", ["rows", "dict", 10**12, ["*", "a"], [["nothing", 10**12]]]],
        ["list", ["rows", "dict", 2, ["*", "a", "a"], [["*", 1, 2], ["*", 1, 2]]]],
        ["list", ["rows", "tuple", 2, ["*"], [["*", 1]]]],
        ["list", ["*", ["bytes", 0], ["bytes", 0]]],
        ["bytes", 1],
        ["bytes", -1],
        ["bytes", True],
        ["bytes", "not base64"],
        ["dict", ["*", ["list", ["*"]]], ["*", 1]],
        ["dict", ["*", 1], ["*"]],
        ["dict", ["*", 1, 1], ["*", 1, 2]],
        ["same", 0],
        ["again", 0, ["list", ["*"]], 1],
        ["set", ["*", ["tuple", ["*", ["same", 0]]]]],
        ["defaultdict", ["*"], ["*"], "eval"],
        ["int", "zz"],
        ["int", 5],
        ["float", "00"],
        ["ZoneInfo", "../../etc/passwd"],
        ["ZoneInfo", "os"],
        ["timezone", ["timedelta", 400, 0, 0]],
        ["datetime", 2020, 13, 1, 0, 0, 0, 0, 0, None],
        ["path", "Path.cwd", "x"],
        ["Fraction", 1, 0],
        ["Decimal", "x"],
        ["pickle", "gASVAAAA", []],
        ["numpy.array", "<f8", [101], False, 0],
        ["numpy.array", "<f8", [-100], False, 0],
        ["numpy.array", "<f8", [-10, -10], False, 0],
        ["numpy.array", "|O", [100], False, 0],
        ["numpy.array", "O", [100], False, 0],
        ["numpy.array", "<f8,<f8", [50], False, 0],
        ["numpy.array", "|V0", [10**12], False, ""],
        ["numpy.array", ["each", "|O", [2]], [50], False, 0],
        ["numpy.array", ["fields", ["a"], ["<f8"], [10**6], [None], 8, False], [100], False, 0],
        ["numpy.array", "<U4", [1], False, base64.b64encode(b"\xff" * 16).decode()],
        ["numpy.array", "|b1", [4], False, base64.b64encode(b"\2" * 4).decode()],
        ["numpy.objects", [2], ["*", 1]],
        ["numpy.strings", True, [], [1], ["*", ["list", ["*"]]]],
        ["numpy.scalar", ["numpy.array", "<f8", [100], False, 0]],
        ["image", "RGB", 10**6, 10**6, 0, None, ["dict", ["*"], ["*"]]],
        ["image", "no such mode", 1, 1, 0, None, ["dict", ["*"], ["*"]]],
        ["sparse", "csr_array", [10, 10], [["numpy.array", "<f8", [100], False, 0]]],
        ["pandas.index", ["*", None], ["numpy.array", "<f8", [100], False, 0], "D"],
        ["pandas.index", ["*", None, 1], ["numpy.array", "<f8", [100], False, 0], None],
        ["pandas.range", ["*", None], 0, 2**70, 1],
        ["pandas.values", ["pandas.periods", "no such period", ["numpy.array", "<i8", [100], False, 0]]],
        ["pandas.Timestamp", 2**70, "ns", None, 0],
        ["pandas.Period", 1, "__import__"],
        ["arrow.array", "no such type", [0, [], []]],
        ["arrow.array", "int64", [10**9, [None, 0], []]],
        ["arrow.array", "int64", [10**9, [0, None], []]],
        ["arrow.array", "string", [99, [None, 0, ""], []]],
        ["polars.series", ["a", "Int64", [], ["numpy.objects", [1], ["*", 1]]]],
        ["polars.series", ["a", "Time", [], ["numpy.array", "<i8", [100], False, 0]]],
        ["polars.series", ["a", ["List", "Int64"], None, ["*", ["list", ["*", "x"]]]]],
        ["polars.series", ["a", ["Array", "Int8", 10**12], None, ["*", None]]],
    ],
    ids=lambda tree: json.dumps(tree)[:60],
)
def test_a_forged_tree_is_refused_in_one_line(tree: Any) -> None:
    with pytest.raises(Undecodable) as raised:
        decode(tree, [ONES], pickles=False)
    assert str(raised.value).strip()
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 300


class Leaves:
    """A value whose pickle leaves a mark where it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return Path.touch, (self.mark,)


def test_a_forged_pickle_leaves_no_mark(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    data = pickle.dumps(Leaves(mark))
    for tree in (["pickle", 0, []], ["list", ["*", ["pickle", base64.b64encode(data).decode(), []]]]):
        with pytest.raises(Undecodable, match="a pickle came where none is accepted"):
            decode(tree, [data], pickles=False)
    for tag in ("numpy.objects", "numpy.array", "pandas.values", "bytes"):
        with pytest.raises(Undecodable):
            decode([tag, "O", [1], False, 0], [data], pickles=False)
    assert not mark.exists()
    decode(["pickle", 0, []], [data], pickles=True)
    assert mark.exists()


def test_a_deep_tree_is_refused() -> None:
    for wrap in (lambda inner: ["list", ["*", inner]], lambda inner: ["again", 0, inner]):
        tree: Any = 1
        for _ in range(5000):
            tree = wrap(tree)
        with pytest.raises(Undecodable, match="deep"):
            decode(tree, [], pickles=False)
    items: Any = ["*"]
    for _ in range(5000):
        items = ["patched", items, "", ["*"]]
    with pytest.raises(Undecodable, match="deep"):
        decode(["list", items], [], pickles=False)


@pytest.mark.slow
def test_keys_that_hash_alike_do_not_take_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "PATIENCE_SECONDS", 0.2)
    modulus = sys.hash_info.modulus
    keys = ["*", *[["int", f"{i * modulus:x}"] for i in range(1, 100_000)]]
    for tree in (["set", keys], ["dict", keys, ["nothing", 99_999]], ["pandas.labels", ["*", None], keys]):
        start = thread_time()
        with pytest.raises(Undecodable, match="hash alike"):
            decode(tree, [], pickles=False)
        assert thread_time() - start < 2


def test_what_is_made_stays_in_proportion_to_what_came() -> None:
    buffer = bytearray(1_000_000)
    tree = ["list", ["*", *[["bytes", 0]] * 1000]]
    tracemalloc.start()
    with pytest.raises(Undecodable, match="used twice"):
        decode(tree, [buffer], pickles=False)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


SPECIMENS: list[Any] = [
    list(range(60)),
    [None, "a"] * 40,
    [{"a": i, "b": [str(i)]} for i in range(40)],
    {"a": [1, 2.5, b"x", {1}], (1, 2): frozenset([3])},
    np.arange(12.0).reshape(3, 4),
    np.zeros(2, dtype=[("a", "i4"), ("b", "f8", (2,)), ("c", "U3"), ("d", "?")]),
    np.ma.MaskedArray([1, 2], mask=[0, 1]),
    np.array([1, "a", None], dtype=object),
    pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.Categorical(["u", "v"])}),
    pd.DataFrame({"a": pd.array([1, None]), "t": pd.date_range("2020", periods=2, tz="Europe/Berlin")}),
    pd.DataFrame([[1, 2.0]], columns=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
    pd.Series(pd.arrays.SparseArray([0, 0, 1]), index=pd.period_range("2020", periods=3, freq="M")),
    pd.Series([1, 2], index=pd.interval_range(0, periods=2)),
    pd.date_range("2020", periods=4, freq="MS"),
]
PIECES = [
    *(-1, 0, 1, 3, 255, 2**31, 2**62, 2**70, 1.5, None, True, "", "a", "<f8", "|b1", "<U3", "|O", "D", "AAAA"),
    *([], ["*"], ["same", 0], ["again", 0, ["list", ["*"]]], {"a": 1}, [["*", 1]], ["list", ["*", 1, 2]]),
    *("numpy.array", "pandas.frame", ["pickle", "", []], ["tuple", ["*", ["same", 0]]]),
]


def mutated(tree: Any, dice: random.Random) -> Any:
    """Return `tree` with some of its parts replaced, doubled, left out or altered."""
    for _ in range(dice.choice([1, 1, 2, 3])):
        lists = [tree]
        for each in lists:
            lists += [part for part in each if type(part) is list]
        chosen = dice.choice([each for each in lists if each] or [tree])
        if not chosen:
            continue
        place = dice.randrange(len(chosen))
        way = dice.randrange(5)
        if way == 0:
            del chosen[place]
        elif way == 1:
            chosen.insert(place, json.loads(json.dumps(chosen[place])))
        elif way == 2 and type(chosen[place]) is int:
            chosen[place] += dice.choice([-1, 1, 8, -8])
        elif way == 3 and type(chosen[place]) is str and len(chosen[place]) > 3:
            letters = list(chosen[place])
            letters[dice.randrange(len(letters))] = dice.choice("AQg/+w")
            chosen[place] = "".join(letters)
        else:
            chosen[place] = json.loads(json.dumps(dice.choice(PIECES)))
    return tree


def outcomes(rounds: int, seed: int) -> tuple[int, int]:
    """Return how many of so many mutated trees were read and how many were refused in one line."""
    dice = random.Random(seed)
    encoded = [(json.dumps(each.tree), each.buffers) for each in (encode(value, pickles=False) for value in SPECIMENS)]
    read = refused = 0
    for _ in range(rounds):
        tree, buffers = dice.choice(encoded)
        try:
            decode(mutated(json.loads(tree), dice), [bytearray(buffer) for buffer in buffers], pickles=False)
        except Undecodable as error:
            refused += "\n" not in str(error)
        else:
            read += 1
    return read, refused


@pytest.mark.filterwarnings("ignore")  # the libraries warn of what they are given
def test_only_a_value_or_undecodable_comes_of_a_mutated_tree() -> None:
    read, refused = outcomes(2000, seed=1)
    assert read > 100
    assert read + refused == 2000


@pytest.mark.nightly
@pytest.mark.filterwarnings("ignore")
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(2, 6))
def test_the_same_of_many(seed: int) -> None:
    read, refused = outcomes(50_000, seed)
    assert read > 2000
    assert read + refused == 50_000
