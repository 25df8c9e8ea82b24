"""Programs that a data scientist would write show the same in CPython and in the interpreter."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_magic.interpreter import Interpreter, Limits, Policy
from agent_magic.interpreter.borrowed import BorrowedState
from tests.interpreter.reference import VALUE, Told, cells_of, told_by_cpython, without_addresses

PROGRAMS = sorted((Path(__file__).parent / "library_programs").glob("*.py"))
LIBRARIES = ["numpy", "pandas", "polars", "matplotlib", "sklearn", "scipy", "seaborn", "networkx", "sympy", "PIL"]


@pytest.fixture(autouse=True)
def _a_backend_without_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_shows_the_same_as_in_cpython(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    expected = CPython(source).told(source)
    assert expected.error is None, expected.message
    interpreter = Interpreter(Policy(imports=[f"{name}.*" for name in LIBRARIES]), Limits(seconds=100))
    assert told_by(interpreter, source) == expected


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_shows_the_same_with_a_cell_for_each_statement(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    cpython = CPython(source)
    interpreter = Interpreter(Policy(imports=[f"{name}.*" for name in LIBRARIES]), Limits(seconds=100))
    for cell in cells_of(source):
        expected = cpython.told(cell)
        assert without_addresses(told_by(interpreter, cell)) == without_addresses(expected), cell


class CPython:
    """Tells what CPython makes of cells; what they change for the whole process is theirs alone."""

    def __init__(self, source: str) -> None:
        self._namespace: dict[str, object] = {}
        self._state = BorrowedState()
        for name in LIBRARIES:
            if name in source:
                pytest.importorskip(name)
                self._state.opened(name)

    def told(self, cell: str) -> Told:
        self._state.enter()
        try:
            return told_by_cpython(cell, self._namespace)
        finally:
            self._state.leave()


def told_by(interpreter: Interpreter, source: str) -> Told:
    outcome = interpreter.run(source)
    assert outcome.error is None, outcome.error and outcome.error.traceback
    interpreter.namespace[VALUE] = outcome.value
    return Told(outcome.output, str(interpreter.run(f"repr({VALUE})").value))
