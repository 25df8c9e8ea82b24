"""Where printed text goes, and how much of it there may be."""

from __future__ import annotations

import gc
import io
import sys
import threading

import pytest

from agent_magic.interpreter import Interpreter, LimitExceeded, Limits


def test_printed_text_is_kept_and_told_as_it_comes() -> None:
    told: list[str] = []
    interpreter = Interpreter()
    interpreter.on_output = told.append
    outcome = interpreter.run("print('one', 2, sep='-')\nprint('three', end='')")
    assert outcome.output == "one-2\nthree"
    assert "".join(told) == outcome.output
    assert told[0] == "one"


def test_an_empty_text_is_no_news() -> None:
    told: list[str] = []
    interpreter = Interpreter()
    interpreter.on_output = told.append
    assert interpreter.run("print('', end='')\nprint(flush=True)").output == "\n"
    assert told == ["\n"]


def test_standard_output_is_the_hosts_again_after_the_run() -> None:
    before = sys.stdout
    Interpreter().run("print('x')\n1 / 0")
    assert sys.stdout is before


@pytest.mark.parametrize("limit", [0, 1, 10])
def test_no_more_is_kept_than_the_limit_allows(limit: int) -> None:
    interpreter = Interpreter(limits=Limits(output_chars=limit))
    outcome = interpreter.run("try:\n    while True: print('abc')\nexcept BaseException:\n    print('more')")
    assert outcome.output == "abc\nabc\nabc\n"[:limit]
    assert outcome.error is not None
    assert isinstance(outcome.error.exception, LimitExceeded)
    assert outcome.error.message == f"the code printed more than {limit} characters"


def test_without_a_limit_all_is_kept() -> None:
    assert len(Interpreter(limits=Limits.unlimited()).run("print('x' * 2_000_000)").output) == 2_000_001


def test_other_threads_print_where_they_did(monkeypatch: pytest.MonkeyPatch) -> None:
    real = io.StringIO()
    monkeypatch.setattr(sys, "stdout", real)

    def host() -> None:
        thread = threading.Thread(target=lambda: print("host"))  # noqa: T201
        thread.start()
        thread.join()

    outcome = Interpreter(functions={"host": host}).run("print('code')\nhost()")
    assert outcome.output == "code\n"
    assert real.getvalue() == "host\n"


def test_what_the_host_prints_for_the_code_is_output() -> None:
    outcome = Interpreter(functions={"say": print}).run("say('lent')")
    assert outcome.output == "lent\n"


def test_the_stream_has_the_ways_of_the_real_one() -> None:
    asked: list[object] = []

    def look() -> None:
        asked.extend([sys.stdout.writable(), sys.stdout.encoding, sys.stdout.write("x")])

    Interpreter(functions={"look": look}).run("look()")
    assert asked == [True, sys.stdout.encoding, 1]


def test_the_stream_is_collected_after_the_real_one_was_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    real = io.StringIO()
    monkeypatch.setattr(sys, "stdout", real)
    monkeypatch.setattr(sys, "stderr", real)
    Interpreter().run("print('x', flush=True)")
    real.close()
    gc.collect()
    assert not told


def test_the_stream_takes_texts_only() -> None:
    refused: list[str] = []

    def host() -> None:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.write(b"x")  # type: ignore[arg-type]
            except TypeError as error:
                refused.append(str(error))

    Interpreter(functions={"host": host}).run("host()")
    assert refused == ["write() argument must be str, not bytes"] * 2


def test_what_goes_to_standard_error_counts_too(capsys: pytest.CaptureFixture[str]) -> None:
    def warn() -> None:
        sys.stderr.write("x" * 30)

    interpreter = Interpreter(limits=Limits(output_chars=50), functions={"warn": warn})
    assert interpreter.run("warn()").output == ""
    assert capsys.readouterr().err == "x" * 30
    error = interpreter.run("warn()\nwarn()").error
    assert error is not None
    assert error.message == "the code printed more than 50 characters"


def test_code_that_is_asked_for_the_message_of_its_error_prints_nothing() -> None:
    source = "class E(Exception):\n    def __str__(self):\n        print('asked')\n        return 'told'\nraise E"
    outcome = Interpreter().run(source)
    assert outcome.error is not None
    assert (outcome.error.message, outcome.output) == ("told", "")


def test_a_destructor_that_fails_is_told_as_in_cpython_one_that_is_stopped_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: told.append(unraisable.exc_type.__name__))
    Interpreter().run("class A:\n    def __del__(self): 1 / 0\na = A()\ndel a")
    assert told == ["ZeroDivisionError"]
    source = "class A:\n    def __del__(self):\n        while True: pass\na = A()\ndel a"
    outcome = Interpreter(limits=Limits(operations=1_000)).run(source)
    assert outcome.error is not None
    assert outcome.error.type == "LimitExceeded"
    assert told == ["ZeroDivisionError"]


def test_what_a_listener_writes_to_the_errors_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    interpreter = Interpreter(limits=Limits(output_chars=10))
    interpreter.on_output = lambda text: sys.stderr.write(text * 20) and None
    outcome = interpreter.run("print('abc')")
    assert outcome.error is None
    assert capsys.readouterr().err.count("abc") == 20


def test_a_stream_that_the_code_keeps_prints_in_later_runs_too() -> None:
    interpreter = Interpreter()
    assert interpreter.run("import pprint\nkept = pprint.PrettyPrinter()\nkept.pprint([1])").output == "[1]\n"
    assert interpreter.run("kept.pprint([2])\nprint(3)").output == "[2]\n3\n"


def test_a_stream_that_the_code_keeps_is_counted_by_the_run_that_prints() -> None:
    interpreter = Interpreter(limits=Limits(output_chars=100))
    interpreter.run("import pprint\nkept = pprint.PrettyPrinter()\nkept.pprint('x' * 80)")
    assert interpreter.run("kept.pprint('y' * 80)").error is None
    error = interpreter.run("kept.pprint('y' * 80)\nkept.pprint('z' * 80)").error
    assert error is not None
    assert error.message == "the code printed more than 100 characters"
