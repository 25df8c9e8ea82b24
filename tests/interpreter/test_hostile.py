"""Programs that try to outlive a limit: each is stopped by each limit, and the interpreter works on."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent_magic.interpreter import Interpreter, LimitExceeded, Limits, Outcome, Policy

HOSTILE = [
    pytest.param(path.read_text("utf-8"), id=path.stem)
    for path in sorted((Path(__file__).parent / "hostile").glob("*.py"))
]
ONE_IN = 5
OPERATIONS = 10_000
SECONDS = 0.3
GRACE_SECONDS = 2.0
INTERRUPT_SECONDS = 0.25
SOON_SECONDS = 10.0
ONLY_IF_ALL_ELSE_FAILS = 20.0


@pytest.fixture(autouse=True)
def destructors_fail_silently(monkeypatch: pytest.MonkeyPatch) -> None:
    """A destructor that a limit stops is told to `sys.unraisablehook`, and pytest's makes a failure of it."""
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)


def hostile(check: Callable[..., None]) -> Callable[..., None]:
    """Run `check` for each hostile program."""
    marked: Callable[..., None] = pytest.mark.parametrize("source", HOSTILE)(check)
    return marked


def soon_hostile(check: Callable[..., None]) -> Callable[..., None]:
    """Run `check`, which waits for each hostile program, for some of them in the fast tests too."""
    chosen = [
        pytest.param(*each.values, id=each.id, marks=(pytest.mark.slow,) if number % ONE_IN else ())
        for number, each in enumerate(HOSTILE)
    ]
    marked: Callable[..., None] = pytest.mark.parametrize("source", chosen)(check)
    return marked


def some_hostile(check: Callable[..., None]) -> Callable[..., None]:
    """Run `check` for some hostile programs, at night for each."""
    chosen = [
        pytest.param(*each.values, id=each.id, marks=pytest.mark.nightly if number % ONE_IN else pytest.mark.slow)
        for number, each in enumerate(HOSTILE)
    ]
    marked: Callable[..., None] = pytest.mark.parametrize("source", chosen)(check)
    return marked


def interpreter_with(**limits: float | None) -> Interpreter:
    chosen: dict[str, Any] = {"operations": None, "seconds": ONLY_IF_ALL_ELSE_FAILS, **limits}
    return Interpreter(policy=Policy(), limits=Limits(**chosen))


def assert_all_is_well_after(interpreter: Interpreter, threads: set[threading.Thread]) -> None:
    """The same interpreter and a new one work, and nothing of the code goes on, collected or not."""
    assert interpreter.run("1 + 1").value == 2
    assert Interpreter(policy=Policy(), limits=Limits()).run("1 + 1").value == 2
    interpreter.namespace.clear()
    started = time.monotonic()
    gc.collect()
    assert time.monotonic() - started < GRACE_SECONDS
    assert {thread for thread in threading.enumerate() if thread.is_alive()} <= threads
    burned = time.process_time()
    time.sleep(0.05)
    assert time.process_time() - burned < 0.04


def assert_a_limit_ended(outcome: Outcome, why: str) -> None:
    assert outcome.error is not None
    assert outcome.error.type == "LimitExceeded"
    assert isinstance(outcome.error.exception, LimitExceeded)
    assert why in outcome.error.message


@hostile
def test_the_budget_of_operations_ends_it(source: str) -> None:
    threads = set(threading.enumerate())
    interpreter = interpreter_with(operations=OPERATIONS)
    outcome = interpreter.run(source)
    assert_a_limit_ended(outcome, "10,000 operations")
    assert outcome.operations <= OPERATIONS
    assert outcome.seconds < SOON_SECONDS
    assert_all_is_well_after(interpreter, threads)


@pytest.mark.slow
@soon_hostile
def test_the_deadline_ends_it(source: str) -> None:
    threads = set(threading.enumerate())
    interpreter = interpreter_with(seconds=SECONDS)
    started = time.monotonic()
    outcome = interpreter.run(source)
    assert time.monotonic() - started < SECONDS + GRACE_SECONDS
    assert_a_limit_ended(outcome, "more than 0.3 seconds")
    assert_all_is_well_after(interpreter, threads)


@some_hostile
def test_the_deadline_ends_it_off_the_main_thread(source: str) -> None:
    threads = set(threading.enumerate())
    interpreter = interpreter_with(seconds=SECONDS)
    outcomes: list[Outcome] = []
    runner = threading.Thread(target=lambda: outcomes.append(interpreter.run(source)), daemon=True)
    runner.start()
    runner.join(SECONDS + GRACE_SECONDS)
    assert not runner.is_alive()
    assert_a_limit_ended(outcomes[0], "more than 0.3 seconds")
    assert_all_is_well_after(interpreter, threads)


@some_hostile
def test_an_interrupt_from_another_thread_ends_it(source: str) -> None:
    threads = set(threading.enumerate())
    interpreter = interpreter_with()
    stopped: list[float] = []

    def stop() -> None:
        stopped.append(time.monotonic())
        interpreter.interrupt()

    timer = threading.Timer(0.2, stop)
    timer.start()
    outcome = interpreter.run(source)
    ended = time.monotonic()
    timer.join()
    assert stopped, "it ended by itself, before it was interrupted"
    assert ended - stopped[0] < INTERRUPT_SECONDS
    assert outcome.error is not None
    assert isinstance(outcome.error.exception, LimitExceeded)
    assert "stopped" in outcome.error.message
    assert_all_is_well_after(interpreter, threads)


def test_there_are_forty_hostile_programs() -> None:
    assert len(HOSTILE) >= 40
