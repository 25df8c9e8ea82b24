"""Every kind of agent solves a task in steps with the functions of a notebook, over HTTP, streaming and not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.notebook.conftest import reply
from tests.notebook.kernel import Kernel
from tests.servers.chat import Behaviour, Call, ChatServer, Reply

pytestmark = pytest.mark.kernel

SETUP = '''
def population(city: str) -> int:
    """Look up how many people live in a city.

    Args:
        city: Its name.
    """
    return {"Oslo": 700, "Bergen": 290}[city]

asked = []
def note(text):
    asked.append(text)
'''
SOLVED: dict[str, list[Behaviour]] = {
    "code": [
        reply("first = population('Oslo')\nprint('Oslo has', first)"),
        reply("final_answer(first + population('Bergen'))"),
    ],
    "tools": [
        Reply("Both.", calls=[Call("population", {"city": "Oslo"}), Call("population", {"city": "Bergen"}, "call_2")]),
        Reply(calls=[Call("final_answer", {"answer": 990})]),
    ],
    "once": [reply("final_answer(population('Oslo') + population('Bergen'))")],
    "text": [
        "I look it up.\nAction: population\ncity: Oslo\n\nAction: population\ncity: Bergen\n",
        "I add.\nAction: final_answer\nanswer: 990\n",
    ],
}


@pytest.fixture(scope="module")
def ready(kernel: Kernel) -> Kernel:
    assert kernel.run(SETUP).ok
    return kernel


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as started:
        yield started


@pytest.mark.parametrize("stream", [True, False], ids=["streaming", "whole"])
@pytest.mark.parametrize("mode", SOLVED)
def test_it_solves_a_task_with_a_function_of_the_notebook(
    ready: Kernel, server: ChatServer, mode: str, stream: bool
) -> None:
    server.add(*SOLVED[mode])
    made = f"HubModel('test-model', base_url='{server.url}', stream={stream})"
    assert ready.run(f"from agent_magic.models import HubModel\nhub = {made}").ok
    ran = ready.run(f"%%agent -m hub --mode {mode} -t population -o people\nHow many live in Oslo and Bergen?")
    assert ran.ok, ran.error
    assert ran.value == {"text/plain": "990"}
    assert ready.value("(people, _agent, _run.status, _run.answer)") == "(990, 990, 'success', 990)"
    assert f"answer in {len(SOLVED[mode])} step" in ran.shown
    assert [bool(body.get("stream")) for body in server.bodies] == [stream] * len(SOLVED[mode])
    tools = [tool["function"]["name"] for tool in server.bodies[0].get("tools", [])]
    assert tools == (["population", "final_answer"] if mode == "tools" else [])
    if mode == "tools":
        assert "step 1 · done · Both." in ran.shown
        assert ready.value("_run.steps[0].code") == repr("population(city='Oslo')\npopulation(city='Bergen')")


def test_the_mode_of_the_notebook_is_that_of_its_cells(ready: Kernel, server: ChatServer) -> None:
    server.add(*SOLVED["tools"])
    assert ready.run("%config AgentMagics.mode = 'tools'").ok
    try:
        assert "tools: steps of calls" in ready.run("%agent").printed
        ran = ready.run(f"%%agent -m {server.url}#test-model -t population\nHow many live in Oslo and Bergen?")
        assert ran.value == {"text/plain": "990"}
    finally:
        ready.run("%config AgentMagics.mode = 'code'")


def test_a_plan_comes_before_the_steps_and_counts(ready: Kernel, server: ChatServer) -> None:
    server.add("- Look up Oslo\n- Add Bergen", *SOLVED["code"])
    ran = ready.run(f"%%agent -m {server.url}#test-model -t population --plan 5\nHow many live in Oslo and Bergen?")
    assert ran.value == {"text/plain": "990"}
    lines = ran.shown.splitlines()
    assert lines[1].startswith("plan · done · Look up Oslo · ")
    assert lines[2].startswith("step 1 · done")
    assert ready.value("_run.usage == sum((each.usage for each in _run.steps), _run.plans[0].usage)") == "True"


def test_used_up_steps_end_it_with_the_best_answer(ready: Kernel, server: ChatServer) -> None:
    server.add(SOLVED["code"][0], "About a thousand.")
    ran = ready.run(f"%%agent -m {server.url}#test-model -t population --max-steps 1\nHow many?")
    assert ran.value == {"text/plain": "'About a thousand.'"}
    assert "no final answer within" in ran.shown


def test_so_do_tokens_that_do_not_suffice_for_a_step(ready: Kernel, server: ChatServer) -> None:
    server.add("About a thousand.")
    ran = ready.run(f"%%agent -m {server.url}#test-model -t population --max-tokens 1\nHow many?")
    assert ran.value == {"text/plain": "'About a thousand.'"}
    assert ready.value("_run.status") == "'max_tokens'"
    assert "the tokens of the run were used up" in ran.shown
    assert "out of tokens, 1 step" in ready.run("%agent").printed


def test_and_so_does_time(ready: Kernel, server: ChatServer) -> None:
    server.add(SOLVED["code"][0], Reply("word " * 400, delay=0.05), Reply("late", delay=2.0))
    ran = ready.run(f"%%agent -m {server.url}#test-model -t population --max-seconds 1\nHow many?")
    assert ran.ok, ran.error
    assert ready.value("_run.status") == "'max_seconds'"
    assert ran.seconds < 4
    assert "the time of the run was over" in ran.shown


def test_a_function_of_messages_is_a_model_and_an_alias_names_one(ready: Kernel, server: ChatServer) -> None:
    ready.run("def brain(messages):\n    return 'I know.\\n```python\\nfinal_answer(42)\\n```'")
    assert ready.run("%%agent -m brain\nGo.").value == {"text/plain": "42"}
    server.add(reply("final_answer(1)"))
    ready.run(f"%config AgentMagics.aliases = {{'small': '{server.url}#test-model'}}")
    assert ready.run("%%agent -m small\nGo.").value == {"text/plain": "1"}
    shown = ready.run("%agent models").printed
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert f"--model small (stands for {server.url}#test-model)" in lines
    assert "--model brain (a variable of this notebook)" in lines


def test_what_can_be_lent_is_listed(ready: Kernel) -> None:
    ready.run("from agent_magic.tools import Toolbox\nbox = Toolbox([population])")
    shown = ready.run("%agent tools").printed.splitlines()
    assert "-t population   function: Look up how many people live in a city." in shown
    assert "-t note         function: (no docstring, which would tell what it does)" in shown
    assert "-t box          tools: population" in shown


def test_a_dry_run_shows_tools_and_pictures(ready: Kernel, server: ChatServer) -> None:
    ready.run("import PIL.Image\npicture = PIL.Image.new('RGB', (4, 4))")
    made = f"HubModel('seeing', base_url='{server.url}', takes_images=True)"
    ready.run(f"from agent_magic.models import HubModel\nseeing = {made}")
    sent = ready.run("%%agent -m seeing --mode tools -t population -i picture --dry-run\nLook.").printed
    assert "───── tool population ─────" in sent
    assert '"description": "Look up how many people live in a city."' in sent
    assert "[picture: image/png, " in sent
    assert server.bodies == []
