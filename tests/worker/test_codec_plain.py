"""Plain values go to another process and come back with their types."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import pathlib
import uuid
import zoneinfo
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_magic.worker.codec import Undecodable, Unsendable, decode, encode
from tests.worker.codec_round_trip import alike, travelled

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
SURROGATES = st.text(st.sampled_from("ab\0\x1f\ud800\udc00é😀"))
ZONES = st.none() | st.just(BERLIN) | st.just(datetime.UTC) | st.just(datetime.timezone(datetime.timedelta(hours=1)))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=2**62, max_value=2**200),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    SURROGATES,
    st.binary(max_size=2000),
    st.dates(),
    st.times(timezones=st.none() | st.just(datetime.UTC)),
    st.datetimes(timezones=ZONES),
    st.timedeltas(),
    st.decimals(allow_nan=False),
    st.fractions(),
    st.uuids(),
    st.just(...),
)
HASHABLE = SCALARS | st.tuples(SCALARS, SCALARS) | st.frozensets(st.integers() | st.text(), max_size=4)


@st.composite
def plain(draw: st.DrawFn, levels: int = 3) -> Any:
    """Draw a scalar or a container of them, some levels deep."""
    kind = draw(st.sampled_from(["scalar", "list", "tuple", "dict", "deque", "set"])) if levels else "scalar"
    if kind == "scalar":
        return draw(SCALARS)
    if kind == "set":
        return draw(st.sets(HASHABLE, max_size=5))
    parts = [draw(plain(levels - 1)) for _ in range(draw(st.integers(0, 4)))]
    if kind == "dict":
        return dict(zip(draw(st.lists(HASHABLE, min_size=4, max_size=4)), parts, strict=False))
    return {"list": list, "tuple": tuple, "deque": collections.deque}[kind](parts)


@settings(deadline=None, max_examples=100)
@given(plain())
def test_any_plain_value_comes_back_the_same(value: Any) -> None:
    assert alike(travelled(value), value)


@settings(deadline=None, max_examples=100)
@given(
    st.one_of(
        *(
            st.lists(kind, min_size=30, max_size=80)
            for kind in (
                st.integers(min_value=-(2**63), max_value=2**63 - 1),
                st.integers(),
                st.floats(),
                st.booleans(),
                st.text(max_size=5),
                SURROGATES,
                st.binary(max_size=5),
                st.sampled_from("ab"),
                st.none() | st.text(max_size=5),
                st.none() | st.floats() | st.integers(),
                st.tuples(st.integers(), st.text(max_size=3)),
                st.tuples(st.integers(), st.lists(st.none(), max_size=1)),
                st.lists(st.floats(), min_size=2, max_size=2),
                st.fixed_dictionaries({"a": st.integers(), "b": st.none() | st.lists(st.text(), max_size=2)}),
            )
        )
    )
)
def test_a_long_list_of_like_values_comes_back_the_same(values: list[Any]) -> None:
    assert alike(travelled(values), values)


@pytest.mark.parametrize(
    "value",
    [
        -(2**63),
        "é" * 10_000,
        bytearray(b"x" * 5000),
        range(2**70),
        slice(1, None, "step"),
        collections.deque([1, 2], maxlen=2),
        collections.Counter("abracadabra"),
        collections.OrderedDict(b=1, a=2),
        collections.defaultdict(list, a=[1]),
        collections.defaultdict(None, a=1),
        datetime.datetime(2020, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
        datetime.timezone(datetime.timedelta(0), "UTC"),
        datetime.timezone(datetime.timedelta(hours=2), "summer"),
        decimal.Decimal("-sNaN12"),
        decimal.Decimal("1E+999999"),
        fractions.Fraction(1, 3),
        uuid.UUID(int=7),
        pathlib.PurePosixPath("/a/b"),
        pathlib.PureWindowsPath("C:/a"),
        pathlib.Path("a"),
        {1: "int", "1": "str", (1, (2.5, None)): "tuple", frozenset({1}): "frozenset"},
        {"text/html": "<b>x</b>", "application/json": {"a": [1, None]}},
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_kind_comes_back_as_itself(value: Any) -> None:
    back = travelled(value)
    assert type(back) is type(value)
    assert repr(back) == repr(value)


def test_an_integer_may_have_any_number_of_digits() -> None:
    assert travelled([2**20_000, -(2**20_000)]) == [2**20_000, -(2**20_000)]


def test_a_factory_of_defaults_goes_on_working() -> None:
    back = travelled(collections.defaultdict(list))
    back["new"].append(1)
    assert back == {"new": [1]}


def test_what_is_shared_stays_shared() -> None:
    part: list[Any] = [1]
    rows = [{"row": i, "part": part} for i in range(50)]
    long = "x" * 10_000
    back = travelled([rows, rows[7], part, long, long])
    assert back[1] is back[0][7]
    assert back[0][3]["part"] is back[2]
    assert back[3] is back[4]


def test_a_list_may_hold_itself() -> None:
    loop: list[Any] = []
    loop.append(loop)
    back = travelled(loop)
    assert back[0] is back


def test_a_tuple_and_a_dict_may_lead_to_themselves() -> None:
    inner: dict[str, Any] = {}
    outer = (inner, [inner])
    inner["up"] = outer
    back = travelled(outer)
    assert back[0]["up"] is back
    assert back[1][0] is back[0]


def test_a_tuple_that_holds_itself_twice_over_stays_small() -> None:
    tower: tuple[Any, ...] = ()
    for _ in range(100):
        tower = (tower, tower)
    back = travelled(tower)
    assert back[0] is back[1]


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def test_a_deep_value_goes_and_a_deeper_one_is_refused() -> None:
    assert travelled(nested(200)) == nested(200)
    with pytest.raises(Unsendable, match="more than 200 levels deep"):
        encode(nested(201), pickles=False)


class Mine:
    def __eq__(self, other: object) -> bool:
        return type(other) is Mine

    __hash__ = None  # type: ignore[assignment]


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ((i for i in ()), "a generator cannot be sent"),
        ([1, {"a": object()}], "an object cannot be sent"),
        (len, "a builtin_function_or_method cannot be sent"),
        (Text("x"), "a tests.worker.test_codec_plain.Text cannot be sent"),
        (collections.defaultdict(lambda: 1), "a defaultdict with a factory other than list"),
        (fractions.Fraction(1, 2**200_000), "a Fraction of more than 100,000 bits"),
    ],
)
def test_what_cannot_go_says_so_in_a_line(value: object, line: str) -> None:
    with pytest.raises(Unsendable, match=line) as raised:
        encode(value, pickles=False)
    assert "\n" not in str(raised.value)


def test_what_is_the_users_own_goes_to_the_worker_as_a_pickle() -> None:
    back = travelled({"mine": [Mine(), Text("x")], "call": alike}, pickles=True)
    assert back == {"mine": [Mine(), "x"], "call": alike}
    assert type(back["mine"][1]) is Text


def test_what_no_pickle_takes_is_refused() -> None:
    with pytest.raises(Unsendable, match="a generator cannot be sent: "):
        encode((i for i in ()), pickles=True)


def test_a_pickle_is_not_read_where_none_is_accepted() -> None:
    encoded = encode(Mine(), pickles=True)
    with pytest.raises(Undecodable, match="a pickle came where none is accepted"):
        decode(encoded.tree, encoded.buffers, pickles=False)


def test_a_large_list_takes_little_room_in_the_tree() -> None:
    encoded = encode([list(range(100_000)), [f"{i}" for i in range(100_000)]], pickles=False)
    assert len(str(encoded.tree)) < 200
    assert sum(buffer.nbytes for buffer in encoded.buffers) < 1_500_000
