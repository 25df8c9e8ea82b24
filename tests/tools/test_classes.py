"""Tools as classes: attributes, `forward`, and a `setup` that runs once, when it is needed."""

from __future__ import annotations

import copy
import pickle
import threading
import time
from abc import ABC
from typing import Any

import pytest

from agent_magic.errors import ToolArgumentError, ToolDefinitionError
from agent_magic.tools import Tool, Toolbox


class Translate(Tool):
    name = "translate"
    description = "Translate a text."
    inputs = {
        "text": {"type": "string", "description": "What to translate."},
        "to": {"type": "string", "description": "The language.", "enum": ["de", "fr"]},
        "times": {"type": "integer", "description": "How often.", "nullable": True},
    }
    output_type = "string"

    def __init__(self, greeting: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.greeting = greeting
        self.loads = 0

    def setup(self) -> None:
        time.sleep(0.02)
        self.loads += 1
        self.model = str.upper

    def forward(self, text: str, to: str = "de", times: int | None = None) -> str:
        return f"{self.greeting}{to}:{self.model(text) * (times or 1)}"


def test_it_is_described_and_called() -> None:
    told = Translate("Hi ")
    assert told("tea", times=2) == "Hi de:TEATEA"
    assert told.python_text().splitlines() == [
        "def translate(text: str, to: str = 'de', times: int | None = None) -> str:",
        '    """Translate a text.',
        "",
        "    Args:",
        "        text: What to translate.",
        "        to: The language. One of 'de', 'fr'.",
        "        times: How often.",
        '    """',
    ]
    assert told.parameters == {
        "type": "object",
        "properties": {
            "text": {"type": "string", "description": "What to translate."},
            "to": {"type": "string", "enum": ["de", "fr"], "description": "The language.", "default": "de"},
            "times": {"type": "integer", "description": "How often."},
        },
        "required": ["text"],
        "additionalProperties": False,
    }


def test_its_arguments_are_checked() -> None:
    told = Translate()
    with pytest.raises(ToolArgumentError, match=r"translate\(\): to must be 'de' or 'fr', not 'es'"):
        told("tea", to="es")
    with pytest.raises(ToolArgumentError, match=r"translate\(\) needs `text`: What to translate."):
        told()
    assert told.loads == 0


def test_it_is_set_up_once_whoever_calls_first() -> None:
    told, results = Translate(), []
    threads = [threading.Thread(target=lambda: results.append(told("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["de:A"] * 8
    assert told.loads == 1


def test_a_setup_that_failed_is_tried_again() -> None:
    class Late(Translate):
        def setup(self) -> None:
            super().setup()
            if self.loads == 1:
                raise ConnectionError("not yet")

    told = Late()
    with pytest.raises(ConnectionError):
        told("a")
    assert told("a") == "de:A"


def test_the_constructor_takes_what_the_class_says() -> None:
    told = Translate(name="uebersetze", description="Wie es heißt.")
    assert told.definition["name"] == "uebersetze"
    assert Translate().name == "translate"
    assert "Wie es heißt." in told.python_text()


def test_it_can_be_copied_and_sent() -> None:
    told = Translate("Hi ")
    told("a")
    for other in (copy.deepcopy(told), pickle.loads(pickle.dumps(told))):
        assert other("b") == "Hi de:B"
        assert other.loads == 1


def test_every_type_that_can_be_declared() -> None:
    kinds = ["string", "integer", "number", "boolean", "array", "object", "image", "audio", "any", "null"]

    class Every(Tool):
        name = "every"
        description = "Take it all."
        inputs = {f"a_{kind}": {"type": kind, "description": kind} for kind in kinds}
        output_type = "image"

        def forward(self, **given: object) -> object:
            return given

    told = Every()
    assert told.signature == (
        "def every(*, a_string: str, a_integer: int, a_number: float, a_boolean: bool, a_array: list, a_object: dict, "
        "a_image: PIL.Image, a_audio: object, a_any: object, a_null: None) -> PIL.Image:"
    )
    values = dict(zip(kinds, ["s", 1, 2.5, True, [1], {"a": 1}, object(), b"x", object(), None], strict=True))
    given = {f"a_{kind}": value for kind, value in values.items()}
    assert told(**given) == given
    properties = told.parameters["properties"]
    assert properties["a_image"] == {"description": "image (a PIL.Image)"}
    assert properties["a_any"] == {"description": "any"}
    with pytest.raises(ToolArgumentError, match="a_number must be a number, not 'x'"):
        told(**{**given, "a_number": "x"})


def test_a_schema_in_its_own_words_is_sent_as_it_is() -> None:
    items = {"type": "object", "properties": {"x": {"type": "number"}}, "required": ["x"]}

    class Plot(Tool):
        name = "plot"
        description = "Plot."
        inputs = {
            "points": {"type": "array", "items": items, "minItems": 1, "description": "Where."},
            "size": {"type": ["integer", "null"], "description": "How big.", "default": 3},
        }

        def forward(self, **given: Any) -> Any:
            return given

    told = Plot()
    assert told.parameters["properties"]["points"] == {
        "type": "array", "items": items, "minItems": 1, "description": "Where."
    }  # fmt: skip
    assert told.parameters["required"] == ["points"]
    assert told.signature == "def plot(*, points: list[dict], size: int | None = 3) -> object:"
    assert told(points=[{"x": 1}], size=None) == {"points": [{"x": 1}], "size": None}


def made(**attributes: Any) -> Tool:
    """Return a tool of a class with these attributes."""
    base = {
        "name": "plot",
        "description": "Plot.",
        "inputs": {"x": {"type": "number", "description": "Where."}},
        "forward": lambda self, x: x,
    }
    return type("Plot", (Tool,), {**base, **attributes})()


def test_made_as_it_should_be() -> None:
    assert made()(3) == 3


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ({"name": ""}, "it has no name: give it one, such as `weather`"),
        ({"name": None}, "it has no name"),
        ({"description": ""}, 'it says nothing about itself: add `description = "what it does"`'),
        ({"description": None}, "it says nothing about itself"),
        ({"forward": Tool.forward}, "it does nothing: add the method `forward`"),
        ({"inputs": {}}, '`forward` takes `x`, which `inputs` does not have: add "x": {"type": "string",'),
        ({"inputs": None}, "`inputs` is not a dict"),
        ({"forward": lambda self: 1}, "`inputs` has `x`, which `forward` does not take: add it there or remove"),
        ({"inputs": {"x": "number"}}, "`inputs` says 'number' of `x`: write {"),
        ({"inputs": {"x": {"description": "Where."}}}, '`x` has no type: add "type": "string" or what fits'),
        ({"inputs": {"x": {"type": "float", "description": "."}}}, "`x` cannot have the type 'float': use one of "),
        ({"inputs": {"x": {"type": "number"}}}, '`x` is not described: add "description": "what it is"'),
        (
            {"inputs": {"x": {"type": "number", "description": ".", "nullable": True}}},
            "`x` may be left out: write `x=None` in `forward`",
        ),
        ({"output_type": "frame"}, "`output_type` cannot be 'frame': use one such as string, number or any"),
        ({"output_type": None}, "`output_type` cannot be None"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_when_it_is_made(attributes: dict[str, Any], told: str) -> None:
    with pytest.raises(ToolDefinitionError) as caught:
        made(**attributes)
    assert f"Plot cannot be a tool: {told}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ToolDefinitionError, match=r"has no name.*nothing about itself.*which `inputs` does not have"):
        made(name="", description="", inputs={})


def test_a_tool_is_checked_whatever_its_constructors_do() -> None:
    class Silent(Tool):
        def __init__(self, description: str) -> None:
            self.description = description
            self.name = "silent"

        def forward(self) -> str:
            return self.description

    class Deeper(ABC, Silent):
        def __init__(self) -> None:
            super().__init__("")
            self.description = "Given late."

    assert Silent("Say it.")() == "Say it."
    assert Deeper()() == "Given late."
    with pytest.raises(ToolDefinitionError, match="Silent cannot be a tool: it says nothing about itself"):
        Silent("")


def test_the_bare_class_is_no_tool() -> None:
    with pytest.raises(ToolDefinitionError, match="it does nothing: add the method `forward`"):
        Tool(name="bare", description="Nothing.")


def test_a_box_takes_it() -> None:
    assert Toolbox([Translate()]).call("translate", '{"text": "a", "times": "2"}') == "de:AA"
