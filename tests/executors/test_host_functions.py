"""Functions of the host that the code calls: the same in this process and in a worker of its own."""

from __future__ import annotations

import asyncio
import contextvars
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agent_magic.executors import Executor, LocalExecutor, ProcessExecutor
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import FinalAnswer, Limits, Policy
from agent_magic.worker.confinement import Confinement

MB = 1_000_000
CONFINES = sys.platform == "linux"
confined = pytest.mark.skipif(not CONFINES, reason="workers are confined on Linux")
Make = Callable[..., Executor]


@pytest.fixture(scope="module")
def server() -> Iterator[WarmServer]:
    server = WarmServer()
    yield server
    server.close()


@pytest.fixture(params=["local", pytest.param("process", marks=confined)])
def make(request: pytest.FixtureRequest, server: WarmServer) -> Iterator[Make]:
    """Return a function that makes an executor of the kind."""
    made: list[Executor] = []

    def make(**options: Any) -> Executor:
        options.setdefault("limits", Limits(seconds=20))
        made.append(LocalExecutor(**options) if request.param == "local" else ProcessExecutor(server=server, **options))
        return made[-1]

    yield make
    for executor in made:
        executor.stop()


def value_of(executor: Executor, code: str) -> Any:
    """Run code that must not fail, and return its value."""
    outcome = executor.run(code)
    assert outcome.error is None, outcome.error
    return outcome.value


def test_arguments_arrive_as_they_were_given(make: Make) -> None:
    def tool(first: int, *rest: object, key: str = "none", **options: object) -> object:
        return [first, rest, key, options]

    executor = make()
    executor.expose(functions={"tool": tool})
    assert value_of(executor, "tool(1)") == [1, (), "none", {}]
    assert value_of(executor, "tool(1, (2,), {3}, key='k', more=None)") == [1, ((2,), {3}), "k", {"more": None}]
    assert value_of(executor, "tool(*[4, 5], **{'key': 'x', 'ä b': 6})") == [4, (5,), "x", {"ä b": 6}]


def test_wrong_arguments_are_an_error_that_can_be_caught(make: Make) -> None:
    executor = make()
    executor.expose(functions={"tool": lambda one: one})
    error = executor.run("tool(1, 2)").error
    assert error is not None
    assert (error.type, error.line) == ("TypeError", 1)
    assert "takes 1 positional argument" in error.message
    assert value_of(executor, "try:\n    tool(two=2)\nexcept TypeError:\n    caught = True\ncaught") is True


def test_an_error_of_a_function_shows_nothing_of_the_host(make: Make) -> None:
    def tool() -> None:
        secret = "token-123"
        try:
            raise KeyError(secret)
        except KeyError as inner:
            raise ConnectionError("the service is down") from inner

    executor = make(policy=Policy.permissive())
    executor.expose(functions={"tool": tool})
    code = """
try:
    tool()
except OSError as error:
    told = [type(error).__name__, str(error), error.__cause__, error.__context__]
told"""
    assert value_of(executor, code) == ["ConnectionError", "the service is down", None, None]
    error = executor.run("tool()").error
    assert error is not None
    assert "token-123" not in error.traceback


class NoText(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (NoText(object()), "NoText('its message could not be made: RuntimeError')"),
        (ValueError(1 << 20_000), "ValueError"),
        (ValueError("\ud800", float("inf")), "ValueError('\\ud800', inf)"),
        (ValueError(object), "ValueError(\"<class 'object'>\")"),
    ],
    ids=["no text", "a long number", "odd text", "a class"],
)
@confined
def test_an_error_of_any_kind_arrives(raised: Exception, told: str, server: WarmServer) -> None:
    def tool() -> None:
        raise raised

    with ProcessExecutor(limits=Limits(seconds=20), server=server) as executor:
        executor.expose(functions={"tool": tool})
        assert value_of(
            executor, "try:\n    tool()\nexcept Exception as error:\n    said = repr(error)\nsaid"
        ).startswith(told)


def test_a_function_that_is_lent_again_takes_the_place_of_the_first(make: Make) -> None:
    executor = make()
    executor.expose(functions={"tool": lambda: "first"})
    assert value_of(executor, "tool()") == "first"
    executor.expose(functions={"tool": lambda: "second", "other": lambda: "new"})
    assert value_of(executor, "tool() + other()") == "secondnew"


def test_a_coroutine_function_is_awaited(make: Make) -> None:
    async def fetch(name: str) -> str:
        await asyncio.sleep(0.01)
        return f"page of {name}"

    async def fail() -> None:
        raise LookupError("no page")

    executor = make()
    executor.expose(functions={"fetch": fetch, "fail": fail})
    assert value_of(executor, "await fetch('a')") == "page of a"
    assert value_of(executor, "async def both():\n    return [await fetch(n) for n in 'ab']\nawait both()") == [
        "page of a",
        "page of b",
    ]
    caught = "try:\n    await fail()\nexcept LookupError as error:\n    told = str(error)\ntold"
    assert value_of(executor, caught) == "no page"


def test_a_function_may_end_the_run_from_within_other_calls(make: Make) -> None:
    def finish(value: object) -> None:
        raise FinalAnswer(value)

    executor = make()
    executor.expose(functions={"finish": finish})
    outcome = executor.run("try:\n    [finish(n) for n in (7, 8)]\nexcept BaseException:\n    pass\nprint('never')")
    assert (outcome.final, outcome.value, outcome.output) == (True, 7, "")


def test_a_function_sees_the_context_of_who_runs_the_code(make: Make) -> None:
    user = contextvars.ContextVar("user", default="nobody")
    executor = make()
    executor.expose(functions={"whoami": user.get})
    token = user.set("ada")
    try:
        assert value_of(executor, "whoami()") == "ada"
    finally:
        user.reset(token)


def test_a_function_may_use_another_executor(make: Make) -> None:
    inner, outer = make(), make()
    inner.expose(functions={"twice": lambda n: 2 * n})
    outer.expose(functions={"delegate": lambda code: inner.run(code).value})
    assert value_of(outer, "[delegate(f'twice({n})') for n in range(3)]") == [0, 2, 4]


def test_a_function_that_uses_the_executor_that_calls_it_is_told_so(make: Make) -> None:
    executor = make()
    executor.expose(functions={"again": lambda: executor.run("1").value})
    error = executor.run("again()").error
    assert error is not None
    assert "runs code already" in error.message
    assert value_of(executor, "2") == 2


def test_a_function_may_lend_more_while_it_is_called(make: Make) -> None:
    executor = make()

    def lend_more() -> None:
        executor.expose(functions={"more": lambda: 5}, variables={"fresh": 6})

    executor.expose(functions={"lend_more": lend_more})
    value_of(executor, "lend_more()")
    assert value_of(executor, "more() + fresh") == 11


def test_many_calls_in_a_row_stay_in_order(make: Make) -> None:
    executor = make()
    seen: list[int] = []
    executor.expose(functions={"tool": lambda n: (seen.append(n), n)[1]})
    assert value_of(executor, "sum(tool(n) for n in range(300))") == sum(range(300))
    assert seen == list(range(300))


def test_output_and_calls_keep_their_order(make: Make) -> None:
    executor = make()
    seen: list[str] = []

    def see(output: Any) -> None:
        seen.append(output.text)

    executor.live = see  # type: ignore[attr-defined]
    executor.expose(functions={"tool": lambda: seen.append("called\n")})
    executor.run("print('before')\ntool()\nprint('after')")
    assert "".join(seen) == "before\ncalled\nafter\n"


@confined
def test_threads_of_the_code_call_at_once(server: WarmServer) -> None:
    together = threading.Barrier(8, timeout=10)

    def tool(n: int) -> int:
        together.wait()
        return n * n

    with ProcessExecutor(policy=Policy.permissive(), limits=Limits(seconds=20), server=server) as executor:
        executor.expose(functions={"tool": tool})
        code = "from concurrent.futures import ThreadPoolExecutor\nlist(ThreadPoolExecutor(8).map(tool, range(16)))"
        assert value_of(executor, code) == [n * n for n in range(16)]


@pytest.mark.slow
@confined
def test_a_slow_function_ends_with_the_deadline_and_its_answer_is_dropped(server: WarmServer) -> None:
    done = threading.Event()

    def slow() -> int:
        time.sleep(2)
        done.set()
        return 1

    with ProcessExecutor(limits=Limits(seconds=0.3), server=server) as executor:
        executor.expose(functions={"slow": slow, "quick": lambda: 2})
        executor.run("1")
        begun = time.monotonic()
        error = executor.run("slow()").error
        assert time.monotonic() - begun < 1.9
        assert error is not None
        assert "0.3 seconds" in error.message
        assert value_of(executor, "quick()") == 2
        assert done.wait(5)
        assert value_of(executor, "quick()") == 2


@confined
def test_a_table_goes_to_a_function_and_another_comes_back(server: WarmServer) -> None:
    numpy = pytest.importorskip("numpy")
    with ProcessExecutor(policy=Policy(imports=["numpy"]), limits=Limits(seconds=20), server=server) as executor:
        executor.expose(functions={"double": lambda array: 2 * array})
        code = "import numpy\nresult = double(numpy.arange(1_000_000))\nresult.sum(), result.dtype.name"
        assert value_of(executor, code) == (2 * numpy.arange(1_000_000).sum(), "int64")


@confined
def test_what_cannot_travel_is_an_error_that_says_so(server: WarmServer) -> None:
    with ProcessExecutor(limits=Limits(seconds=20), server=server) as executor:
        executor.expose(functions={"tool": lambda given=None: (n for n in range(3))})
        error = executor.run("tool()").error
        assert error is not None
        assert "the result of tool() stays outside" in error.message
        error = executor.run("tool(n for n in range(3))").error
        assert error is not None
        assert "tool() runs outside of the worker" in error.message
        assert value_of(executor, "3") == 3


@confined
def test_a_result_that_is_larger_than_the_worker_is_an_error_of_the_call(server: WarmServer) -> None:
    small = Confinement(memory=100 * MB)
    with ProcessExecutor(limits=Limits(seconds=20), confinement=small, server=server) as executor:
        executor.expose(functions={"load": lambda: bytes(600 * MB)})
        assert value_of(executor, "try:\n    load()\nexcept MemoryError as error:\n    told = str(error)\ntold")
        assert value_of(executor, "4") == 4
