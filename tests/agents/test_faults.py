"""What goes wrong in the middle of a run: it ends soon, keeps what was done and says one clear thing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from agent_magic.agents import CodeAgent
from agent_magic.agents.record import RunRecord
from agent_magic.errors import AgentMagicError
from agent_magic.events import TextDelta
from agent_magic.messages import Chunk, ReplyEnd, TextChunk, Usage
from agent_magic.models import HubModel
from tests.agents.conftest import Agents
from tests.agents.models import PlannedModel, code
from tests.servers.chat import MALFORMED, ChatServer, Drop, Endless, Reply

GRACE = 2.0
"""Seconds within which a run ends after its limit or its fault."""
FIRST = code("found = 6 * 7", "print('found', found)")


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer([FIRST]) as chat:
        yield chat


def ends(worker: CodeAgent, within: float) -> RunRecord:
    """Run to the end, whatever that is; the first step's finding must be kept."""
    begun = time.perf_counter()
    with suppress(AgentMagicError):
        worker.run("Find it.")
    assert time.perf_counter() - begun < within + GRACE
    assert worker.last_run is not None
    assert worker.last_run.steps[0].observation == "found 42"
    assert "\n" not in str(worker.failure or "")
    return worker.last_run


def test_the_server_goes_away(agent: Agents, server: ChatServer) -> None:
    server.add(Drop("I loo"))
    run = ends(agent(HubModel("m", base_url=server.url, retries=0)), within=0)
    assert run.status == "failed"
    assert "in the middle of the reply" in (run.error or "")


def test_the_server_sends_garbage(agent: Agents, server: ChatServer) -> None:
    server.add(MALFORMED)
    run = ends(agent(HubModel("m", base_url=server.url, retries=0)), within=0)
    assert run.status == "failed"
    assert run.error


def test_replies_are_empty(agent: Agents, server: ChatServer) -> None:
    server.add(*[Reply(" ")] * 3)
    run = ends(agent(HubModel("m", base_url=server.url)), within=0)
    assert run.status == "failed"
    assert "could not be read" in (run.error or "")
    assert len(run.steps) == 4


@pytest.mark.slow
def test_a_reply_has_no_end(agent: Agents, server: ChatServer) -> None:
    server.add(Endless(), Endless())
    run = ends(agent(HubModel("m", base_url=server.url), max_seconds=1.0), within=1.0)
    assert run.status == "max_seconds"
    assert run.answer == "There was no answer within 1 seconds. What was seen last:\nfound 42"
    assert server.hung_up.wait(2)


def test_the_model_refuses(agent: Agents, server: ChatServer) -> None:
    server.add(*["I am sorry, but I cannot help with that."] * 3)
    run = ends(agent(HubModel("m", base_url=server.url)), within=0)
    assert run.status == "failed"
    assert "I cannot help with that" in (run.error or "")


def test_a_tool_raises(agent: Agents, server: ChatServer) -> None:
    def look_up(word: str) -> str:
        raise LookupError(f"nobody knows {word}")

    server.add(code("look_up('fish')"), code("final_answer(found)"))
    run = ends(agent(HubModel("m", base_url=server.url), tools=[look_up]), within=0)
    assert run.answer == 42
    assert "LookupError: nobody knows fish" in run.steps[1].observation


@pytest.mark.slow
def test_a_tool_is_slow(agent: Agents, server: ChatServer) -> None:
    def look_up(word: str) -> str:
        time.sleep(20)
        return word

    server.add(code("look_up('fish')"), "It is 42, I think.")
    run = ends(agent(HubModel("m", base_url=server.url), tools=[look_up], max_seconds=1.0), within=1.0)
    assert run.status == "max_seconds"
    assert run.answer == "It is 42, I think."
    assert len(run.steps) == 3


def test_no_answer_is_accepted(agent: Agents, server: ChatServer) -> None:
    def is_even(answer: object) -> str | None:
        return "the answer must be odd"

    server.add(code("final_answer(found)"), code("final_answer(found + 2)"), "It is 42.")
    run = ends(agent(HubModel("m", base_url=server.url), final_answer_checks=[is_even], max_steps=3), within=0)
    assert run.status == "max_steps"
    assert run.answer == "It is 42."
    assert run.steps[1].error == "The answer was not accepted: the answer must be odd"
    assert "the answer must be odd" in server.bodies[2]["messages"][-1]["content"]


def test_the_tokens_are_used_up(agent: Agents) -> None:
    def reply(text: str) -> list[Chunk | Exception]:
        return [TextChunk(text), ReplyEnd(Usage(900, 100))]

    planned = PlannedModel(
        reply(FIRST), *[reply(code("print('found', found)"))] * 3, reply("It is 42, as far as I got.")
    )
    run = ends(agent(planned, max_tokens=6_000), within=0)
    assert run.status == "max_tokens"
    assert run.answer == "It is 42, as far as I got."
    assert run.usage.total_tokens <= 6_000


def test_an_interrupt_comes_while_the_reply_streams(agent: Agents, server: ChatServer) -> None:
    server.add(Endless())
    worker = agent(HubModel("m", base_url=server.url), step_callbacks={TextDelta: lambda event: stop(event.step)})

    def stop(step: int) -> None:
        if step == 2:
            worker.interrupt()

    run = ends(worker, within=0)
    assert (run.status, run.answer) == ("stopped", None)
    assert server.hung_up.wait(2)
