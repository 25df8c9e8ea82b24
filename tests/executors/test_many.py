"""Many workers at once: ten of them in several threads, and two hosts beside each other, mix nothing up."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from agent_magic.agents import CodeAgent
from agent_magic.executors import ProcessExecutor
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import Limits
from agent_magic.models import ScriptedModel
from agent_magic.worker.outputs import Kept, Output, Printed, Shown
from tests.agents.models import code
from tests.conftest import ROOT
from tests.executors.meeting import CONFINED
from tests.executors.processes import belongings, within

pytestmark = CONFINED

MANY, ROUNDS = 10, 5

ROUND = """
if len(data) != 2_000_000 or set(data[::1000]) != {me}:
    raise ValueError('this is the data of another one')
rounds.append(tool(len(rounds)))
print('I am', me)
display(me)
[tool(n) for n in range(10)], rounds
"""


@contextmanager
def one_of_many(number: int, server: WarmServer | None) -> Iterator[tuple[ProcessExecutor, list[int], list[Output]]]:
    """Give an executor with a number of its own in all that belongs to it, the calls it makes and what it puts out."""
    calls: list[int] = []
    outputs: list[Output] = []

    def tool(n: int) -> int:
        calls.append(number)
        return 1000 * number + n

    with ProcessExecutor(limits=Limits(seconds=60), server=server, live=outputs.append) as executor:
        executor.expose(functions={"tool": tool}, variables={"me": number, "data": bytes([number]) * 2_000_000})
        executor.expose(variables={"rounds": []})
        yield executor, calls, outputs


def worked(number: int, server: WarmServer | None = None, start: threading.Barrier | None = None) -> int | None:
    """Run some rounds in an executor and check that all of it is its own; return the worker's pid."""
    mine = [1000 * number + n for n in range(10)]
    with one_of_many(number, server) as (executor, calls, outputs):
        if start is not None:
            start.wait(30)
        for done in range(1, ROUNDS + 1):
            outcome = executor.run(ROUND)
            assert outcome.error is None, outcome.error
            assert outcome.value == (mine, mine[:done])
            assert outcome.output == f"I am {number}\n"
        assert calls == [number] * 11 * ROUNDS
        assert [each.text for each in outputs if isinstance(each, Printed)] == [f"I am {number}\n"] * ROUNDS
        assert [each for each in outputs if isinstance(each, Shown)][::2] == [
            Shown({"text/plain": f"{number}"})
        ] * ROUNDS
        kept = executor.run("final_answer(iter(rounds))").value
        assert isinstance(kept, Kept)
        executor.expose(variables={"again": kept})
        assert executor.run("list(again)").value == mine[:ROUNDS]
        return executor.pid


def test_ten_executors_in_as_many_threads(server: WarmServer) -> None:
    server.warm()
    before, start = belongings(), threading.Barrier(MANY)
    with ThreadPoolExecutor(MANY) as pool:
        pids = list(pool.map(lambda number: worked(number, server, start), range(MANY)))
    assert len(set(pids)) == MANY
    assert within(5, lambda: belongings() == before), (before, belongings())


def test_ten_agents_at_once(server: WarmServer) -> None:
    def run(number: int) -> object:
        replies = [
            code("print('first', tool(1))", "mine = [tool(n) for n in range(5)]"),
            code("print('second', mine)"),
            code("final_answer((me, task, mine))"),
        ]
        with one_of_many(number, server) as (executor, calls, _):
            agent = CodeAgent(ScriptedModel(replies), executor=executor)
            answer = agent.run("Do it.", task=f"task {number}")
            assert agent.last_run is not None
            told = "\n".join(f"{step.observation}\n" for step in agent.last_run.steps)
            assert calls == [number] * 6
            assert f"first {1000 * number + 1}\n" in told
            assert f"second {[1000 * number + n for n in range(5)]}" in told
            return answer

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(run, range(MANY)))
    assert answers == [(n, f"task {n}", [1000 * n + i for i in range(5)]) for n in range(MANY)]


def test_a_worker_that_dies_takes_no_other_with_it(server: WarmServer) -> None:
    with one_of_many(1, server) as (first, _, _), one_of_many(2, server) as (second, calls, _):
        first.run("kept_here = 1")
        second.run("kept_here = 2")
        first.stop()
        assert second.run("kept_here, tool(0)").value == (2, 2000)
        assert first.run("'kept_here' in dir()").value is False
        assert second.run("kept_here").value == 2
        assert calls == [2]


HOST = """
import sys
from concurrent.futures import ThreadPoolExecutor
from tests.executors.test_many import worked
numbers = range(int(sys.argv[1]), int(sys.argv[1]) + 5)
sys.stdin.readline()
with ThreadPoolExecutor(5) as pool:
    print(*pool.map(worked, numbers))
"""


@pytest.mark.slow
def test_two_hosts_beside_each_other() -> None:
    command = [sys.executable, "-c", HOST]
    hosts = [
        subprocess.Popen(
            [*command, str(first)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for first in (0, 5)
    ]
    for host in hosts:
        assert host.stdin is not None
        host.stdin.write(b"go\n")
        host.stdin.flush()
    pids: set[bytes] = set()
    for host in hosts:
        told, complaints = host.communicate(timeout=60)
        assert (host.returncode, complaints) == (0, b"")
        pids |= set(told.split())
    assert len(pids) == MANY
