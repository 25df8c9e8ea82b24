"""How a run is ended from outside: by its deadline, by another thread, by Ctrl-C, on the main thread and off it."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from agent_magic.interpreter import Interpreter, Limits, Outcome


def run_in_a_thread(interpreter: Interpreter, source: str) -> Outcome:
    outcomes: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.append(interpreter.run(source)))
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    return outcomes[0]


@pytest.fixture
def later() -> Iterator[list[threading.Timer]]:
    timers: list[threading.Timer] = []
    yield timers
    for timer in timers:
        timer.join()


def message_of(outcome: Outcome) -> str:
    assert outcome.error is not None
    assert outcome.error.type in {"LimitExceeded", "Interrupted"}
    return outcome.error.message


def test_a_deadline_holds_off_the_main_thread_too() -> None:
    interpreter = Interpreter(limits=Limits(seconds=0.1))
    outcome = run_in_a_thread(interpreter, "try:\n    while True: pass\nexcept BaseException:\n    while True: pass")
    assert message_of(outcome) == "the code ran for more than 0.1 seconds"
    assert outcome.seconds < 2
    assert run_in_a_thread(interpreter, "1 + 1").value == 2


def test_without_a_deadline_off_the_main_thread() -> None:
    assert run_in_a_thread(Interpreter(limits=Limits.unlimited()), "1 + 1").value == 2


def test_a_deadline_reaches_code_that_a_function_in_c_calls() -> None:
    source = (
        "import re\nclass K:\n    def __lt__(self, other): return True\nwhile True: sorted(K() for _ in range(100))"
    )
    assert message_of(Interpreter(limits=Limits(seconds=0.1)).run(source)) == "the code ran for more than 0.1 seconds"


def test_a_deadline_waits_for_a_function_of_the_host() -> None:
    done: list[bool] = []

    def work() -> None:
        end = time.monotonic() + 0.2
        while time.monotonic() < end:
            time.sleep(0.01)
        done.append(True)

    interpreter = Interpreter(limits=Limits(seconds=0.05), functions={"work": work})
    assert message_of(interpreter.run("work()\nwhile True: pass")) == "the code ran for more than 0.05 seconds"


def test_timers_of_the_host_go_on_after_a_run() -> None:
    rang: list[float] = []
    earlier = signal.setitimer(signal.ITIMER_REAL, 0)
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(time.monotonic()))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.15)
        Interpreter(limits=Limits(seconds=5)).run("sum(range(10))")
        end = time.monotonic() + 5
        while not rang and time.monotonic() < end:
            time.sleep(0.01)
        assert rang
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        rang.clear()
        Interpreter(limits=Limits(seconds=5)).run("import time\ntime.sleep(0.1)")
        time.sleep(0.05)
        assert rang, "a timer that was due while the code ran is late, not lost"
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *earlier)


def test_handlers_are_the_hosts_again_after_a_run() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM)
    Interpreter(limits=Limits(seconds=5)).run("1 / 0")
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM)) == before
    assert signal.getitimer(signal.ITIMER_REAL)[1] == 0.0


def test_another_thread_interrupts_a_run(later: list[threading.Timer]) -> None:
    interpreter = Interpreter(limits=Limits.unlimited())
    later.append(threading.Timer(0.1, interpreter.interrupt))
    later[0].start()
    outcome = interpreter.run("try:\n    while True: pass\nfinally:\n    print('cleaned')\n    while True: pass")
    assert message_of(outcome) == "the run was stopped"
    assert interpreter.run("1 + 1").value == 2


def test_another_thread_interrupts_what_waits(later: list[threading.Timer]) -> None:
    interpreter = Interpreter(limits=Limits.unlimited())
    for source in ("import asyncio\nawait asyncio.sleep(60)", "import time\ntime.sleep(60)"):
        later.append(threading.Timer(0.1, interpreter.interrupt))
        later[-1].start()
        started = time.monotonic()
        assert message_of(interpreter.run(source)) == "the run was stopped"
        assert time.monotonic() - started < 1


def test_an_interrupt_before_a_run_does_not_end_it() -> None:
    interpreter = Interpreter()
    interpreter.interrupt()
    assert interpreter.run("sum(i for i in range(10))").value == 45


def test_an_interrupt_between_compiling_and_running_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    interpreter = Interpreter()
    compiled = interpreter.compile

    def slowly(source: str) -> object:
        interpreter.interrupt()
        return compiled(source)

    monkeypatch.setattr(interpreter, "compile", slowly)
    assert message_of(interpreter.run("for i in range(10): pass")) == "the run was stopped"


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "try:\n    while True: pass\nexcept BaseException:\n    while True: pass",
        "try:\n    while True: pass\nfinally:\n    while True: pass",
        "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except BaseException: pass",
        "import asyncio\nawait asyncio.sleep(60)",
    ],
)
def test_ctrl_c_goes_through_the_run(source: str, later: list[threading.Timer]) -> None:
    interpreter = Interpreter(limits=Limits(seconds=20))
    later.append(threading.Timer(0.1, _thread.interrupt_main))
    later[0].start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interpreter.run(source)
    assert time.monotonic() - started < 5
    assert interpreter.run("1 + 1").value == 2


def test_a_keyboard_interrupt_of_the_codes_own_is_an_error_of_the_code() -> None:
    outcome = Interpreter().run("raise KeyboardInterrupt")
    assert outcome.error is not None
    assert outcome.error.type == "KeyboardInterrupt"


def test_systems_without_such_timers_have_deadlines_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "setitimer")
    outcome = Interpreter(limits=Limits(seconds=0.1)).run("while True: pass")
    assert message_of(outcome) == "the code ran for more than 0.1 seconds"
