"""Each program of `programs/` shows the same in CPython and in the interpreter: output, value and error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agent_magic.interpreter import Interpreter, Limits, Outcome, Policy
from tests.interpreter.reference import (
    VALUE,
    Told,
    causes_of,
    cells_of,
    message_of,
    told_by_cpython,
    without_addresses,
)

PROGRAMS = Path(__file__).parent / "programs"
NEEDS = {"py312": (3, 12), "py313": (3, 13)}
EVERY = [
    pytest.param(path, id=path.relative_to(PROGRAMS).with_suffix("").as_posix())
    for path in sorted(PROGRAMS.rglob("*.py"))
    if sys.version_info >= NEEDS.get(path.parent.name, (3, 11))
]


def told_by_the_interpreter(source: str, interpreter: Interpreter | None = None) -> Told:
    interpreter = interpreter or Interpreter(policy=Policy(), limits=Limits())
    outcome = interpreter.run(source)
    if outcome.error is not None:
        return _with_its_error(outcome)
    interpreter.namespace[VALUE] = outcome.value
    # The code may have a say in its value's repr, and code runs in runs only.
    return Told(outcome.output, str(interpreter.run(f"repr({VALUE})").value))


def _with_its_error(outcome: Outcome) -> Told:
    error = outcome.error
    assert error is not None
    message = message_of(error.exception) if isinstance(error.exception, SyntaxError) else error.message
    return Told(outcome.output, "None", error.type, message, error.line, causes_of(error.exception))


@pytest.mark.parametrize("program", EVERY)
def test_a_program_shows_the_same_in_cpython_and_in_the_interpreter(program: Path) -> None:
    source = program.read_text("utf-8")
    assert told_by_the_interpreter(source) == told_by_cpython(source)


@pytest.mark.parametrize("program", EVERY)
def test_a_program_shows_the_same_with_a_cell_for_each_statement(program: Path) -> None:
    interpreter, namespace = Interpreter(policy=Policy(), limits=Limits()), dict[str, object]()
    for cell in cells_of(program.read_text("utf-8")):
        ours, expected = told_by_the_interpreter(cell, interpreter), told_by_cpython(cell, namespace)
        assert without_addresses(ours) == without_addresses(expected), cell


def test_there_is_a_program_for_each_of_at_least_150_subjects() -> None:
    assert len(list(PROGRAMS.glob("*.py"))) >= 150
