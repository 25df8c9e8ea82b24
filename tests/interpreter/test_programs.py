"""Each program of `programs/` shows the same in CPython and in the interpreter: output, value and error."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from agent_magic.interpreter import Interpreter, Limits, Outcome, Policy
from tests.interpreter.reference import VALUE, Told, causes_of, message_of, told_by_cpython

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


def without_addresses(told: Told) -> Told:
    """Return what is told without the places of objects in memory."""
    return replace(told, value=re.sub(r"0x[0-9a-f]+", "0x", told.value))


def cells_of(source: str) -> list[str]:
    """Return a program's statements, a text each; the whole program where it cannot be parsed."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return [source]
    ends = sorted({statement.end_lineno or 0 for statement in statements})
    lines = source.splitlines(keepends=True)
    return ["".join(lines[begin:end]) for begin, end in pairwise([0, *ends])]


def test_there_is_a_program_for_each_of_at_least_150_subjects() -> None:
    assert len(list(PROGRAMS.glob("*.py"))) >= 150
