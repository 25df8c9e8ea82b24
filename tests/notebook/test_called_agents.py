"""Agents of the notebook that another one calls: their steps in its display, their tokens in its total."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notebook.conftest import reply
from tests.notebook.kernel import Kernel, Ran
from tests.servers.chat import Behaviour, Call, ChatServer, Reply

pytestmark = pytest.mark.kernel

AGENTS = """
from agent_magic.agents import CodeAgent, ToolCallingAgent
from agent_magic.models import HubModel
hub = HubModel('test-model', base_url={url!r})
reader = ToolCallingAgent(hub, name='reader', description='Reads the old books.')
researcher = CodeAgent(hub, name='researcher', description='Finds facts.', managed_agents=[reader])
"""
ALL_THREE: list[Behaviour] = [
    reply("fact = researcher(task='When was the town founded?')\nprint('it was', fact)", "I ask the researcher."),
    reply("year = reader(task='Look it up on page 3.')", "I ask the reader."),
    Reply("It is on page 3.", calls=[Call("final_answer", {"answer": 1048})]),
    reply("final_answer(year)", "I report."),
    reply("final_answer(fact)", "I know it."),
]


@pytest.fixture(scope="module")
def ready(kernel: Kernel) -> Iterator[tuple[Kernel, ChatServer]]:
    with ChatServer() as server:
        assert kernel.run(AGENTS.format(url=server.url)).ok
        yield kernel, server


@pytest.fixture(scope="module")
def ran(ready: tuple[Kernel, ChatServer]) -> Ran:
    kernel, server = ready
    server.add(*ALL_THREE)
    return kernel.run("%%agent -m hub -t researcher\nWhen was Oslo founded?")


def test_the_answer_comes_from_the_deepest(ran: Ran) -> None:
    assert ran.ok, ran.error
    assert ran.value == {"text/plain": "1048"}


def test_their_steps_are_in_the_saved_display(ran: Ran) -> None:
    begins = [line.partition(" · ")[0] for line in ran.shown.splitlines()[1:-1]]
    assert begins == [
        "step 1",
        "  researcher",
        "    step 1",
        "      reader",
        "        step 1",
        "    step 2",
        "  it was 1048",
        "step 2",
    ]
    assert "  researcher · done · When was the town founded? · 2 steps" in ran.shown


def test_their_tokens_are_in_the_total(ready: tuple[Kernel, ChatServer], ran: Ran) -> None:
    kernel, server = ready
    counted = kernel.value("(_run.usage.prompt_tokens, _run.usage.completion_tokens)")
    own = kernel.value("sum(step.usage.prompt_tokens for step in _run.steps)")
    assert len(server.bodies) >= 5
    assert int(counted.strip("()").partition(",")[0]) > int(own)
    nested = "[e.event for e in _run.events if type(e).__name__ == 'Nested']"
    deep = f"[e.event for e in {nested} if type(e).__name__ == 'Nested']"
    steps = f"[e for e in [*{nested}, *{deep}] if type(e).__name__ == 'StepFinished']"
    theirs = kernel.value(f"sum(e.usage.prompt_tokens for e in {steps})")
    assert kernel.value("_run.usage.prompt_tokens") == str(int(own) + int(theirs))


def test_live_they_are_drawn_while_they_work(ready: tuple[Kernel, ChatServer]) -> None:
    kernel, server = ready
    words = "slow words " * 30
    server.add(ALL_THREE[0], Reply(f"{words}\n```python\nfinal_answer(7)\n```", delay=0.02), ALL_THREE[-1])
    ran = kernel.run("%%agent -m hub -t researcher\nWhen?", attended=True)
    assert ran.ok, ran.error
    drawn = [
        content["data"]["state"].get("value", "")
        for kind, content in ran.messages
        if kind in ("comm_msg", "comm_open") and "state" in content["data"]
    ]
    growing = sorted({html.count("slow words") for html in drawn if "slow words" in html})
    assert len(growing) >= 3
    assert ran.shown.count("researcher · done") == 1
    opened = {content["comm_id"] for kind, content in ran.messages if kind == "comm_open"}
    assert opened == {content["comm_id"] for kind, content in ran.messages if kind == "comm_close"}


def test_tools_and_agents_together_from_calls(ready: tuple[Kernel, ChatServer]) -> None:
    kernel, server = ready
    server.add(
        Reply(calls=[Call("reader", {"task": "Read page 3."})]),
        Reply(calls=[Call("final_answer", {"answer": "1048"})]),
        Reply(calls=[Call("final_answer", {"answer": 1048})]),
    )
    ran = kernel.run("%%agent -m hub --mode tools -t reader\nRead it.")
    assert ran.value == {"text/plain": "1048"}
    assert "  reader · done · Read page 3. · 1 step" in ran.shown


def test_one_that_fails_is_told_so_and_the_run_goes_on(ready: tuple[Kernel, ChatServer]) -> None:
    kernel, server = ready
    server.add(
        ALL_THREE[0], *[Reply("```python\n1/0\n```")] * 0, "no code", "none", "none", reply("final_answer('no')")
    )
    ran = kernel.run("%%agent -m hub -t researcher\nWhen?")
    assert ran.value == {"text/plain": "'no'"}
    assert "  researcher · failed · When was the town founded?" in ran.shown
    assert "AgentError: researcher failed" in ran.shown


def test_what_they_said_is_on_the_same_cassette(ready: tuple[Kernel, ChatServer], tmp_path: Path) -> None:
    kernel, server = ready
    server.add(*ALL_THREE)
    cassette = tmp_path / "called.jsonl"
    recorded = kernel.run(f"%%agent -m hub -t researcher --record {cassette}\nWhen was Oslo founded?")
    assert recorded.value == {"text/plain": "1048"}, recorded.error
    asked = len(server.bodies)
    replayed = kernel.run(f"%%agent -t researcher --replay {cassette}\nWhen was Oslo founded?")
    assert replayed.value == {"text/plain": "1048"}, replayed.error
    assert replayed.shown.count("replayed from called.jsonl") == recorded.shown.count("test-model at")
    assert len(server.bodies) == asked
    assert kernel.run("researcher.model is hub, reader.model is hub").value == {"text/plain": "(True, True)"}


def test_a_called_agent_that_asks_something_else_does_not_reach_its_server(
    ready: tuple[Kernel, ChatServer], tmp_path: Path
) -> None:
    kernel, server = ready
    server.add(reply("researcher(task='One?')"), reply("final_answer(1)"), reply("final_answer(2)"))
    cassette = tmp_path / "called.jsonl"
    recorded = kernel.run(f"%%agent -m hub -t researcher --record {cassette}\nAsk.")
    assert recorded.ok, recorded.error
    cassette.write_text(cassette.read_text().replace('"agent": "researcher"', '"agent": "somebody"'))
    asked = len(server.bodies)
    replayed = kernel.run(f"%%agent -t researcher --replay {cassette}\nAsk.")
    assert "has no reply to this request: it holds no exchange" in replayed.shown + (replayed.error or "")
    assert len(server.bodies) == asked
