"""The quickstart in a real JupyterLab: live while it runs, the same when opened again without a kernel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.browser.conftest import Lab
from tests.browser.notebook_page import NotebookPage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BEFORE = ["%load_ext", "load_wine"]


@pytest.fixture(scope="module")
def fresh(lab: Lab) -> str:
    """Take the kept outputs out of the quickstart, so that all that is seen comes from this run."""
    path = lab.folder / "quickstart.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)
    return path.name


@pytest.fixture(scope="module")
def opened(lab: Lab, browser: Any, fresh: str) -> Iterator[NotebookPage]:
    page = NotebookPage(browser, lab, fresh)
    page.wait_for_kernel()
    yield page
    page.close()


@pytest.fixture(scope="module")
def screenshots(root: Path) -> Path:
    """Return the folder for pictures that a person may want to look at."""
    folder = root / "test-results"
    folder.mkdir(exist_ok=True)
    return folder


def test_steps_appear_while_the_cell_runs_and_last(
    lab: Lab, browser: Any, opened: NotebookPage, screenshots: Path
) -> None:
    for words in BEFORE:
        opened.watch(words)

    looks = opened.watch("-o ranking")
    running = [look for look in looks if look.running]
    assert {1, 2, 3, 4} <= {look.steps for look in running}
    lengths = [len(look.text) for look in running if look.steps == 1]
    assert len(set(lengths)) > 3, "the first thought did not stream in"
    assert "\nerror\n" in next(look.text for look in running if look.steps == 4)
    assert looks[-1].widgets == 0

    opened.page.wait_for_timeout(300)
    table = opened.cell("-o ranking").locator("table").last
    assert "flavanoids" in table.inner_text()
    opened.cell("-o ranking").locator("summary", has_text="side by side").click()
    opened.wait_until("-o ranking", "KeyError")
    opened.cell("-o ranking").screenshot(path=screenshots / "quickstart.png")

    opened.watch("-o figure")
    figure = opened.cell("-o figure").locator(".jp-OutputArea-executeResult img")
    figure.wait_for()
    assert figure.evaluate("img => img.naturalWidth") > 300
    opened.cell("-o figure").screenshot(path=screenshots / "figure.png")
    opened.watch("df.shape")
    assert "((178, 14), [])" in opened.look("df.shape").text

    opened.cell("-o ranking").locator("summary", has_text="side by side").click()
    shown = {words: opened.look(words) for words in ("-o ranking", "-o figure")}
    opened.save()
    opened.close()
    lab.shut_kernels_down()
    again = reopened_elsewhere(lab, browser)
    for words, before in shown.items():
        after = again.look(words)
        assert after.text == before.text
        assert after.steps == before.steps > 1
    image = again.cell("-o figure").locator(".jp-OutputArea-executeResult img")
    assert image.evaluate("img => img.naturalWidth") > 300
    again.cell("-o ranking").screenshot(path=screenshots / "reopened.png")
    again.close()


def reopened_elsewhere(lab: Lab, browser: Any) -> NotebookPage:
    """Open a copy as somebody else's: not trusted, and with a kernel that this machine does not have."""
    notebook = nbformat.read(lab.folder / "quickstart.ipynb", as_version=4)
    notebook.metadata.kernelspec = {"name": "elsewhere", "display_name": "Elsewhere", "language": "none"}
    notebook.metadata.pop("language_info", None)  # or the page offers a kernel of the same language
    notebook.cells[0].source += "\nSent by mail."
    nbformat.write(notebook, lab.folder / "sent.ipynb")
    page = NotebookPage(browser, lab, "sent.ipynb")
    page.page.get_by_role("dialog").get_by_role("button", name="No Kernel").click()
    assert lab.get("api/kernels") == []
    return page
