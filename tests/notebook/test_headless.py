"""Whole notebooks without anybody there: a failed cell fails the run, and the file says why."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.notebook.conftest import script

pytestmark = pytest.mark.kernel


def execute(folder: Path, *cells: str, options: Sequence[str] = ()) -> tuple[int, str, list[nbformat.NotebookNode]]:
    """Run a notebook of these cells; return the exit status, what was said, and its cells."""
    path = folder / "notebook.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(cell) for cell in cells]), path)
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=90)
    return done.returncode, done.stderr, nbformat.read(path, as_version=4).cells


def test_it_runs_from_top_to_bottom(tmp_path: Path) -> None:
    model = script(tmp_path, "one.md", "print('looking at', n)", "final_answer(n * 2)")
    status, said, cells = execute(
        tmp_path, "%load_ext agent_magic\nn = 21", f"%%agent -m {model} -i n -o twice\nDouble n.", "twice"
    )
    assert status == 0, said
    assert cells[2].outputs[0].data["text/plain"] == "42"
    kinds = [output.output_type for output in cells[1].outputs]
    assert kinds == ["display_data", "execute_result"]
    assert "looking at 21" in cells[1].outputs[0].data["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" not in cells[1].outputs[0].data


def test_a_failed_agent_fails_the_notebook(root: Path, tmp_path: Path) -> None:
    model = script(tmp_path, "short.md", "print('the first step')")
    status, said, _ = execute(tmp_path, "%load_ext agent_magic", f"%%agent -m {model}\nGo on.")
    assert status != 0
    assert "ModelRefused: the script short.md has 1 reply" in said
    assert str(root / "agent_magic") not in said


def test_the_file_keeps_the_steps_and_the_error(tmp_path: Path) -> None:
    model = script(tmp_path, "short.md", "print('the first step')")
    _, said, cells = execute(
        tmp_path, "%load_ext agent_magic", f"%%agent -m {model}\nGo on.", options=["--allow-errors"]
    )
    assert cells[1].outputs, said
    assert cells[1].outputs[-1].output_type == "error"
    assert len(cells[1].outputs[-1].traceback) == 1
    assert "the first step" in cells[1].outputs[0].data["text/plain"]
