"""Functions that cannot be a tool: all that is missing is said at once, each with what to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from agent_magic.errors import ToolDefinitionError, UsageError
from agent_magic.tools import Tool, as_tool, tool


def refusal(make: Callable[[], object]) -> str:
    """Return the one line that says why no tool can be made."""
    with pytest.raises(ToolDefinitionError) as caught:
        make()
    assert isinstance(caught.value, UsageError)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_everything_that_is_missing_is_named_at_once() -> None:
    def weather(city, days=3):  # type: ignore[no-untyped-def]
        return city * days

    assert refusal(lambda: tool(weather)) == (
        "weather() cannot be a tool: it has no docstring: give it one line that says what it does; "
        "`city` has no type: write `city: str`, or what fits; `days` has no type: write `days: int`, or what fits; "
        'it says nothing about `city` and `days`: add to its docstring under "Args:" the lines '
        "`city: what it is` and `days: what it is`; "
        "it does not say what it returns: write `-> str`, or what fits, before its colon"
    )


def test_only_what_is_missing_is_named() -> None:
    def weather(city: str) -> str:
        """Say how the weather will be."""
        return city

    assert refusal(lambda: tool(weather)) == (
        "weather() cannot be a tool: it says nothing about `city`: add to its docstring "
        'under "Args:" the line `city: what it is`'
    )


def test_open_arguments_are_refused_for_every_function() -> None:
    def anything(*args: int, **kwargs: int) -> int:
        """Do."""
        return len(args) + len(kwargs)

    for make in (tool, as_tool):
        told = refusal(lambda make=make: make(anything))
        assert "`*args` cannot be described to a model: name each argument" in told
        assert "`**kwargs` cannot be described" in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("class", "`class` is a word of Python: rename it, say to `class_tool`"),
        ("print", "`print` would hide Python's own `print`: rename it, say to `my_print`"),
        ("final_answer", "`final_answer` is how the agent ends a run: rename it"),
        ("my tool", "'my tool' cannot be a tool's name: use letters, digits and underscores, such as `weather`"),
        ("__import__", "'__import__' cannot be a tool's name"),
        ("x; import os", "'x; import os' cannot be a tool's name"),
    ],
)
def test_names_that_cannot_be_called(name: str, told: str) -> None:
    assert told in refusal(lambda: as_tool(lambda x: x, name=name))

    class Named(Tool):
        description = "Do."

        def forward(self) -> None: ...

    assert told in refusal(lambda: Named(name=name))


def test_a_lambda_needs_a_name() -> None:
    assert "'<lambda>' cannot be a tool's name" in refusal(lambda: as_tool(lambda x: x))


class Plain:
    """A class."""


class Ready(Tool):
    name = "ready"
    description = "Do."

    def forward(self) -> None: ...


@pytest.mark.parametrize(
    ("thing", "told"),
    [
        (3, "a tool must be a function, a method or a Tool, not int"),
        ("weather", "a tool must be a function, a method or a Tool, not str"),
        (None, "a tool must be a function, a method or a Tool, not NoneType"),
        ({"name": "x"}, "a tool must be a function, a method or a Tool, not dict"),
        (Plain, "Plain is a class: give a function, or an instance that can be called"),
        (Plain(), "a tool must be a function, a method or a Tool, not Plain"),
        (Ready, "Ready is a class of tools: give one of it, `Ready()`"),
        (min, "min() does not say which arguments it takes: write a function with hints that calls it"),
    ],
)
def test_what_is_no_function_is_refused(thing: Any, told: str) -> None:
    assert refusal(lambda: as_tool(thing)) == told
