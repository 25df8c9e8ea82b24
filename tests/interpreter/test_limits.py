"""What a run may take, and that code can neither swallow nor postpone a limit."""

from __future__ import annotations

import time

import pytest

from agent_magic.interpreter import Interpreter, LimitExceeded, Limits
from tests.interpreter.running import limit_of, value_of


def test_operations_are_loop_rounds_and_function_entries() -> None:
    few, many = (Interpreter().run(f"def f(): pass\nfor i in range({n}): f()").operations for n in (100, 10_000))
    assert 200 <= few <= 250
    assert 20_000 <= many <= 20_500
    assert Interpreter().run("x = 1 + 1").operations == 0


@pytest.mark.parametrize("budget", [1, 10, 499, 500, 501, 2_000, 100_000])
def test_a_budget_of_operations_is_kept(budget: int) -> None:
    interpreter = Interpreter(limits=Limits(operations=budget))
    outcome = interpreter.run("n = 0\nwhile True: n += 1")
    assert outcome.error is not None
    assert outcome.error.message == f"the code took more than {budget:,} operations"
    rounds = interpreter.namespace["n"]
    assert budget * 0.7 - 10 <= rounds <= budget
    assert outcome.operations <= budget


def test_both_kinds_of_ticks_count() -> None:
    source = "def f(): return [i for i in range(40)]\nn = 0\nwhile True:\n    f()\n    n += 1"
    interpreter = Interpreter(limits=Limits(operations=10_000))
    assert interpreter.run(source).error is not None
    assert 150 <= interpreter.namespace["n"] <= 250


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "while 1:\n    try:\n        while True: pass\n    except BaseException: pass",
        "for i in iter(int, 1): pass",
        "[0 for i in iter(int, 1)]",
        "sum(0 for _ in iter(int, 1))",
        "import itertools\nlist(itertools.count())",
        "import itertools\nsum(itertools.cycle([0]))",
        "import itertools\nfor i in itertools.repeat(1): pass",
        "max(iter(int, 1))",
        "def f(): return f() or f()\ntry:\n    f()\nexcept RecursionError:\n    while True: pass",
        "f = lambda: 1\nwhile f(): pass",
        "n = 1\nwhile n: pass\nelse: pass",
        "async def g():\n    while True: yield\nasync for i in g(): pass",
        "async def g():\n    while True: yield 1\n[i async for i in g() if i]",
        "async def f():\n    while True: pass\nawait f()",
        "def g():\n    while True:\n        try: yield\n        except GeneratorExit: pass\nfor _ in g(): pass",
    ],
)
def test_every_kind_of_loop_pays(source: str) -> None:
    assert limit_of(source, limits=Limits(operations=2_000)) == "the code took more than 2,000 operations"


def test_a_deadline_ends_the_run() -> None:
    started = time.monotonic()
    assert limit_of("while True: pass", limits=Limits(seconds=0.1)) == "the code ran for more than 0.1 seconds"
    assert 0.09 < time.monotonic() - started < 2


def test_a_deadline_ends_a_sleep() -> None:
    started = time.monotonic()
    limits = Limits(seconds=0.1)
    assert limit_of("import time\ntry:\n    time.sleep(60)\nfinally:\n    time.sleep(60)", limits=limits)
    assert limit_of("import asyncio\nawait asyncio.sleep(60)", limits=limits)
    assert time.monotonic() - started < 4


def test_sleep_is_that_of_cpython_otherwise() -> None:
    started = time.monotonic()
    assert value_of("import time\ntime.sleep(0.05)\ntime.sleep(0)\ntime.sleep(True * 0)") is None
    assert time.monotonic() - started >= 0.05
    for argument, error in (("-1", "ValueError"), ("'x'", "TypeError"), ("float('nan')", "ValueError")):
        source = f"import time\ntry:\n    time.sleep({argument})\nexcept Exception as e:\n    r = type(e).__name__\nr"
        assert value_of(source) == error


def test_each_run_has_the_whole_budget() -> None:
    interpreter = Interpreter(limits=Limits(operations=1_000, seconds=30, output_chars=10))
    for _ in range(5):
        assert interpreter.run("for i in range(800): pass\nprint('x' * 9, end='')").error is None


def test_loops_of_every_kind_share_the_whole_budget() -> None:
    interpreter = Interpreter(limits=Limits(operations=1_000))
    assert interpreter.run("n = 0\nwhile n < 9: n += 1\nfor i in range(900): pass").error is None
    assert interpreter.run("for i in range(9): n = i\nwhile n < 900: n += 1").error is None
    ended = interpreter.run("n = 0\nwhile n < 9: n += 1\nfor i in range(991): pass")
    assert isinstance(ended.error and ended.error.exception, LimitExceeded)
    assert 900 < ended.operations <= 1_000


def test_the_run_after_a_limit_works() -> None:
    interpreter = Interpreter(limits=Limits(operations=1_000))
    for _ in range(3):
        assert interpreter.run("while True: pass").error is not None
        assert interpreter.run("sum(i for i in range(100))").value == 4950


def test_without_limits_nothing_ends() -> None:
    interpreter = Interpreter(limits=Limits.unlimited())
    assert interpreter.run("n = 0\nfor i in range(300_000): n += 1\nn").value == 300_000


def test_accounts_survive_errors_at_the_limit_of_recursion() -> None:
    source = """
def deep(n):
    try:
        return deep(n + 1)
    except RecursionError:
        for _ in range(300): pass
        return n
for _ in range(20):
    deep(0)
"""
    interpreter = Interpreter(limits=Limits(operations=100_000))
    interpreter.run(source)
    assert limit_of("while True: pass", limits=Limits(operations=1_000))
    outcome = interpreter.run("n = 0\nwhile True: n += 1")
    assert outcome.error is not None
    assert outcome.error.type == "LimitExceeded"
    assert 60_000 <= interpreter.namespace["n"] <= 100_000
