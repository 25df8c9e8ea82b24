"""What the schema allows the call takes, and what comes out is what went in."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent_magic.errors import ToolArgumentError
from agent_magic.tools import Tool, Toolbox, as_tool
from tests.tools import kinds

HINTS = [
    int,
    float,
    str,
    bool,
    int | None,
    int | str,
    bool | float,
    list[int],
    list[str | None],
    dict[str, int],
    dict[str, list[float]],
    list[dict[str, bool]],
    list,
    dict,
    str | list[str],
]
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(-(2**53), 2**53)
PLAIN = st.none() | st.booleans() | NUMBERS | st.text(max_size=8) | st.sampled_from(["5", "true", "null", "[1]", "{}"])
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def taking(hint: Any) -> Tool:
    def take(it):  # type: ignore[no-untyped-def]
        return it

    take.__annotations__ = {"it": hint}
    return as_tool(take)


@pytest.mark.parametrize("hint", HINTS, ids=str)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=VALUES)
def test_what_the_schema_allows_the_call_takes(hint: Any, value: Any) -> None:
    told = taking(hint)
    schema = jsonschema.Draft202012Validator(told.parameters)
    if schema.is_valid({"it": value}):
        assert told.called_with({"it": value}) == value
        return
    with contextlib.suppress(ToolArgumentError):  # or it becomes what the schema allows
        assert schema.is_valid({"it": told.called_with({"it": value})})


@given(text=st.text(max_size=30) | VALUES.map(json.dumps))
@settings(max_examples=150, deadline=None)
def test_any_text_of_arguments_is_an_integer_or_refused(text: str) -> None:
    box = Toolbox([taking(int)])
    with contextlib.suppress(ToolArgumentError):
        assert type(box.call("take", text)) is int


@given(value=VALUES)
@settings(max_examples=100, deadline=None)
def test_a_refusal_is_one_line(value: Any) -> None:
    with pytest.raises(ToolArgumentError) as caught:
        taking(list[dict[str, kinds.Point]])([{"a": value}, 3])
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
