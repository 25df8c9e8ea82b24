"""Workers, honest and not."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from agent_magic.executors import ProcessExecutor
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import Outcome
from tests.executors.impostors import Impostor
from tests.executors.meeting import CONFINEMENT, LATE, LIMITS, MIB, Meet, little_memory
from tests.executors.processes import within


@pytest.fixture(scope="module")
def server() -> Iterator[WarmServer]:
    """Return a server of real workers, without libraries."""
    server = WarmServer()
    yield server
    server.close()


@pytest.fixture
def meet(server: WarmServer) -> Iterator[Meet]:
    """Return a function that runs code with an impostor as the worker; afterwards the next run has to work."""
    called: list[object] = []
    executors: list[ProcessExecutor] = []

    def tool(value: object = None) -> bytes:
        called.append(value)
        return b"x" * 10 * MIB

    def meet(program: str) -> tuple[ProcessExecutor, Outcome]:
        executor = ProcessExecutor(limits=LIMITS, confinement=CONFINEMENT, server=Impostor(server, program))
        executors.append(executor)
        executor.expose(functions={"tool": tool, "called": lambda: called}, variables={"data": [1, 2]})
        threads = threading.active_count()
        with little_memory():
            begun = time.monotonic()
            outcome = executor.run("1")
            assert time.monotonic() - begun < LATE
        assert executor.pid is None
        assert within(5, lambda: threading.active_count() <= threads)
        return executor, outcome

    yield meet
    for executor in executors:
        assert executor.run("data, 40 + 2").value == ([1, 2], 42)
        executor.stop()
