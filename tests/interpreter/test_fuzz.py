"""Random programs show the same in CPython and in the interpreter: output, value, error and line."""

from __future__ import annotations

import os
import re
import sys
import time
import warnings
from collections import Counter

import hypothesis
import pytest

from agent_magic.interpreter import Interpreter, LimitExceeded, Limits, Policy
from tests.interpreter.random_programs import programs
from tests.interpreter.reference import Told, causes_of, message_of, told_by_cpython

LIMITS = Limits(operations=100_000, seconds=10, output_chars=50_000, value_items=100_000)
SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
# Where an object is, and what CPython was about to do when the stack was full, differ from run to run.
BY_CHANCE = re.compile(r"0x[0-9a-f]+|(?<=maximum recursion depth exceeded)( in comparison| while [a-z A-Z]+)")
QUICK = hypothesis.settings(max_examples=150, derandomize=True, deadline=None, database=None)
LONG = hypothesis.settings(max_examples=300, deadline=None, database=None)
LONG = hypothesis.settings(LONG, suppress_health_check=list(hypothesis.HealthCheck))
QUICK = hypothesis.settings(QUICK, suppress_health_check=list(hypothesis.HealthCheck))


@pytest.fixture(autouse=True)
def generators_end_silently(monkeypatch: pytest.MonkeyPatch) -> None:
    """A generator that is collected after its run is stopped, which is told to `sys.unraisablehook`."""
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)


def told_by_the_interpreter(source: str) -> Told | None:
    """Return what the interpreter makes of a program, or None where it takes more than the limits allow."""
    interpreter = Interpreter(Policy(), LIMITS)
    outcome = interpreter.run(source)
    error = outcome.error
    if error is not None:
        if isinstance(error.exception, LimitExceeded) or "would be too large" in error.message:
            return None
        syntax = isinstance(error.exception, SyntaxError)
        message = message_of(error.exception) if syntax else error.message  # told while objects had a say in it
        return Told(outcome.output, "None", error.type, message, error.line, causes_of(error.exception))
    interpreter.namespace["value"] = outcome.value
    shown = interpreter.run("repr(value)")
    return Told(outcome.output, str(shown.value))


def without_chance(told: Told) -> tuple[object, ...]:
    """Return what was told without what differs from run to run."""
    texts = (told.output, told.value, told.message or "", repr(told.causes))
    return (*(BY_CHANCE.sub("", text) for text in texts), told.error, told.line)


def assert_both_tell_the_same(source: str) -> Told | None:
    """Hold the interpreter against CPython."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours = told_by_the_interpreter(source)
        if ours is None:
            return None
        theirs = told_by_cpython(source)
        if without_chance(ours) != without_chance(theirs) and tells_how_deep_it_runs(source):
            return None
    assert without_chance(ours) == without_chance(theirs), source
    return ours


def tells_how_deep_it_runs(source: str) -> bool:
    """Whether CPython itself shows something else when the program has a little less of the stack to recurse on."""
    theirs = [without_chance(told_deeper_down(source, frames)) for frames in range(12)]
    return any(each != theirs[0] for each in theirs)


def told_deeper_down(source: str, frames: int) -> Told:
    """Return what CPython makes of a program that is run from below some more frames."""
    return told_deeper_down(source, frames - 1) if frames else told_by_cpython(source)


# How many lines it prints says how many calls the stack has room for, and the interpreter takes some frames itself.
COUNTED = """
def count():
    print("one more")
    try:
        count()
    except RecursionError:
        pass
count()
"""


def test_a_program_that_tells_how_deep_it_runs_is_not_compared() -> None:
    assert assert_both_tell_the_same(COUNTED) is None


def test_a_program_that_only_reaches_the_end_of_the_stack_is_compared() -> None:
    source = "def count():\n    count()\n"
    told = assert_both_tell_the_same(f"{source}count()")
    assert told is not None
    assert told.error == "RecursionError"
    assert not tells_how_deep_it_runs(f"{source}try:\n    count()\nexcept RecursionError as error:\n    print(error)")


def test_an_error_that_holds_an_object_is_compared() -> None:
    source = "class C:\n    def __repr__(self):\n        return f'<{1}>'\no = C()\n"
    told = assert_both_tell_the_same(f"{source}try:\n    raise ValueError(o)\nexcept ValueError:\n    assert 0, o")
    assert told is not None
    assert (told.error, told.message) == ("AssertionError", "<1>")
    assert told.causes == (("ValueError", "['C']"),)


@pytest.mark.slow
def test_random_programs_show_the_same() -> None:
    endings: Counter[str] = Counter()

    @QUICK
    @hypothesis.given(programs())
    def check(source: str) -> None:
        told = assert_both_tell_the_same(source)
        endings["limit" if told is None else told.error or "value"] += 1

    check()
    assert endings["value"] > 30, endings
    assert endings["SyntaxError"] + endings["limit"] < endings.total() / 5, endings


@pytest.mark.nightly
@pytest.mark.timeout(SECONDS + 600)
def test_random_programs_show_the_same_for_a_long_time() -> None:
    @LONG
    @hypothesis.given(programs())
    def check(source: str) -> None:
        assert_both_tell_the_same(source)

    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        check()
