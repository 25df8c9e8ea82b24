"""Workers, their server and the host are killed at any moment: no finished step is lost, and nothing is left behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from agent_magic.agents import CodeAgent
from agent_magic.events import StepFinished
from agent_magic.executors import ProcessExecutor
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import Limits
from agent_magic.models import ScriptedModel
from tests.agents.models import code
from tests.conftest import ROOT
from tests.executors.processes import Belongings, belongings, children, is_running, within

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are confined on Linux")

REPLIES = [
    code("print('first', tool(1))"),
    code("import time", "time.sleep(0.005)", "print('second', len(data))"),
    code("print('third', sum(tool(n) for n in range(10)))"),
    code("final_answer(data[:3])"),
    code("final_answer(data[:3])"),
]
OBSERVATIONS = ["first 2", "second 3000000", "third 90", ""]
DATA = b"abc" * 1_000_000


@pytest.fixture(scope="module")
def server() -> Iterator[WarmServer]:
    server = WarmServer()
    ProcessExecutor(server=server).run("1")
    yield server
    server.close()


def killed_after(seconds: float, executor: ProcessExecutor, over: threading.Event) -> threading.Thread:
    """Kill the worker that is there after `seconds`, or the first one after that, unless the run is over."""

    def kill() -> None:
        over.wait(seconds)
        while not over.is_set():
            if (pid := executor.pid) is not None:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                return

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def run_and_kill(server: WarmServer, seconds: float) -> bool:
    """Run the scripted agent and kill its worker after `seconds`; say whether a step saw that."""
    with ProcessExecutor(server=server, limits=Limits(seconds=20)) as executor:
        executor.expose(functions={"tool": lambda n: 2 * n})
        agent = CodeAgent(ScriptedModel(REPLIES), executor=executor)
        over = threading.Event()
        killing = killed_after(seconds, executor, over)
        steps = [event for event in agent.iter("Do it.", data=DATA) if isinstance(event, StepFinished)]
        over.set()
        killing.join()
        assert agent.last_run is not None
        assert agent.last_run.status == "success"
        assert agent.last_run.answer == b"abc"
        assert [step.observation for step in agent.last_run.steps] == [step.observation for step in steps]
        hit = [step for step in steps if step.error is not None]
        assert len(hit) <= 1
        assert all("WorkerDied" in (step.error or "") for step in hit)
        assert len(steps) == 4 + ("final_answer" in "".join(step.code for step in hit))
        for step, expected in zip(steps, OBSERVATIONS, strict=False):
            assert step in hit or expected in step.observation
        assert 42 in (executor.run("6 * 7").value, executor.run("6 * 7").value)
    return bool(hit)


def kill_often(server: WarmServer, times: int) -> tuple[int, Belongings, Belongings]:
    """Kill `times` workers; return how many steps were hit, and what this process had before and has after."""
    run_and_kill(server, 60)
    time.sleep(0.2)  # the threads of that worker may still be ending
    before = belongings()
    moments = random.Random(7)
    hits = sum(run_and_kill(server, moments.uniform(0, 0.06)) for _ in range(times))
    within(5, lambda: belongings() == before)
    return hits, before, belongings()


@pytest.mark.slow
def test_workers_killed_at_any_moment_lose_no_finished_step_and_leave_nothing(server: WarmServer) -> None:
    hits, before, after = kill_often(server, 20)
    assert hits > 3
    assert after == before


@pytest.mark.slow
def test_two_hundred_workers_killed_leave_nothing(server: WarmServer) -> None:
    hits, before, after = kill_often(server, 200)
    assert hits > 30
    assert after == before


def test_a_run_after_the_server_was_killed_has_a_new_one() -> None:
    before = belongings()
    server = WarmServer()
    with ProcessExecutor(server=server) as executor:
        executor.expose(variables={"x": 20})
        assert executor.run("x + 1").value == 21
        worker = executor.pid
        assert worker is not None
        (started,) = set(children()) - before.children
        threading.Timer(0.2, lambda: os.kill(started, signal.SIGKILL)).start()
        error = executor.run("while True: pass").error
        assert error is not None
        assert error.type == "WorkerDied"
        assert within(2, lambda: not is_running(worker))
        assert executor.run("x + 2").value == 22
    server.close()
    assert within(5, lambda: belongings() == before), belongings()


HOST = """
import sys, threading
from agent_magic.executors import ProcessExecutor
executor = ProcessExecutor()
executor.run("1")
print(executor.pid, flush=True)
{then}
"""


@pytest.mark.parametrize(
    ("then", "how"),
    [
        ("executor.run('while True: pass')", signal.SIGKILL),
        ("executor.run('while True: pass')", signal.SIGTERM),
        ("executor.run('import time\\ntime.sleep(100)')", signal.SIGKILL),
        ("input()", signal.SIGKILL),
        ("raise SystemExit", None),
        ("threading.Thread(target=executor.run, args=['while True: pass'], daemon=True).start()", None),
        ("import os; os._exit(0)", None),
    ],
)
def test_a_host_that_ends_leaves_no_worker_and_no_server(then: str, how: int | None) -> None:
    host = subprocess.Popen(
        [sys.executable, "-c", HOST.format(then=then)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with host:
        assert host.stdout is not None
        worker = int(host.stdout.readline())
        servers = children(host.pid)
        assert how is None or (servers and is_running(worker))
        if how is not None:
            time.sleep(0.1)
            host.send_signal(how)
        host.wait(10)
    assert within(2, lambda: not is_running(worker))
    assert within(2, lambda: not any(map(is_running, servers)))
