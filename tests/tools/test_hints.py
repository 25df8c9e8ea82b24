"""Hints of every kind: the schema that a model is sent, the type that its code sees, what is taken and what is not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, Optional, TypedDict, Union

import numpy as np
import pandas as pd
import polars as pl
import pytest
from PIL import Image
from pydantic import Field

from agent_magic.errors import ToolArgumentError
from agent_magic.tools import Tool, as_tool, tool
from tests.tools import kinds
from tests.tools.kinds import Book, Colour, Level, Person, Point, Tree, Walks

FRAME = pd.DataFrame({"a": [1]})
POINT = {"properties": {"x": {"type": "number"}, "y": {"default": 0.0, "type": "number"}}, "required": ["x"]}

COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
PAIR = [{"type": "integer"}, {"type": "string"}]


def taking(hint: Any) -> Tool:
    """Return a tool that takes one argument of the type `hint` and gives it back."""

    def take(it):  # type: ignore[no-untyped-def]
        return it

    take.__annotations__ = {"it": hint}
    return as_tool(take)


@pytest.mark.parametrize(
    ("hint", "text", "schema"),
    [
        (int, "int", {"type": "integer"}),
        (float, "float", {"type": "number"}),
        (str, "str", {"type": "string"}),
        (bool, "bool", {"type": "boolean"}),
        (list, "list", {"type": "array"}),
        (dict, "dict", {"type": "object"}),
        (Any, "object", {}),
        (object, "object", {}),
        (int | None, "int | None", {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (Optional[str],  # noqa: UP045
         "str | None", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        (Union[int, str],  # noqa: UP007
         "int | str", {"anyOf": [{"type": "integer"}, {"type": "string"}]}),
        (list[dict[str, int]], "list[dict[str, int]]", {"type": "array", "items": COUNTS}),
        (Sequence[str], "list[str]", {"type": "array", "items": {"type": "string"}}),
        (Iterable[int], "list[int]", {"type": "array", "items": {"type": "integer"}}),
        (set[int], "set[int]", {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}),
        (tuple[int, str], "tuple[int, str]", {"type": "array", "prefixItems": PAIR, "minItems": 2, "maxItems": 2}),
        (Literal["a", "b"], "str", {"type": "string", "enum": ["a", "b"]}),
        (Literal["a"], "str", {"type": "string", "enum": ["a"]}),
        (Literal[1, "a"], "int | str", {"enum": [1, "a"]}),
        (Colour, "str", {"type": "string", "enum": ["red", "blue"]}),
        (Level, "int", {"type": "integer", "enum": [1, 2]}),
        (Point, "dict", {"type": "object", **POINT}),
        (list[Point], "list[dict]", {"type": "array", "items": {"type": "object", **POINT}}),
        (datetime.date, "date", {"type": "string", "format": "date"}),
        (Path, "str", {"type": "string", "format": "path"}),
        (bytes, "bytes", {"type": "string", "format": "binary"}),
        (pd.DataFrame, "DataFrame", {"description": "a DataFrame"}),
        (np.ndarray, "ndarray", {"description": "an ndarray"}),
        (Image.Image, "Image", {"description": "an Image"}),
        (list[pl.DataFrame], "list[DataFrame]", {"type": "array", "items": {"description": "a DataFrame"}}),
        (Callable[[int], int], "Callable", {"description": "a function"}),
        (Walks, "Walks", {"description": "a Walks"}),
        (Annotated[int, "How many"], "int", {"type": "integer", "description": "How many"}),
        (Annotated[float, Field(gt=0)], "float", {"type": "number", "exclusiveMinimum": 0}),
        (Annotated[str, Field(description="Who")], "str", {"type": "string", "description": "Who"}),
    ],
)  # fmt: skip
def test_what_a_model_is_told(hint: Any, text: str, schema: dict[str, Any]) -> None:
    told = taking(hint)
    assert told.parameters["properties"]["it"] == schema
    assert told.signature == f"def take(it: {text}):"


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        (Literal["a", 1], "it: One of 'a', 1."),
        (Colour, "it: One of 'red', 'blue'."),
        (list[Literal["a", "b"]], "it: Each: one of 'a', 'b'."),
        (Point, "it: Keys: x: float, y: float (optional)."),
        (list[Point], "it: Each: keys: x: float, y: float (optional)."),
        (Person, "it: Keys: name: str, age: int (optional), home: {x: float, y: float (optional)}."),
        (Book, "it: Keys: title: str, tags: list[str] (optional)."),
        (Annotated[Level, "How high"], "it: How high. One of 1, 2."),
    ],
)
def test_choices_and_keys_are_told_to_code(hint: Any, told: str) -> None:
    assert told in [line.strip() for line in taking(hint).python_text().splitlines()]


@pytest.mark.parametrize(
    ("hint", "given", "taken"),
    [
        (int, np.int64(3), 3),
        (float, 3, 3.0),
        (float, np.float32(0.5), 0.5),
        (bool, np.bool_(True), True),
        (list[int], (1, 2), [1, 2]),
        (list[float], pd.Series([1.5, 2.0]), [1.5, 2.0]),
        (list[int], {1: "a"}.keys(), [1]),
        (Iterable[int], (n for n in (1, 2)), [1, 2]),
        (Colour, "red", Colour.RED),
        (Colour, Colour.RED, Colour.RED),
        (Level, "2", Level.HIGH),
        (Point, {"x": 1}, Point(1.0)),
        (Point, Point(2), Point(2)),
        (list[Point], [{"x": 1, "y": 2}], [Point(1.0, 2.0)]),
        (Tree, {"value": 1, "parts": [{"value": 2}]}, Tree(1, [Tree(2)])),
        (Person, {"name": "Ann", "home": {"x": 1}}, {"name": "Ann", "home": Point(1.0)}),
        (Book, {"title": "Emma"}, Book(title="Emma")),
        (datetime.date, "2024-05-01", datetime.date(2024, 5, 1)),
        (Path, "a/b", Path("a/b")),
        (tuple[int, str], [1, "a"], (1, "a")),
        (Any, FRAME, FRAME),
        (pd.DataFrame, FRAME, FRAME),
        (pd.DataFrame | pl.DataFrame, FRAME, FRAME),
        (Callable[[int], int], len, len),
        (Walks, 3, 3),
    ],
)  # fmt: skip
def test_what_is_taken(hint: Any, given: object, taken: object) -> None:
    got = taking(hint)(given)
    assert type(got) is type(taken)
    assert got is taken if got is FRAME else got == taken


@pytest.mark.parametrize(
    ("hint", "given", "told"),
    [
        (pd.DataFrame, [1], "it must be a DataFrame, not a list"),
        (np.ndarray, [1], "it must be an ndarray, not a list"),
        (Image.Image, "a.png", "it must be an Image, not 'a.png'"),
        (Callable[[int], int], 3, "it must be a function, not 3"),
        (Point, {}, "it lacks 'x'"),
        (Point, {"x": "far"}, "it['x'] must be a number, not 'far'"),
        (Point, 3, "it must be a dict of its fields, not 3"),
        (Person, {"home": {"x": 1}}, "it lacks 'name'"),
        (Book, {"title": 5}, "it['title'] must be text, not 5"),
        (Colour, "green", "it must be 'red' or 'blue', not 'green'"),
        (datetime.date, "soon", "it must be a date, not 'soon'"),
        (tuple[int, str], [1], "it has too few items"),
        (Iterable[str], "abc", "it must be a list, not 'abc'"),
        (int | str | list[float], {}, "it must be an integer, text or a list, not a dict"),
        (Annotated[float, Field(gt=0)], -1, "it must be greater than 0, not -1"),
    ],
)
def test_what_is_not_taken(hint: Any, given: object, told: str) -> None:
    with pytest.raises(ToolArgumentError) as caught:
        taking(hint)(given)
    assert str(caught.value) == f"take(): {told}"


def test_a_type_that_holds_itself_stays_a_definition() -> None:
    def compare(one: Tree, other: Tree) -> bool:
        return one == other

    schema = as_tool(compare).parameters
    assert schema["properties"]["one"] == {"$ref": "#/$defs/Tree_one"}
    assert sorted(schema["$defs"]) == ["Tree_one", "Tree_other"]
    assert schema["$defs"]["Tree_one"]["properties"]["parts"]["items"] == {"$ref": "#/$defs/Tree_one"}
    assert as_tool(compare)({"value": 1}, {"value": 1}) is True


def test_an_argument_that_may_be_left_out_needs_no_null() -> None:
    origin = Point(0)

    def find(
        limit: int | None = None, colour: Colour = Colour.RED, point: Point = origin, word: str = "x" * 300
    ) -> list[object]:
        return [limit, colour]

    told = as_tool(find)
    properties = told.parameters["properties"]
    assert told.parameters["required"] == []
    assert properties["limit"] == {"type": "integer"}
    assert properties["colour"]["default"] == "red"
    assert "default" not in properties["point"]
    assert "default" not in properties["word"]
    assert told.signature == (
        "def find(limit: int | None = None, colour: str = 'red', point: dict = ..., word: str = ...) -> list[object]:"
    )
    assert told(limit=None) == told() == [None, Colour.RED]


def test_none_as_a_default_is_taken_whatever_the_hint() -> None:
    def find(limit: int = None) -> object:  # type: ignore[assignment]  # noqa: RUF013
        return limit

    assert as_tool(find)(None) is None
    assert as_tool(find).signature == "def find(limit: int | None = None) -> object:"


def test_a_class_that_is_defined_later_is_found() -> None:
    told = as_tool(kinds.later)
    assert told.signature == "def later(where: Later) -> str:"
    assert told(kinds.Later()) == "later"
    with pytest.raises(ToolArgumentError, match="where must be a Later, not 3"):
        told(3)


def test_a_type_that_cannot_be_found_is_named_and_not_checked() -> None:
    told = as_tool(kinds.half)
    assert told.signature == "def half(number: Fraction) -> Fraction:"
    assert told.parameters["properties"]["number"] == {"description": "a Fraction"}
    assert told(Fraction(1, 2)) == Fraction(1, 4)


def test_local_classes_are_found_by_the_decorator() -> None:
    class Local:
        pass

    class Row(TypedDict, total=False):
        size: int

    @tool
    def use(it: Local, rows: list[Row]) -> list[Row]:
        """Use them.

        Args:
            it: A local thing.
            rows: Some rows.
        """
        return rows

    thing = Local()
    assert use.signature == "def use(it: Local, rows: list[dict]) -> list[Row]:"
    assert use(thing, [{"size": 1}, {}]) == [{"size": 1}, {}]
    with pytest.raises(ToolArgumentError, match=r"use\(\): rows\[0\]\['size'\] must be an integer, not 'big'"):
        use(thing, [{"size": "big"}])
    with pytest.raises(ToolArgumentError, match="it must be a Local, not a dict"):
        use({}, [])


def test_a_type_that_raises_while_it_is_read_is_named_and_not_checked() -> None:
    class Odd:
        @classmethod
        def __get_pydantic_core_schema__(cls, *_: object) -> object:
            raise RuntimeError("no schema today")

    assert taking(Odd).signature == "def take(it: Odd):"
    assert taking(Odd)(3) == 3
    assert taking("an odd text")(3) == 3
    assert taking(12)(3) == 3
