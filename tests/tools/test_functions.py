"""Every kind of callable that can be a tool, and what its model is told of it."""

from __future__ import annotations

import asyncio
import functools
import math
from collections.abc import Callable
from typing import Any

import pytest

from agent_magic.errors import ToolArgumentError, ToolDefinitionError
from agent_magic.tools import FunctionTool, Tool, Toolbox, as_tool, tool


@tool
def weather(city: str, days: int = 3) -> dict:  # type: ignore[type-arg]
    """Say how the weather will be.

    Args:
        city: The city's name.
        days: How many days (choices: [1, 3, 7]).

    Returns:
        The forecast.
    """
    return {"city": city, "days": days}


def test_a_function_is_a_tool_and_still_a_function() -> None:
    assert isinstance(weather, Tool)
    assert weather("Rome") == {"city": "Rome", "days": 3}
    assert weather("Rome", days=7) == weather(days=7, city="Rome") == {"city": "Rome", "days": 7}


def test_a_model_that_writes_code_is_told_a_typed_function() -> None:
    assert weather.signature == "def weather(city: str, days: int = 3) -> dict:"
    assert weather.python_text() == (
        "def weather(city: str, days: int = 3) -> dict:\n"
        '    """Say how the weather will be.\n'
        "\n"
        "    Args:\n"
        "        city: The city's name.\n"
        "        days: How many days. One of 1, 3, 7.\n"
        "    Returns: The forecast.\n"
        '    """'
    )


def test_a_model_that_calls_tools_is_told_a_schema() -> None:
    assert weather.definition == {
        "name": "weather",
        "description": "Say how the weather will be.",
        "parameters": {
            "type": "object",
            "properties": {
                "city": {"type": "string", "description": "The city's name."},
                "days": {"type": "integer", "enum": [1, 3, 7], "description": "How many days.", "default": 3},
            },
            "required": ["city"],
            "additionalProperties": False,
        },
    }


def test_old_templates_find_what_they_name() -> None:
    assert (weather.name, weather.description) == ("weather", "Say how the weather will be.")
    assert weather.inputs["city"] == {"type": "string", "description": "The city's name."}
    assert weather.inputs["days"]["nullable"] is True
    assert weather.output_type == "object"


def test_name_and_description_can_be_said() -> None:
    @tool(name="forecast", description="Look into the sky.")
    def other(city: str) -> str:
        """Not this.

        Args:
            city: A city.
        """
        return city

    assert other.definition["description"] == "Look into the sky."
    assert other.python_text().startswith("def forecast(city: str) -> str:")
    assert other("x") == "x"


class Shelf:
    """Some books."""

    def __init__(self, *books: str) -> None:
        self.books = books

    def find(self, word: str) -> list[str]:
        """Find books.

        Args:
            word: A word of the title.
        """
        return [book for book in self.books if word in book]

    @tool
    def count(self, word: str = "") -> int:
        """Count books.

        Args:
            word: A word of the title.
        """
        return len(self.find(word))

    @classmethod
    def named(cls, name: str) -> str:
        """Name a shelf."""
        return f"{cls.__name__} {name}"

    @staticmethod
    def size(books: int) -> int:
        return books * 2


def test_a_bound_method_is_a_tool() -> None:
    find = tool(Shelf("red sea", "blue sea").find)
    assert find.signature == "def find(word: str) -> list[str]:"
    assert find("red") == ["red sea"]


def test_a_method_made_a_tool_in_its_class_belongs_to_each_object() -> None:
    one, two = Shelf("a"), Shelf("a", "ab")
    assert (one.count("a"), two.count("a"), two.count(word="b")) == (1, 2, 1)
    assert Shelf.count(two, "b") == 1
    assert one.count.signature == "def count(word: str = '') -> int:"
    assert Toolbox([two.count]).call("count", {"word": "a"}) == 2


@pytest.mark.parametrize("unbound", [Shelf.count, Shelf.find])
def test_a_method_without_its_object_is_refused(unbound: Any) -> None:
    with pytest.raises(ToolDefinitionError, match=r"is a method of a class: give that of an object, such as `my_obj"):
        Toolbox([unbound])


def test_class_and_static_methods_are_tools() -> None:
    assert as_tool(Shelf.named)("long") == "Shelf long"
    assert as_tool(Shelf.size).signature == "def size(books: int) -> int:"


def test_what_a_partial_presets_is_not_shown() -> None:
    def search(query: str, limit: int, key: str) -> str:
        """Search.

        Args:
            query: What for.
            limit: How many.
            key: The key of the service.
        """
        return f"{query} {limit} {key}"

    preset = tool(functools.partial(search, key="secret-1"))
    assert preset.name == "search"
    assert preset("tea", 2) == "tea 2 secret-1"
    assert "secret" not in preset.python_text() + str(preset.definition) + str(preset.inputs)
    assert list(tool(functools.partial(search, "tea", key="k")).parameters["properties"]) == ["limit"]
    with pytest.raises(ToolArgumentError, match="no argument `key`"):
        preset("tea", 2, key="mine")


def test_a_coroutine_function_is_awaited_as_before_and_waited_for_in_a_box() -> None:
    @tool
    async def fetch(page: str) -> str:
        """Fetch a page.

        Args:
            page: Its name.
        """
        await asyncio.sleep(0.001)
        return f"text of {page}"

    async def both() -> list[str]:
        return [await fetch("a"), Toolbox([fetch]).functions()["fetch"]("b")]

    assert fetch.signature == "def fetch(page: str) -> str:"
    assert asyncio.run(both()) == ["text of a", "text of b"]
    assert Toolbox([fetch]).call("fetch", {"page": "c"}) == "text of c"


def test_an_object_that_can_be_called_is_a_tool() -> None:
    class WebSearch:
        """Search the web."""

        def __call__(self, query: str) -> str:
            return f"found {query}"

    search = as_tool(WebSearch())
    assert search.signature == "def web_search(query: str) -> str:"
    assert search.description == "Search the web."
    assert search("tea") == "found tea"


def test_a_wrapped_function_shows_what_it_wraps() -> None:
    def logged(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            return ["logged", function(*args, **kwargs)]

        return call

    @tool
    @logged
    def double(number: int) -> int:
        """Double a number.

        Args:
            number: The number.
        """
        return number * 2

    assert double.signature == "def double(number: int) -> int:"
    assert double(4) == ["logged", 8]


def test_builtins_with_a_signature_are_tools() -> None:
    root = as_tool(math.sqrt)
    assert root(9) == 3.0
    assert root.signature == "def sqrt(x, /):"
    assert root.origin == "the module math"


def test_positional_and_keyword_only_arguments() -> None:
    def place(first: int, second: int = 2, /, third: int = 3, *, fourth: int) -> list[int]:
        return [first, second, third, fourth]

    placed = as_tool(place)
    assert placed.signature == (
        "def place(first: int, second: int = 2, /, third: int = 3, *, fourth: int) -> list[int]:"
    )
    assert placed(1, fourth=4) == [1, 2, 3, 4]
    assert Toolbox([place]).call("place", {"first": 1, "third": 9, "fourth": 4}) == [1, 2, 9, 4]
    with pytest.raises(ToolArgumentError, match="takes 3 arguments by position, not 4"):
        placed(1, 2, 3, 4)


def test_a_function_as_it_stands_is_lent_with_what_it_says() -> None:
    def scale(values, factor=2):  # type: ignore[no-untyped-def]
        return [value * factor for value in values]

    lent = as_tool(scale)
    assert lent.python_text() == "def scale(values, factor=2):"
    assert lent.parameters["properties"] == {"values": {}, "factor": {"default": 2}}
    assert lent([1, 2], factor=3) == [3, 6]
    assert as_tool(lambda x: x, name="same")("a") == "a"


def test_a_tool_is_made_of_a_tool() -> None:
    again = tool(weather, name="sky")
    assert isinstance(again, FunctionTool)
    assert again.signature == "def sky(city: str, days: int = 3) -> dict:"
    assert again("Rome") == {"city": "Rome", "days": 3}
    assert as_tool(weather) is weather


def test_making_a_tool_does_not_load_what_checks_it(loaded_by: Callable[[str], set[str]]) -> None:
    docstring = repr("Do.\n\nArgs:\n    x: it")
    program = f"from agent_magic.tools import tool\n@tool\ndef f(x: int) -> int:\n    {docstring}\n    return x"
    assert not loaded_by("from agent_magic import tools") & {"pydantic", "docstring_parser"}
    assert "pydantic" not in loaded_by(program)
    assert "pydantic" in loaded_by(program + "\nassert f(1) == 1")
