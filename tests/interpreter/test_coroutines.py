"""Code that awaits in its module scope, alone and where the host runs an event loop itself."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from textwrap import dedent

from agent_magic.interpreter import FinalAnswer, Interpreter, Limits
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


def test_tasks_locks_and_generators_last_from_run_to_run() -> None:
    interpreter = Interpreter()
    define = """
        import asyncio
        lock, told = asyncio.Lock(), []
        async def work():
            async with lock:
                for n in range(3):
                    told.append(n)
                    await asyncio.sleep(0)
            return 'done'
        async def numbers():
            for n in range(3):
                yield n
    """
    assert interpreter.run(dedent(define)).error is None
    begin = "one, two, more = asyncio.create_task(work()), asyncio.create_task(work()), numbers()\nawait anext(more)"
    assert interpreter.run(begin).value == 0
    assert interpreter.run("await anext(more)").value == 1
    assert interpreter.run("await one, await two, told, [n async for n in more]").value == (
        "done",
        "done",
        [0, 1, 2, 0, 1, 2],
        [2],
    )


def test_a_run_that_was_stopped_ends_its_tasks_and_the_next_one_has_a_new_loop() -> None:
    interpreter = Interpreter(limits=Limits(seconds=0.2))
    source = "task = asyncio.create_task(asyncio.sleep(100))\nawait asyncio.sleep(100)"
    error = interpreter.run(f"import asyncio\n{source}").error
    assert error is not None
    assert error.type == "LimitExceeded"
    assert interpreter.run("await asyncio.sleep(0)\ntask.cancelled()").value is True


def test_an_answer_leaves_the_tasks_for_a_follow_up() -> None:
    def final_answer(value: object) -> None:
        raise FinalAnswer(value)

    interpreter = Interpreter(functions={"final_answer": final_answer})
    source = "import asyncio\ntask = asyncio.create_task(asyncio.sleep(0, 5))\nawait asyncio.sleep(0)\nfinal_answer(1)"
    assert interpreter.run(source).final
    assert interpreter.run("await task").value == 5


def test_what_still_waits_goes_with_the_interpreter_and_runs_no_more() -> None:
    told: list[str] = []
    gc.collect()
    before = open_files()
    interpreter = Interpreter(functions={"tell": told.append})
    source = """
        import asyncio
        async def work():
            try:
                await asyncio.sleep(100)
            finally:
                tell('ended')
        task = asyncio.create_task(work())
        await asyncio.sleep(0)
    """
    assert interpreter.run(dedent(source)).error is None
    del interpreter
    gc.collect()
    assert told == []
    assert open_files() == before


def open_files() -> int:
    """Return how many files and sockets this process has open, where that can be told."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
