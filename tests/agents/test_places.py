"""Where an agent's code runs: a worker of its own that ends with the agent, or the place that was chosen."""

from __future__ import annotations

import gc
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from agent_magic.agents import CodeAgent
from agent_magic.events import RunFinished
from agent_magic.executors import LocalExecutor, ProcessExecutor
from agent_magic.executors.choice import default_name, why_not_confined
from agent_magic.interpreter import Files, Policy
from agent_magic.models import ScriptedModel
from agent_magic.worker.outputs import Kept
from tests.agents.models import code

pytestmark = pytest.mark.skipif(why_not_confined() is not None, reason=f"no confinement here: {why_not_confined()}")


def ended(pid: int) -> bool:
    """Whether the process is gone, or is so within a few seconds."""
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def worker_of(agent: CodeAgent) -> int:
    assert isinstance(agent.executor, ProcessExecutor)
    pid = agent.executor.pid
    assert pid is not None
    return pid


def scripted(*codes: str, **options: Any) -> CodeAgent:
    return CodeAgent(ScriptedModel([code(*one.split("\n")) for one in codes]), **options)


def test_by_default_the_system_confines_the_code() -> None:
    assert default_name() == "process"
    agent = scripted("final_answer(1)")
    assert isinstance(agent.executor, ProcessExecutor)
    assert agent.run("Go.") == 1
    assert worker_of(agent) != os.getpid()
    agent.close()


def test_an_agent_that_is_closed_has_no_worker() -> None:
    with scripted("final_answer(1)") as agent:
        agent.run("Go.")
        pid = worker_of(agent)
    assert ended(pid)
    assert agent.run("Go again.") == 1
    agent.close()


def test_an_agent_that_is_forgotten_has_no_worker() -> None:
    agent = scripted("final_answer(1)")
    agent.run("Go.")
    pid = worker_of(agent)
    del agent
    gc.collect()
    assert ended(pid)


def test_an_answer_that_stays_keeps_its_worker() -> None:
    agent = scripted("class Model:\n    weight = 42\nmodel = Model()\nfinal_answer(lambda: model.weight)")
    answer = agent.run("Make one.")
    assert isinstance(answer, Kept)
    pid, executor = worker_of(agent), agent.executor
    del agent
    gc.collect()
    assert Path(f"/proc/{pid}").exists()
    follower = CodeAgent(ScriptedModel([code("final_answer(made())")]), executor=executor)
    assert follower.run("Use it.", made=answer) == 42
    del follower
    del executor
    with scripted("final_answer(1)") as elsewhere:
        assert "kept in a worker that has ended, or in another one" in refusal(elsewhere, made=answer)
    del answer, elsewhere
    gc.collect()
    assert ended(pid)


def refusal(agent: CodeAgent, **inputs: object) -> str:
    """Run the agent, which must refuse the inputs in one line that names the way out."""
    *_, end = agent.iter("Go.", **inputs)
    assert isinstance(end, RunFinished)
    assert end.status == "failed"
    assert end.error is not None
    return end.error


LIVE = {"generator": (number for number in range(3)), "lock": threading.Lock()}


@pytest.mark.parametrize("value", LIVE.values(), ids=LIVE)
def test_an_input_that_cannot_travel_is_named_in_one_line(value: object) -> None:
    with scripted("final_answer(1)") as agent:
        said = refusal(agent, plain=1, live=value)
    assert said.startswith("the input live cannot go to the worker")
    assert said.endswith("use --executor local for it")
    local = scripted("final_answer(str(type(live)))", executor="local")
    assert local.run("Go.", live=value) == str(type(value))


@pytest.mark.parametrize("place", [LocalExecutor, ProcessExecutor])
def test_code_reads_the_files_that_it_was_granted(place: Any, tmp_path: Path) -> None:
    for name in ("data/table.csv", "secret.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"a,b\n1,{name}\n")
    policy = Policy(imports=["pandas.*"], files=Files(read=[tmp_path / "data"]))
    table = f"import pandas as pd\ntable = pd.read_csv('{tmp_path}/data/table.csv')"
    secret = f"open('{tmp_path}/secret.txt')"
    write = f"table.to_csv('{tmp_path}/data/new.csv')"
    with scripted(table, secret, write, "final_answer(table['b'][0])", executor=place(policy=policy)) as agent:
        assert agent.run("Look.") == "data/table.csv"
        assert agent.last_run is not None
        errors = [step.error for step in agent.last_run.steps]
    assert errors[0] is None
    assert errors[1] is not None
    assert "may not be read" in errors[1]
    assert errors[2] is not None
    assert "may not be written" in errors[2]
    assert not (tmp_path / "data/new.csv").exists()
