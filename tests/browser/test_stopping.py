"""Stopping a run from the page: the view's own button, and JupyterLab's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat
import pytest

from tests.browser.conftest import Lab
from tests.browser.notebook_page import NotebookPage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MODELS = """
%load_ext agent_magic
from agent_magic.models import ScriptedModel

first = "The first step is quick.\\n```python\\nprint('first', 'done')\\n```"
slow_words = ScriptedModel([first, "word " * 600], delay=0.05)
slow_code = ScriptedModel([first, "Round and round.\\n```python\\nwhile True:\\n    pass\\n```"])
"""

CELLS = (MODELS, "%%agent -m slow_words\nTalk for long.", "%%agent -m slow_code\nLoop for ever.", "6 * 7")


@pytest.fixture(scope="module")
def opened(lab: Lab, browser: Any) -> Iterator[NotebookPage]:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip()) for source in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab.folder / "stopping.ipynb")
    page = NotebookPage(browser, lab, "stopping.ipynb")
    page.wait_for_kernel()
    page.watch("%load_ext")
    yield page
    page.close()


def test_the_stop_button_ends_a_reply_at_once(opened: NotebookPage) -> None:
    opened.start("Talk for long")
    opened.wait_until("Talk for long", "word word word")
    opened.cell("Talk for long").get_by_role("button", name="Stop").click()
    assert opened.wait_until_done("Talk for long", 5) < 2
    expect_kept_steps(opened, "Talk for long")


def test_the_kernels_interrupt_ends_code_at_once(opened: NotebookPage) -> None:
    opened.start("Loop for ever")
    opened.wait_until("Loop for ever", "Round and round")
    opened.page.wait_for_timeout(500)
    assert opened.look("Loop for ever").running
    opened.page.get_by_title("Interrupt the kernel").click()
    assert opened.wait_until_done("Loop for ever", 5) < 2
    expect_kept_steps(opened, "Loop for ever")


def test_the_notebook_goes_on_after_it(opened: NotebookPage) -> None:
    opened.watch("6 * 7")
    assert "42" in opened.look("6 * 7").text


def expect_kept_steps(opened: NotebookPage, words: str) -> None:
    told = opened.wait_until(words, "stopped by you")
    assert (told.steps, told.widgets) == (2, 0)
    opened.cell(words).locator("summary").first.click()
    opened.wait_until(words, "first done")
