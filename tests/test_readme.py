"""What the README shows works: its examples run in one kernel, in order, and give what they say."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat.v4
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def blocks(root: Path) -> list[str]:
    """Return the README's examples in their order."""
    return re.findall(r"^```(?:python|ipython)\n(.*?)^```$", (root / "README.md").read_text(), re.M | re.S)


def test_the_examples_run_and_give_what_they_say(
    blocks: list[str], root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(block) for block in blocks])
    (tmp_path / "notebooks").symlink_to(root / "notebooks")
    client = NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": tmp_path}})
    client.execute()
    promised = {number: says for number, block in enumerate(blocks) if (says := promise(block))}
    assert len(promised) >= 2
    given = {number: last_result(notebook.cells[number]) for number in promised}
    assert given == promised


def promise(block: str) -> str | None:
    """Return what the comment on a block's last line says that it gives."""
    found = re.search(r"  # ([^#\n]+)\n\Z", block)
    return found and found[1]


def last_result(cell: nbformat.NotebookNode) -> str | None:
    results = [output.data["text/plain"] for output in cell.outputs if output.output_type == "execute_result"]
    return results[-1] if results else None


def test_links_lead_somewhere(root: Path) -> None:
    for page in (root / "README.md", root / "CONTRIBUTING.md"):
        links = re.findall(r"\]\((?!https?://|#)([^)]+)\)", page.read_text())
        assert [link for link in links if not (root / link).exists()] == []
