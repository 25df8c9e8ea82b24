"""Whatever the code does to containers that were lent, the notebook's own stay as they are."""

import enum
import threading
import time
from array import array
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType, SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from agent_magic.errors import InputError
from agent_magic.inputs import lend

Point = namedtuple("Point", "x y")


@dataclass
class Basket:
    items: list = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sealed:
    items: list


class Stack(list):
    pass


class Color(enum.Enum):
    RED = 1


def test_nested_containers():
    original = {"a": [1, {"b": [2]}], "t": ([3], 4), "s": {5}, "bytes": bytearray(b"ab")}
    lent = lend("original", original)
    copy = lent.value
    copy["new"] = 1
    copy["a"][1]["b"].append(9)
    copy["t"][0].clear()
    copy["s"].add(6)
    copy["bytes"][0] = 0
    assert original == {"a": [1, {"b": [2]}], "t": ([3], 4), "s": {5}, "bytes": bytearray(b"ab")}
    assert not lent.shared


@pytest.mark.parametrize(
    ("value", "change"),
    [
        (defaultdict(list, a=[1]), lambda v: v["a"].append(2)),
        (Counter("aab"), lambda v: v.update("c")),
        (OrderedDict(a=[1]), lambda v: v["a"].append(2)),
        (deque([[1]], maxlen=3), lambda v: v[0].append(2)),
        (Point([1], 2), lambda v: v.x.append(2)),
        (Basket([[1]]), lambda v: v.items[0].append(2)),
        (Sealed([1]), lambda v: v.items.append(2)),
        (Stack([[1]]), lambda v: v[0].append(2)),
        (SimpleNamespace(a=[1]), lambda v: v.a.append(2)),
        (UserDict(a=[1]), lambda v: v["a"].append(2)),
        (UserList([1]), lambda v: v.append(2)),
        (ChainMap({"a": 1}, {"b": [1]}), lambda v: v["b"].append(2)),
        (array("i", [1, 2]), lambda v: v.append(3)),
        (MappingProxyType({"a": [1]}), lambda v: v["a"].append(2)),
        ([np.zeros(2)], lambda v: v[0].fill(1)),
    ],
    ids=lambda v: type(v).__name__,
)
def test_the_types_stay_and_the_originals_too(value, change):
    before = repr(value)
    lent = lend("value", value)
    assert type(lent.value) is type(value)
    assert repr(lent.value) == before
    change(lent.value)
    assert repr(value) == before
    assert repr(lent.value) != before
    assert not lent.shared


def test_what_makes_a_container_special_is_kept():
    made = defaultdict(list)
    assert lend("made", made).value["new"] == []
    assert lend("bounded", deque([1], maxlen=2)).value.maxlen == 2
    order = OrderedDict(a=1, b=2)
    order.move_to_end("a")
    assert list(lend("order", order).value) == ["b", "a"]
    stack = Stack([1])
    stack.notes = ["n"]
    lent = lend("stack", stack).value
    lent.notes.append("m")
    assert stack.notes == ["n"]
    assert lent.notes == ["n", "m"]


def test_a_bunch_of_scikit_learn():
    from sklearn.datasets import load_iris

    iris = load_iris(as_frame=True)
    lent = lend("iris", iris)
    lent.value.frame["target"] = 0
    lent.value.data.iloc[0, 0] = -1
    assert iris.frame["target"].nunique() == 3
    assert iris.data.iloc[0, 0] == 5.1
    assert type(lent.value) is type(iris)
    assert not lent.shared


def test_cycles_and_parts_that_appear_twice():
    shared = [1]
    original = {"one": shared, "two": shared}
    original["self"] = original
    copy = lend("original", original).value
    assert copy["self"] is copy
    assert copy["one"] is copy["two"]
    assert copy["one"] is not shared
    looped = ([],)
    looped[0].append(looped)
    copy = lend("looped", looped).value
    assert copy[0][0] is copy
    assert copy is not looped


def test_a_frame_that_appears_twice_is_copied_once():
    df = pd.DataFrame({"a": [1]})
    copy = lend("pair", [df, df]).value
    assert copy[0] is copy[1]
    assert copy[0] is not df


@pytest.mark.parametrize(
    "value",
    [
        *(
            1,
            1.5,
            True,
            None,
            "text",
            b"bytes",
            date(2024, 1, 1),
            datetime(2024, 1, 1),
            Decimal("1.5"),
            range(3),
        ),
        *(Color.RED, np.float64(1), pd.Timestamp("2024"), pd.NaT, pd.NA),
        *(frozenset((1, "a")), (1, ("a", None))),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_change_is_lent_as_it_is(value):
    lent = lend("value", value)
    assert lent.value is value
    assert not lent.shared


@pytest.mark.parametrize(
    "value",
    [object(), len, lambda: 1, threading.Lock(), iter([1]), int, Color, open, (x for x in ())],
    ids=lambda value: type(value).__name__,
)
def test_anything_else_is_shared_and_said_to_be(value):
    lent = lend("value", value)
    assert lent.value is value
    assert lent.shared
    assert "shared with the notebook, not copied: changes would be seen there" in lent.card


def test_a_part_that_is_shared_is_named():
    lent = lend("config", {"lock": threading.Lock(), "items": [1]})
    assert lent.shared
    assert "holds _thread.lock: shared with the notebook, not copied; changes would be seen there" in lent.card
    assert lent.value["items"] == [1]


def test_a_container_that_is_too_large_is_shared_quickly():
    huge = [[i] for i in range(1_500_000)]
    start = time.perf_counter()
    lent = lend("huge", huge)
    assert time.perf_counter() - start < 5
    assert lent.shared
    assert lent.value is huge
    assert "(it holds more than 1,000,000 elements)" in lent.card


def test_a_long_list_of_plain_elements_is_still_copied():
    numbers = list(range(3_000_000))
    lent = lend("numbers", numbers)
    assert not lent.shared
    assert lent.value is not numbers


def test_very_deep_nesting_is_shared_and_not_a_traceback():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    lent = lend("deep", deep)
    assert lent.shared
    assert "nested too deeply" in lent.card
    while deep:
        deep = deep.pop()


def test_a_key_that_raises_is_shared_in_one_line():
    class Key:
        armed = False

        def __hash__(self):
            if Key.armed:
                raise RuntimeError("no")
            return 1

    table = {Key(): 1}
    Key.armed = True
    lent = lend("table", table)
    assert lent.shared
    assert "(copying it raised RuntimeError)" in lent.card


@pytest.mark.parametrize("name", ["", "a b", "class", "__builtins__", "a.b", "1a", "x\n"])
def test_a_name_that_is_none(name):
    with pytest.raises(InputError, match="cannot be the name of an input"):
        lend(name, 1)


def test_modules_and_negative_samples():
    with pytest.raises(InputError, match="`np` is a module and cannot be lent: allow the code to import it"):
        lend("np", np)
    with pytest.raises(InputError, match="samples must be 0 or more, not -1"):
        lend("x", 1, samples=-1)
