"""Code that awaits in its module scope, alone and where the host runs an event loop itself."""

from __future__ import annotations

import asyncio
from textwrap import dedent

from agent_magic.interpreter import Interpreter
from tests.interpreter.running import error_of, printed_by, value_of

WAITING = "import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    return n\n"


def test_code_may_await_in_its_module_scope() -> None:
    assert value_of(f"{WAITING}await f(3)") == 3
    assert value_of(f"{WAITING}[await f(n) for n in range(3)]") == [0, 1, 2]
    assert value_of(f"{WAITING}asyncio.run(f(4))") == 4
    assert value_of(f"{WAITING}await asyncio.gather(f(1), f(2))") == [1, 2]
    assert value_of(f"{WAITING}x = await f(5)\nx") == 5


def test_async_with_and_for_in_the_module_scope() -> None:
    source = """
import contextlib
@contextlib.asynccontextmanager
async def manager():
    yield 1
async def numbers():
    yield 2
    yield 3
async with manager() as m:
    async for n in numbers():
        print(m, n)
print([n async for n in numbers() if n > 2])
"""
    assert printed_by(source) == "1 2\n1 3\n[3]\n"


def test_a_loop_of_the_host_is_set_aside() -> None:
    async def host() -> tuple[object, object]:
        first = Interpreter().run(f"{WAITING}await f(3)").value
        second = Interpreter().run(f"{WAITING}asyncio.run(f(4))").value
        await asyncio.sleep(0)
        assert asyncio.get_running_loop().is_running()
        return first, second

    assert asyncio.run(host()) == (3, 4)


def test_a_loop_within_a_loop_of_the_code_is_refused_as_in_cpython() -> None:
    error = error_of(f"{WAITING}asyncio.run(f(1)) + await f(2)")
    assert (error.type, error.message) == ("RuntimeError", "asyncio.run() cannot be called from a running event loop")


def test_a_loop_in_debug_mode() -> None:
    assert value_of(f"{WAITING}asyncio.run(f(4), debug=True)") == 4


def test_what_goes_wrong_in_a_task_that_nobody_awaits_is_not_written_about(capfd: object) -> None:
    source = (
        "import asyncio\nasync def bad(): 1 / 0\nt = asyncio.create_task(bad())\nawait asyncio.sleep(0.01)\ndel t\n'ok'"
    )
    assert value_of(source) == "ok"
    told = capfd.readouterr()  # type: ignore[attr-defined]
    assert (told.out, told.err) == ("", "")


def test_an_error_in_a_coroutine_has_the_line_of_the_module() -> None:
    error = error_of("async def f():\n    1 / 0\n\nawait f()")
    assert (error.type, error.line) == ("ZeroDivisionError", 4)


def test_a_group_of_tasks_fails_together() -> None:
    source = """
import asyncio
async def bad(): raise ValueError("no")
try:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(bad())
except* ValueError as group:
    print([str(error) for error in group.exceptions])
"""
    assert printed_by(source) == "['no']\n"


def test_what_still_waits_at_the_end_of_a_run_is_ended_as_asyncio_run_does() -> None:
    source = """
        import asyncio
        async def work():
            try:
                await asyncio.sleep(100)
            finally:
                print('ended')
        async def numbers():
            try:
                yield 1
            finally:
                print('closed')
        task, more = asyncio.create_task(work()), numbers()
        await anext(more)
    """
    interpreter = Interpreter()
    assert sorted(interpreter.run(dedent(source)).output.split()) == ["closed", "ended"]
    assert interpreter.run("task.cancelled(), [n async for n in more]").value == (True, [])
