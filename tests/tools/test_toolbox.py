"""The box of tools: filled, changed, described, lent and called."""

from __future__ import annotations

import asyncio
import contextvars
import json
import signal
import threading
import time

import pytest

from agent_magic.errors import ToolArgumentError, ToolDefinitionError, ToolNameError, UsageError
from agent_magic.interpreter import FinalAnswer
from agent_magic.tools import FINAL_ANSWER, Toolbox, tool


@tool
def double(number: int) -> int:
    """Double a number.

    Args:
        number: The number.
    """
    return number * 2


def shout(text: str) -> str:
    """Say it loud."""
    return text.upper()


def test_tools_stand_in_the_order_in_which_they_came() -> None:
    box = Toolbox([shout, double])
    assert box.names == ("shout", "double")
    assert [each.name for each in box] == ["shout", "double"]
    assert len(box) == 2
    assert box["double"] is box.get("double") is double
    assert box.get("nothing") is None
    assert "shout" in box
    assert double in box
    assert "nothing" not in box
    assert repr(box) == "<toolbox of shout, double>"
    assert list(Toolbox(box)) == list(box)
    assert repr(Toolbox()) == "<toolbox of nothing>"


def test_what_is_described_follows_every_change() -> None:
    box = Toolbox()
    assert box.describe() == box.describe("json") == ""
    box.add(double)
    box.add(shout)
    assert box.describe() == double.python_text() + '\n\ndef shout(text: str) -> str:\n    """Say it loud."""'
    assert [json.loads(line)["name"] for line in box.describe("json").splitlines()] == ["double", "shout"]
    assert [each["name"] for each in box.definitions] == ["double", "shout"]
    box.remove("double")
    assert "double" not in box.describe()
    box.clear()
    assert len(box) == 0


def test_a_name_used_twice_names_both_origins() -> None:
    def other(number: int) -> int:
        return number

    box = Toolbox([double])
    line = other.__code__.co_firstlineno
    with pytest.raises(ToolNameError) as caught:
        box.add(tool(double, name="double"))
    assert "two tools are named `double`, one from test_toolbox.py, line 19" in str(caught.value)
    other.__name__ = "double"
    with pytest.raises(UsageError) as caught:
        box.add(other)
    assert str(caught.value) == (
        "two tools are named `double`, one from test_toolbox.py, line 19 and one from "
        f"test_toolbox.py, line {line}: rename one, or replace the first with update()"
    )
    box.update(other)
    assert box.call("double", {"number": 3}) == 3
    assert len(box) == 1


def test_only_what_is_there_can_be_replaced_or_removed() -> None:
    box = Toolbox([double])
    for change in (lambda: box.update(shout), lambda: box.remove("shout"), lambda: box["shout"]):
        with pytest.raises(ToolNameError, match=r"^there is no tool `shout`: there are double$"):
            change()
    with pytest.raises(ToolDefinitionError, match="must be a function, a method or a Tool, not int"):
        box.add(3)
    assert box.names == ("double",)


def test_the_names_that_the_transformers_library_gave() -> None:
    box = Toolbox()
    box.add_tool(double)
    with pytest.raises(KeyError):
        box.add_tool(double)
    with pytest.raises(KeyError):
        box.update_tool(shout)
    with pytest.raises(KeyError):
        box.remove_tool("shout")
    assert box.tools == {"double": double}
    assert "def double(number: int)" in box.show_tool_descriptions()
    box.tools.clear()
    assert len(box) == 1
    box.clear_toolbox()
    assert box.tools == {}


def test_functions_are_plain_and_checked() -> None:
    lent = Toolbox([double, shout]).functions()
    assert {name: type(each).__name__ for name, each in lent.items()} == {"double": "function", "shout": "function"}
    assert lent["double"].__name__ == "double"
    assert lent["double"](4) == lent["double"](number=4) == 8
    with pytest.raises(TypeError, match=r"double\(\): number must be an integer, not 'four'"):
        lent["double"]("four")


def test_the_final_answer_ends_the_run() -> None:
    box = Toolbox([FINAL_ANSWER])
    for arguments in ('{"answer": [1, 2]}', "[1, 2]", {"answer": [1, 2]}):
        with pytest.raises(FinalAnswer) as caught:
            box.call("final_answer", arguments)
        assert caught.value.value == [1, 2]
    with pytest.raises(FinalAnswer) as caught:
        FINAL_ANSWER("done")
    assert caught.value.value == "done"
    with pytest.raises(ToolArgumentError, match="needs `answer`"):
        box.call("final_answer", "")
    assert FINAL_ANSWER.definition["parameters"]["properties"] == {
        "answer": {"description": "The answer, whole and final."}
    }
    assert FINAL_ANSWER.signature == "def final_answer(answer: object) -> object:"


PLACE: contextvars.ContextVar[str] = contextvars.ContextVar("place", default="nowhere")


async def where() -> str:
    """Say where."""
    await asyncio.sleep(0)
    return PLACE.get()


async def answer(value: int) -> None:
    raise FinalAnswer(value)


async def fail() -> None:
    raise LookupError("no page")


def test_coroutines_are_waited_for_with_and_without_a_loop() -> None:
    box = Toolbox([where, answer, fail])

    def called() -> None:
        assert box.call("where", {}) == box.functions()["where"]() == "here"
        with pytest.raises(LookupError, match="no page"):
            box.call("fail", {})
        with pytest.raises(FinalAnswer):
            box.call("answer", {"value": 3})

    async def in_a_loop() -> None:
        called()

    token = PLACE.set("here")
    called()
    asyncio.run(in_a_loop())
    PLACE.reset(token)


def test_an_interrupt_does_not_wait_for_a_coroutine() -> None:
    ended = threading.Event()

    async def sleepy() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            ended.set()

    async def in_a_loop() -> None:
        threading.Timer(0.2, signal.pthread_kill, (threading.main_thread().ident, signal.SIGINT)).start()
        Toolbox([sleepy]).call("sleepy", "")

    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    before = time.monotonic()
    loop = asyncio.new_event_loop()
    try:
        with pytest.raises(KeyboardInterrupt):
            loop.run_until_complete(in_a_loop())
    finally:
        signal.signal(signal.SIGINT, previous)
        loop.close()
    assert time.monotonic() - before < 5
    assert ended.wait(5)
