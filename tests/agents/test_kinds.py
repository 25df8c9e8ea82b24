"""Every kind of agent solves the same task with tools, each in its own form of action."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from agent_magic.agents import (
    Agent,
    CodeAgent,
    OneShotAgent,
    ReactCodeAgent,
    ReactJsonAgent,
    TextAgent,
    ToolCallingAgent,
)
from agent_magic.errors import AgentError, UsageError
from agent_magic.events import ActionParsed, Displayed, OutputDelta, StepFinished
from agent_magic.models import HubModel, ScriptedModel
from agent_magic.tools import Tool, Toolbox, tool
from tests.agents.models import code
from tests.servers.chat import Call, ChatServer, Fail, Reply

PRICES = {"apples": 3, "pears": 4}


@tool
def price(fruit: str, pieces: int = 1) -> int:
    """Tell what fruit costs.

    Args:
        fruit: The name of the fruit.
        pieces: How many pieces are bought.
    """
    return PRICES[fruit] * pieces


def scripted(*replies: str) -> ScriptedModel:
    return ScriptedModel(list(replies))


BOTH = """I ask for both.
{"name": "price", "arguments": {"fruit": "apples", "pieces": 2}}
{"name": "price", "arguments": {"fruit": "pears", "pieces": "1"}}"""
JSON = (BOTH, '{"name": "final_answer", "arguments": {"answer": 10}}')
TEXT = (
    "I ask for both.\nAction: price\nfruit: apples\npieces: 2\nAction: price\nfruit: pears",
    "Action: final_answer\nanswer: 10",
)
CODE = (code("prices = [price('apples', 2), price('pears')]", "print(prices)"), code("final_answer(sum(prices))"))
ONCE = ("I ask for both and add.\n" + code("price('apples', 2) + price('pears')", thought=""),)


@pytest.mark.parametrize(
    ("kind", "replies", "calls"),
    [
        pytest.param(CodeAgent, CODE, [], id="code"),
        pytest.param(ToolCallingAgent, JSON, ["price", "price", "final_answer"], id="json"),
        pytest.param(TextAgent, TEXT, ["price", "price", "final_answer"], id="text"),
        pytest.param(OneShotAgent, ONCE, [], id="once"),
    ],
)
def test_the_same_task_in_each_form(kind: type[Agent], replies: tuple[str, ...], calls: list[str]) -> None:
    with kind(scripted(*replies), tools=[price]) as worker:  # type: ignore[call-arg]
        events = list(worker.iter("What do two apples and a pear cost?"))
        assert worker.last_run is not None
        assert (worker.last_run.status, worker.last_run.answer) == ("success", 10)
        acted = [event for event in events if isinstance(event, ActionParsed)]
        assert [call["name"] for event in acted for call in event.calls] == calls
        assert all("price" in event.code or "final_answer" in event.code for event in acted)


def test_calls_are_told_as_python_and_results_as_output() -> None:
    worker = ToolCallingAgent(scripted(*JSON), tools=[price])
    events = list(worker.iter("Add."))
    assert (
        ActionParsed(
            1,
            "I ask for both.",
            "price(fruit='apples', pieces=2)\nprice(fruit='pears', pieces='1')",
            (
                {"name": "price", "arguments": {"fruit": "apples", "pieces": 2}},
                {"name": "price", "arguments": {"fruit": "pears", "pieces": "1"}},
            ),
        )
        in events
    )
    assert [event.text for event in events if isinstance(event, OutputDelta)] == ["6\n", "4\n"]
    first = next(event for event in events if isinstance(event, StepFinished))
    assert first.observation == "price: 6\n\nprice: 4"


def test_the_names_of_the_transformers_agents() -> None:
    assert (ReactCodeAgent, ReactJsonAgent) == (CodeAgent, ToolCallingAgent)


# what one-shot code comes to


def test_one_shot_code_is_written_without_being_run() -> None:
    ran: list[str] = []

    def note(word: str) -> None:
        ran.append(word)

    with OneShotAgent(scripted(code("note('x')", "final_answer(1)")), tools=[note]) as worker:
        assert worker.write("Note x.") == "note('x')\nfinal_answer(1)"
        assert ran == []
        assert worker.run("Note x.") == 1
        assert ran == ["x"]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        pytest.param(code("1 / 0"), "did not give an answer. ZeroDivisionError: division by zero", id="error"),
        pytest.param("I would rather not.", "I would rather not.", id="no code"),
    ],
)
def test_one_shot_code_that_fails_is_a_failure(reply: str, message: str) -> None:
    with OneShotAgent(scripted(reply)) as worker:
        with pytest.raises(AgentError, match=message):
            worker.run("Divide.")
        assert worker.last_run is not None
        assert worker.last_run.status == "failed"
        assert len(worker.last_run.steps) == 1


# calls


def test_calls_after_one_that_failed_are_not_made() -> None:
    worker = ToolCallingAgent(
        scripted(
            '{"name": "price", "arguments": {"fruit": "plums"}} {"name": "price", "arguments": {"fruit": "pears"}}',
            '{"name": "final_answer", "arguments": {"answer": "unknown"}}',
        ),
        tools=[price],
    )
    assert worker.run("Plums?") == "unknown"
    assert worker.last_run is not None
    assert worker.last_run.steps[0].error == "KeyError: 'plums'"
    assert worker.last_run.steps[0].observation == (
        "Error in price: KeyError: 'plums'\n\nNot done, because a call before it failed."
    )


def test_an_unknown_tool_and_a_wrong_argument_are_told_to_the_model() -> None:
    worker = ToolCallingAgent(
        scripted(
            '{"name": "prise", "arguments": {}}',
            '{"name": "price", "arguments": {"fruit": "pears", "pieces": "three"}}',
            '{"name": "final_answer", "arguments": {"answer": None}}',
        ),
        tools=[price],
    )
    assert worker.run("Go.") is None
    assert worker.last_run is not None
    told = [step.observation for step in worker.last_run.steps]
    assert "there is no tool `prise`: did you mean `price`?" in told[0]
    assert "pieces must be an integer, not 'three'" in told[1]
    assert worker.last_run.status == "success"


def test_results_that_are_no_plain_data_are_named_and_given_to_the_next_call() -> None:
    pandas = pytest.importorskip("pandas")

    def load() -> Any:
        """Load the table."""
        return pandas.DataFrame({"a": [1, 2, 3]})

    def total(table: Any, column: str) -> int:
        """Add a column up."""
        return int(table[column].sum())

    worker = ToolCallingAgent(
        scripted(
            '{"name": "load", "arguments": {}}',
            '{"name": "total", "arguments": {"table": "load_1", "column": "a"}}',
            '{"name": "final_answer", "arguments": {"answer": "load_1"}}',
        ),
        tools=[load, total],
    )
    events = list(worker.iter("Add a up."))
    assert worker.last_run is not None
    assert worker.last_run.answer.equals(pandas.DataFrame({"a": [1, 2, 3]}))  # type: ignore[attr-defined]
    assert "kept as `load_1`, a DataFrame" in worker.last_run.steps[0].observation
    assert worker.last_run.steps[1].observation == "6"
    assert any("text/html" in event.bundle for event in events if isinstance(event, Displayed))


def test_a_text_that_names_an_input_stands_for_it() -> None:
    seen: list[object] = []

    def look(at: Any) -> str:
        """Look at something."""
        seen.append(at)
        return "seen"

    worker = ToolCallingAgent(
        scripted(
            '{"name": "look", "arguments": {"at": "data"}}', '{"name": "final_answer", "arguments": {"answer": 1}}'
        ),
        tools=[look],
    )
    worker.run("Look.", data=[1, {"b": 2}])
    assert seen == [[1, {"b": 2}]]


def test_a_slow_tool_is_left_at_once_when_the_run_is_stopped() -> None:
    began, release = threading.Event(), threading.Event()

    def wait() -> str:
        """Wait."""
        began.set()
        release.wait(20)
        return "late"

    worker = ToolCallingAgent(scripted('{"name": "wait", "arguments": {}}'), tools=[wait])
    stopper = threading.Thread(target=lambda: (began.wait(5), worker.interrupt()))
    stopper.start()
    begun = time.perf_counter()
    assert worker.run("Wait.") is None
    assert time.perf_counter() - begun < 2
    stopper.join()
    release.set()
    assert worker.last_run is not None
    assert worker.last_run.status == "stopped"


def test_an_async_tool_is_waited_for_in_every_form() -> None:
    async def fetch(word: str) -> str:
        """Fetch a word."""
        await asyncio.sleep(0.01)
        return word.upper()

    json = '{"name": "fetch", "arguments": {"word": "a"}}', '{"name": "final_answer", "arguments": {"answer": "A"}}'
    assert ToolCallingAgent(scripted(*json), tools=[fetch]).run("Fetch.") == "A"
    with CodeAgent(scripted(code("final_answer(fetch('a'))")), tools=[fetch]) as worker:
        assert worker.run("Fetch.") == "A"


# the box of tools


def test_the_prompt_and_the_code_follow_the_toolbox() -> None:
    with CodeAgent(
        scripted(code("final_answer(price('pears'))"), code("final_answer(price('pears'))"), code("final_answer(0)"))
    ) as worker:
        assert "price" not in worker.system_prompt
        worker.toolbox.add(price)
        assert "def price(fruit: str, pieces: int = 1) -> int:" in worker.system_prompt
        assert worker.run("Pears?") == 4
        worker.toolbox.remove("price")
        assert "def price" not in worker.system_prompt
        worker.model = scripted(code("price('pears')"), code("final_answer(0)"))
        assert worker.run("Pears?") == 0
        assert worker.last_run is not None
        assert "NameError" in worker.last_run.steps[0].observation


def test_a_name_used_twice_names_both_origins() -> None:
    def price(fruit: str) -> int:
        """Tell another price."""
        return 1

    with pytest.raises(UsageError, match=r"two tools are named `price`.*test_kinds.*test_kinds"):
        CodeAgent(scripted("x"), tools=[globals()["price"], price])


def test_a_tool_cannot_take_a_name_that_the_code_has() -> None:
    def display(value: int) -> int:
        """Show."""
        return value

    with pytest.raises(UsageError, match="no tool can be named display"):
        CodeAgent(scripted("x"), tools=[display])


def test_an_input_cannot_take_the_name_of_a_tool() -> None:
    with CodeAgent(scripted("x"), tools=[price]) as worker, pytest.raises(UsageError, match="cannot be named price"):
        worker.run("Go.", price=3)


# through a server that calls tools


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as chat:
        yield chat


@pytest.mark.parametrize("stream", [True, False])
def test_the_servers_own_tool_calling(server: ChatServer, stream: bool) -> None:
    server.add(
        Reply("I ask.", calls=[Call("price", {"fruit": "apples"}, "c1"), Call("price", {"fruit": "pears"}, "c2")]),
        Reply(calls=[Call("final_answer", {"answer": 7}, "c3")]),
    )
    worker = ToolCallingAgent(HubModel("m", base_url=server.url, stream=stream), tools=[price])
    assert worker.run("Add both.") == 7
    first, second = server.bodies
    assert [each["function"]["name"] for each in first["tools"]] == ["price", "final_answer"]
    assert "JSON" not in first["messages"][0]["content"]
    said, *answers = second["messages"][2:]
    assert [call["id"] for call in said["tool_calls"]] == ["c1", "c2"]
    assert [(each["role"], each["tool_call_id"], each["content"]) for each in answers] == [
        ("tool", "c1", "price: 3"),
        ("tool", "c2", "price: 4"),
    ]


def test_a_reply_in_words_is_the_answer_where_the_server_calls_tools(server: ChatServer) -> None:
    server.add(Reply(calls=[Call("price", {"fruit": "apples"}, "c1")]), "It is 3.")
    assert ToolCallingAgent(HubModel("m", base_url=server.url), tools=[price]).run("Apples?") == "It is 3."


def test_a_server_that_takes_no_tools_is_asked_in_text(server: ChatServer) -> None:
    server.add(Fail(400, "tools is not supported by this model"), *JSON)
    worker = ToolCallingAgent(HubModel("m", base_url=server.url), tools=[price])
    assert worker.run("Add.") == 10
    assert "tools" not in server.bodies[1]
    assert '{"name": "price", "description"' in server.bodies[1]["messages"][0]["content"]


# tools of other forms


class Double(Tool):
    name = "double"
    description = "Double a number."
    inputs = {"number": {"type": "integer", "description": "What is doubled."}}
    output_type = "integer"

    def __init__(self) -> None:
        super().__init__()
        self.ready = 0

    def setup(self) -> None:
        self.ready += 1

    def forward(self, number: int) -> int:
        return number * 2


def test_a_tool_as_a_class_is_set_up_once_and_late() -> None:
    double = Double()
    with CodeAgent(scripted(code("final_answer(double(double(3)))")), tools=Toolbox([double])) as worker:
        assert double.ready == 0
        assert worker.run("Double three twice.") == 12
        assert double.ready == 1
