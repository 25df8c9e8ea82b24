"""Code that runs in a confined process: what comes back, what stays, and what happens when the process dies."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from agent_magic.agents import CodeAgent
from agent_magic.errors import ExecutorError, InputError
from agent_magic.executors import ProcessExecutor
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import FinalAnswer, Limits, Outcome, Policy
from agent_magic.models import ScriptedModel
from agent_magic.worker.confinement import Confinement
from agent_magic.worker.outputs import Kept, Output, Printed, Shown
from tests.agents.models import code
from tests.executors.processes import children, within

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are confined on Linux")

LIBRARIES = Policy(imports=["pandas.*", "numpy.*", "matplotlib.*"])


@pytest.fixture(scope="module")
def server() -> Iterator[WarmServer]:
    server = WarmServer(["numpy", "pandas"])
    yield server
    server.close()


@pytest.fixture
def executor(server: WarmServer) -> Iterator[ProcessExecutor]:
    with ProcessExecutor(policy=LIBRARIES, limits=Limits(seconds=20, output_chars=100_000), server=server) as executor:
        yield executor


def outcome_of(executor: ProcessExecutor, code: str) -> tuple[list[Output], Outcome]:
    """Run the code to its end and return what it put out and what it came to."""
    outputs: list[Output] = []
    run = executor.iter(code)
    while True:
        try:
            output = next(run)
        except StopIteration as end:
            return outputs, end.value
        if output is not None:
            outputs.append(output)


def pid_of(executor: ProcessExecutor) -> int:
    assert executor.pid is not None
    return executor.pid


def test_print_display_and_the_last_value_come_in_order(executor: ProcessExecutor) -> None:
    outputs, outcome = outcome_of(executor, "print('a')\ndisplay(1)\nprint('b')\n[2, 3]")
    assert outputs == [Printed("a\n"), Shown({"text/plain": "1"}), Printed("b\n"), Shown({"text/plain": "[2, 3]"})]
    assert outcome.value == [2, 3]
    assert outcome.output == "a\nb\n"


def test_text_comes_while_the_code_runs(executor: ProcessExecutor) -> None:
    executor.run("1")
    run = executor.iter("import time\nprint('first')\ntime.sleep(1)\nprint('second')")
    begun = time.monotonic()
    output = None
    while output is None:
        output = next(run)
    assert output == Printed("first\n")
    assert time.monotonic() - begun < 0.5
    run.close()


def test_names_last_and_functions_see_later_ones(executor: ProcessExecutor) -> None:
    executor.run("def f():\n    return g() + 1")
    executor.run("def g():\n    return 41")
    assert executor.run("f()").value == 42


def test_variables_are_copies(executor: ProcessExecutor) -> None:
    numbers = [1, 2, 3]
    executor.expose(variables={"numbers": numbers, "same": numbers})
    assert executor.run("numbers.append(4)\nnumbers is same, len(same)").value == (True, 4)
    assert numbers == [1, 2, 3]


def test_a_table_goes_in_and_comes_back(executor: ProcessExecutor) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"a": [1, 2, 3], "b": ["x", None, "z"]})
    executor.expose(variables={"table": table})
    answer = executor.run("final_answer(table.assign(c=table.a * 2))").value
    pandas.testing.assert_frame_equal(answer, table.assign(c=table.a * 2))


def test_an_error_tells_its_line(executor: ProcessExecutor) -> None:
    error = executor.run("x = 1\n1 / 0").error
    assert error is not None
    assert (error.type, error.message, error.line) == ("ZeroDivisionError", "division by zero", 2)


def test_functions_of_the_host_are_called_there(executor: ProcessExecutor) -> None:
    def tool(number: int, *, times: int = 2) -> int:
        """Multiply."""
        return number * times + os.getpid() * 0

    executor.expose(functions={"tool": tool, "where": os.getpid})
    assert executor.run("tool(4), tool(4, times=3), tool.__doc__").value == (8, 12, "Multiply.")
    assert executor.run("where()").value == os.getpid()
    assert executor.run("where()").value != pid_of(executor)


def test_an_error_of_a_host_function_keeps_its_type_and_message(executor: ProcessExecutor) -> None:
    class OwnError(KeyError):
        pass

    def fail(kind: str) -> None:
        raise {"own": OwnError("no such key"), "value": ValueError("bad", 3)}[kind]

    executor.expose(functions={"fail": fail})
    code = "try:\n    fail({!r})\nexcept {} as error:\n    told = (type(error).__name__, error.args)\ntold"
    assert executor.run(code.format("own", "KeyError")).value == ("OwnError", ("no such key",))
    assert executor.run(code.format("value", "ValueError")).value == ("ValueError", ("bad", 3))


def test_a_host_function_may_end_the_run_with_the_answer(executor: ProcessExecutor) -> None:
    def finish(value: Any) -> None:
        raise FinalAnswer(value + 1)

    executor.expose(functions={"finish": finish})
    outcome = executor.run("finish(41)\nprint('never')")
    assert (outcome.final, outcome.value, outcome.output) == (True, 42, "")


def test_calls_from_several_threads_of_the_host_do_not_mix(executor: ProcessExecutor) -> None:
    executor.expose(functions={"slow": lambda n: (time.sleep(0.05), n)[1]})
    assert executor.run("[slow(n) for n in range(5)]").value == [0, 1, 2, 3, 4]


def test_an_answer_that_cannot_travel_stays_and_can_be_used(executor: ProcessExecutor) -> None:
    answer = executor.run("final_answer(item for item in [1, 2, 3])").value
    assert isinstance(answer, Kept)
    assert answer.type == "generator"
    assert executor.run(f"list({answer.name})").value == [1, 2, 3]


def test_a_kept_value_can_be_an_input_again(executor: ProcessExecutor) -> None:
    answer = executor.run("final_answer(iter([1, 2, 3]))").value
    executor.expose(variables={"mine": answer})
    assert executor.run("next(mine)").value == 1


def test_an_input_that_cannot_travel_is_named(executor: ProcessExecutor) -> None:
    with pytest.raises(ExecutorError, match="--executor local"):
        executor.expose(variables={"stream": (n for n in range(3))})


def an_object_of_a_module_that_only_the_host_has(monkeypatch: pytest.MonkeyPatch) -> object:
    module: Any = ModuleType("only_here")
    exec("class Thing: pass", module.__dict__)
    monkeypatch.setitem(sys.modules, "only_here", module)
    return module.Thing()


def test_an_input_of_a_class_that_the_worker_cannot_import_ends_the_run(
    executor: ProcessExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    executor.expose(variables={"thing": an_object_of_a_module_that_only_the_host_has(monkeypatch)})
    for _ in range(2):
        outcome = executor.run("print('never')")
        assert outcome.error is not None
        assert isinstance(outcome.error.exception, InputError)
        assert "only_here" in outcome.error.message
        assert "--executor local" in outcome.error.message
        assert outcome.output == ""


def test_an_agent_fails_where_its_input_cannot_go(executor: ProcessExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    thing = an_object_of_a_module_that_only_the_host_has(monkeypatch)
    agent = CodeAgent(ScriptedModel([code("final_answer(1)")] * 2), executor=executor)
    with pytest.raises(InputError, match="only_here"):
        agent.run("Do it.", thing=thing)


def test_an_interrupt_ends_a_loop_and_keeps_the_variables(executor: ProcessExecutor) -> None:
    executor.run("x = 1")
    threading.Timer(0.2, executor.interrupt).start()
    begun = time.monotonic()
    outcome = executor.run("while True:\n    try:\n        while True: pass\n    except BaseException: pass")
    assert time.monotonic() - begun < 1
    assert outcome.error is not None
    assert executor.run("x").value == 1


def test_an_interrupt_ends_a_worker_that_does_not_listen(executor: ProcessExecutor) -> None:
    executor.run("x = 1")
    executor.expose(functions={"stuck": lambda: time.sleep(30)})
    threading.Timer(0.2, executor.interrupt).start()
    begun = time.monotonic()
    outcome = executor.run("stuck()")
    assert time.monotonic() - begun < 3
    assert outcome.error is not None
    assert outcome.error.type in {"KeyboardInterrupt", "Interrupted"}


def test_a_worker_that_dies_is_an_error_and_the_next_run_has_another(executor: ProcessExecutor) -> None:
    executor.expose(variables={"data": [1, 2]}, functions={"double": lambda n: 2 * n})
    executor.run("x = 1")
    threading.Timer(0.3, lambda: os.kill(pid_of(executor), signal.SIGKILL)).start()
    error = executor.run("import time\nwhile True: time.sleep(1)").error
    assert error is not None
    assert error.type == "WorkerDied"
    assert "killed" in error.message
    assert executor.run("data, double(21)").value == ([1, 2], 42)
    assert executor.run("x").error is not None


def test_the_deadline_is_the_hosts(server: WarmServer) -> None:
    unrestricted = Policy.permissive()
    with ProcessExecutor(policy=unrestricted, limits=Limits(seconds=0.5), server=server) as executor:
        executor.run("1")
        begun = time.monotonic()
        outcome = executor.run("import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nsum(range(10**11))")
        assert time.monotonic() - begun < 4
        assert outcome.error is not None
        assert executor.run("2").value == 2


def test_memory_ends_at_its_limit(executor: ProcessExecutor) -> None:
    error = executor.run("import numpy\nx = numpy.ones(10**10, dtype='u1')").error
    assert error is not None
    assert "Memory" in error.type
    assert executor.run("1").value == 1


def test_memory_that_a_failed_run_took_is_free_again(server: WarmServer) -> None:
    fill = """
class Held:
    pass
def fill():
    held = Held()
    held.itself, held.pieces = held, []
    for size in (1 << 16, 1 << 10, 100):
        try:
            while True:
                held.pieces.append(bytearray(size))
        except MemoryError:
            pass
    raise MemoryError
fill()
"""
    small = Confinement(memory=128 << 20)
    with ProcessExecutor(limits=Limits(seconds=20), confinement=small, server=server) as executor:
        executor.run("x = 1")
        error = executor.run(fill).error
        assert error is not None
        assert error.type == "MemoryError"
        assert executor.run("x, [n for n in range(10_000)][-1]").value == (1, 9_999)


@pytest.mark.slow
def test_a_server_without_work_is_let_go_and_comes_back() -> None:
    before = set(children())
    server = WarmServer(idle_seconds=0.5)
    with ProcessExecutor(server=server) as executor:
        assert executor.run("1").value == 1
        begun = set(children()) - before
        assert len(begun) == 1
        time.sleep(1)
        assert set(children()) - before == begun
    assert within(3, lambda: set(children()) <= before)
    with ProcessExecutor(server=server) as executor:
        assert executor.run("2").value == 2
        assert len(set(children()) - before - begun) == 1
    server.close()


def test_nothing_is_left_behind(server: WarmServer) -> None:
    executor = ProcessExecutor(server=server)
    executor.run("1")
    pid = pid_of(executor)
    executor.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
