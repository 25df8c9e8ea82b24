"""Programs that a data scientist would write show the same in CPython and in the interpreter."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from agent_magic.interpreter import Interpreter, Limits, Policy
from agent_magic.interpreter.borrowed import BorrowedState
from tests.interpreter.reference import told_by_cpython

PROGRAMS = sorted((Path(__file__).parent / "library_programs").glob("*.py"))
LIBRARIES = ["numpy", "pandas", "polars", "matplotlib", "sklearn", "scipy", "seaborn", "networkx", "sympy", "PIL"]


@pytest.fixture(autouse=True)
def _a_backend_without_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_shows_the_same_as_in_cpython(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    needed = [name for name in LIBRARIES if name in source]
    for name in needed:
        pytest.importorskip(name)
    state = BorrowedState()  # what the reference changes for the whole process ends with it
    for name in needed:
        state.opened(name)
    state.enter()
    expected = told_by_cpython(source)
    state.leave()
    assert expected.error is None, expected.message
    interpreter = Interpreter(Policy(imports=[f"{name}.*" for name in LIBRARIES]), Limits(seconds=100))
    outcome = interpreter.run(source)
    assert outcome.error is None, outcome.error and outcome.error.traceback
    with redirect_stdout(io.StringIO()):
        told = repr(outcome.value)
    assert (outcome.output, told) == (expected.output, expected.value)
