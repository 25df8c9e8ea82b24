"""Agents of the notebook that another one calls: their steps in its display, their tokens in its total."""

from __future__ import annotations

from collections.abc import Iterator

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
