"""The quickstart, run from top to bottom as its reader would, and the copy that is kept with its outputs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(300)]

Notebook = Any


@pytest.fixture(scope="module")
def executed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """Run a copy of the quickstart headless and return it with its outputs."""
    home = tmp_path_factory.mktemp("quickstart")
    shutil.copytree(root / "notebooks", home / "notebooks")
    own = {"IPYTHONDIR": "ipython", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime"}
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", "notebooks/quickstart.ipynb"]
    done = subprocess.run(
        command,
        cwd=home,
        env=os.environ | {name: str(home / folder) for name, folder in own.items()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return nbformat.read(home / "notebooks" / "quickstart.ipynb", as_version=4)


@pytest.fixture(scope="module")
def kept(root: Path) -> Notebook:
    """Return the quickstart as it is kept in the project."""
    return nbformat.read(root / "notebooks" / "quickstart.ipynb", as_version=4)


def code_cell(notebook: Notebook, words: str) -> Any:
    found = [cell for cell in notebook.cells if cell.cell_type == "code" and words in cell.source]
    assert len(found) == 1, f"{len(found)} code cells hold {words!r}"
    return found[0]


def shown(cell: Any, kind: str) -> list[str]:
    """Return what the cell shows in the form `kind`, in order."""
    return ["".join(output.data[kind]) for output in cell.outputs if kind in output.get("data", {})]


def result(cell: Any) -> str:
    (value,) = [output.data["text/plain"] for output in cell.outputs if output.output_type == "execute_result"]
    return str(value)


def test_no_cell_fails(executed: Notebook) -> None:
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    ran = [cell for cell in code if cell.execution_count]
    errors = [output for cell in code for output in cell.outputs if output.output_type == "error"]
    assert errors == []
    assert len(ran) == len(code) > 6


def test_the_table_is_the_answer(executed: Notebook) -> None:
    cell = code_cell(executed, "-o ranking")
    answer = shown(cell, "text/html")[-1]
    assert "<table" in answer
    assert all(name in answer for name in ("flavanoids", "proline", "alcohol", "color_intensity"))
    assert result(code_cell(executed, "ranking.index")) == "['flavanoids', 'proline', 'od280/od315_of_diluted_wines']"


def test_the_failed_step_and_its_repair_are_told(executed: Notebook) -> None:
    told = "\n".join(shown(code_cell(executed, "-o ranking"), "text/plain"))
    assert "KeyError" in told
    assert told.index("KeyError") < told.index("this data set spells it")


def test_the_figure_is_the_answer(executed: Notebook) -> None:
    cell = code_cell(executed, "-o figure")
    assert len(shown(cell, "image/png")) == 1
    assert len(shown(cell, "image/png")[0]) > 10_000


def test_the_frame_is_as_it_was(executed: Notebook) -> None:
    assert result(code_cell(executed, "df.shape")) == "((178, 14), [])"


def test_the_dry_run_shows_no_row(executed: Notebook) -> None:
    cell = code_cell(executed, "--dry-run")
    told = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    assert "flavanoids" in told
    assert "178" in told
    first_wine = ("14.23", "15.6", "3.06", "5.64")
    assert [value for value in first_wine if value in told] == []


def test_the_lesson_says_that_it_is_scripted(executed: Notebook) -> None:
    told = "\n".join(shown(code_cell(executed, "-o ranking"), "text/html"))
    assert "scripted" in told.lower()


def test_the_kept_outputs_are_those_of_a_run(kept: Notebook, executed: Notebook) -> None:
    assert [cell.source for cell in kept.cells] == [cell.source for cell in executed.cells]
    for before, after in zip(kept.cells, executed.cells, strict=True):
        if before.cell_type == "code":
            assert [kinds(output) for output in before.outputs] == [kinds(output) for output in after.outputs]
    for words in ("df.head", "ranking.index", "df.shape"):
        assert result(code_cell(kept, words)) == result(code_cell(executed, words))


def kinds(output: Any) -> tuple[str, list[str]]:
    return output.output_type, sorted(output.get("data", {}))


def test_the_kept_notebook_is_clean(kept: Notebook, root: Path) -> None:
    assert (root / "notebooks" / "quickstart.ipynb").stat().st_size < 300_000
    assert "widgets" not in kept.metadata
    text = nbformat.writes(kept)
    assert "application/vnd.jupyter.widget-view+json" not in text
    assert "/tmp/" not in text
