"""Calls with arguments that do not fit: one line that a model can act on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest

from agent_magic.errors import AgentMagicError, ToolArgumentError, ToolNameError
from agent_magic.tools import Toolbox, as_tool, tool


@tool
def weather(city: str, days: int = 3, unit: Literal["c", "f"] = "c", detailed: bool | None = None) -> list[object]:
    """Say how the weather will be.

    Args:
        city: The city's name.
        days: How many days.
        unit: Celsius or Fahrenheit.
        detailed: Whether to say more.
    """
    return [city, days, unit, detailed]


def complaint(call: Callable[[], object]) -> str:
    """Return what a refused call says; it is an error that code can catch."""
    with pytest.raises(ToolArgumentError) as caught:
        call()
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, AgentMagicError)
    assert caught.value.__cause__ is None
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: weather("Rome", days="three"), "weather(): days must be an integer, not 'three'"),
        (lambda: weather("Rome", days=2.5), "weather(): days must be an integer, not 2.5"),
        (lambda: weather("Rome", days=[1]), "weather(): days must be an integer, not a list"),
        (lambda: weather(5), "weather(): city must be text, not 5"),
        (lambda: weather(None), "weather(): city must be text, not None"),
        (lambda: weather("Rome", unit="k"), "weather(): unit must be 'c' or 'f', not 'k'"),
        (lambda: weather("Rome", detailed="perhaps"), "weather(): detailed must be True or False, not 'perhaps'"),
        (lambda: weather(), "weather() needs `city`: The city's name."),
        (lambda: weather("Rome", dayz=1), "weather() has no argument `dayz`: did you mean `days`?"),
        (
            lambda: weather("Rome", zzz=1),
            "weather() has no argument `zzz`: it takes city, days, unit, detailed",
        ),
        (
            lambda: weather("Rome", **{"a\nb": 1}),
            "weather() has no argument 'a\\nb': it takes city, days, unit, detailed",
        ),
        (lambda: weather("Rome", city="Oslo"), "weather() got `city` twice"),
        (
            lambda: weather(1, 2, 3, 4, 5),
            "weather() takes 4 arguments by position, not 5: it takes city, days, unit, detailed",
        ),
    ],
)
def test_what_is_wrong_is_said(call: Callable[[], object], told: str) -> None:
    assert complaint(call) == told


def test_a_long_value_is_cut_and_an_object_is_named() -> None:
    assert len(complaint(lambda: weather("Rome", days="x" * 1000))) < 120
    assert complaint(lambda: weather(object())) == "weather(): city must be text, not an object"


def test_a_long_name_or_key_is_cut() -> None:
    assert len(complaint(lambda: weather("Rome", **{"x" * 1000: 1}))) < 120

    def count(it: dict[str, int]) -> int:
        return len(it)

    assert len(complaint(lambda: as_tool(count)({"x" * 1000: "y" * 1000}))) < 120
    with pytest.raises(ToolNameError) as caught:
        Toolbox().call("x\n" * 1000, "{}")
    assert re.fullmatch(r"there is no tool '[xn\\.]{20,50}': there are none", str(caught.value))


def test_two_missing_arguments_are_named_together() -> None:
    def add(a: int, b: int) -> int:
        return a + b

    assert complaint(lambda: as_tool(add)()) == "add() needs `a` and `b`"


def test_a_fault_deep_inside_is_found() -> None:
    def plot(points: list[dict[str, float]], colour: dict[str, list[int | str]] | None = None) -> int:
        return len(points)

    told = as_tool(plot)
    assert complaint(lambda: told([{"x": 1}, {"x": "far"}])) == "plot(): points[1]['x'] must be a number, not 'far'"
    assert complaint(lambda: told({"x": 1})) == "plot(): points must be a list, not a dict"
    assert complaint(lambda: told([], {"a": [[]]})) == ("plot(): colour['a'][0] must be an integer or text, not a list")


def test_a_tool_without_arguments() -> None:
    def now() -> str:
        """Say the time."""
        return "noon"

    assert tool(now)() == "noon"
    assert complaint(lambda: tool(now)(1)) == "now() takes no argument by position, not 1: it takes no arguments"
    assert Toolbox([now]).call("now", "") == Toolbox([now]).call("now", "{}") == "noon"


def test_an_error_of_the_function_itself_is_its_own() -> None:
    def fail(x: int) -> int:
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        as_tool(fail)(1)


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ('{"city": "Rome"}', ["Rome", 3, "c", None]),
        ('{"city": "Rome", "days": 5}', ["Rome", 5, "c", None]),
        ('{"city": "Rome", "days": "5", "detailed": "true"}', ["Rome", 5, "c", True]),
        ('{"city": "Rome", "days": 5.0, "detailed": "False"}', ["Rome", 5, "c", False]),
        ('{"city": "5", "detailed": null}', ["5", 3, "c", None]),
        ('{"city": "true", "detailed": "null"}', ["true", 3, "c", None]),
        ({"city": "Rome", "days": "7"}, ["Rome", 7, "c", None]),
    ],
)
def test_texts_become_what_the_schema_asks_for(arguments: str, result: list[object]) -> None:
    assert Toolbox([weather]).call("weather", arguments) == result


def test_nested_values_that_were_written_as_text_are_read() -> None:
    def plot(points: list[dict[str, int]], options: dict[str, bool] | None = None, sizes: list[int] = []) -> object:  # noqa: B006
        return [points, options, sizes]

    box = Toolbox([plot])
    assert box.call("plot", {"points": '[{"x": 1}]', "options": '{"grid": true}', "sizes": "[1, 2]"}) == [
        [{"x": 1}],
        {"grid": True},
        [1, 2],
    ]
    assert "points must be a list, not 'here'" in complaint(lambda: box.call("plot", {"points": "here"}))


def test_numbers_never_become_text() -> None:
    box = Toolbox([weather])
    assert complaint(lambda: box.call("weather", '{"city": 5}')) == "weather(): city must be text, not 5"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ('{"city": "Rome"', "weather(): the arguments are not JSON (Expecting ',' delimiter: line 1 column 16"),
        ("Rome", "weather(): the arguments are not JSON (Expecting value: line 1 column 1 (char 0)); write {"),
        ("[" * 100_000, "weather(): the arguments are not JSON ("),
        ('"Rome"', "weather(): the arguments must be a JSON object, not str"),
        ("[1]", "weather(): the arguments must be a JSON object, not list"),
        ('{"town": "Rome"}', "weather() has no argument `town`: it takes city, days, unit, detailed"),
        ("", "weather() needs `city`: The city's name."),
    ],
)
def test_arguments_that_cannot_be_read(arguments: str, told: str) -> None:
    assert complaint(lambda: Toolbox([weather]).call("weather", arguments)).startswith(told)


def test_the_only_argument_may_stand_alone() -> None:
    def echo(text: str) -> str:
        return text

    assert Toolbox([echo]).call("echo", '"hello"') == "hello"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("wether", "there is no tool `wether`: did you mean `weather`? there are weather, clock"),
        ("zzz", "there is no tool `zzz`: there are weather, clock"),
    ],
)
def test_an_unknown_tool(name: str, told: str) -> None:
    box = Toolbox([weather, as_tool(lambda: 12, name="clock")])
    with pytest.raises(ToolNameError) as caught:
        box.call(name, "{}")
    assert str(caught.value) == told


def test_values_that_fit_are_handed_over_as_they_are() -> None:
    def same(rows: list[dict[str, int]], anything, extra: object = None) -> list[object]:  # type: ignore[no-untyped-def]
        return [rows, anything, extra]

    rows, thing = [{"a": 1}], object()
    got = as_tool(same)(rows, thing, extra=thing)
    assert got[0] is rows
    assert got[1] is got[2] is thing
