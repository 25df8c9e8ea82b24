"""Stopping a run from the page: the view's own button, and JupyterLab's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from agent_magic.executors.choice import why_not_confined
from tests.browser.conftest import Lab
from tests.browser.notebook_page import NotebookPage, opened_notebook

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MODELS = """
%load_ext agent_magic
from agent_magic.models import ScriptedModel

first = "The first step is quick.\\n```python\\nprint('first', 'done')\\n```"
slow_words = ScriptedModel([first, "word " * 600], delay=0.05)
slow_code = ScriptedModel([first, "Round and round.\\n```python\\nwhile True:\\n    pass\\n```"])
"""

CELLS = (
    MODELS,
    "%%agent -m slow_words\nTalk for long.",
    "%%agent -m slow_code\nLoop for ever.",
    "%%agent -m slow_code --executor local\nLoop in the kernel.",
    "%%agent -m slow_code --executor process\nLoop in a worker.",
    "6 * 7",
)


@pytest.fixture(scope="module")
def opened(lab: Lab, browser: Any) -> Iterator[NotebookPage]:
    with opened_notebook(browser, lab, "stopping.ipynb", CELLS) as page:
        yield page


def test_the_stop_button_ends_a_reply_at_once(opened: NotebookPage) -> None:
    opened.start("Talk for long")
    opened.wait_until("Talk for long", "word word word")
    opened.cell("Talk for long").get_by_role("button", name="Stop").click()
    assert opened.wait_until_done("Talk for long", 5) < 2
    expect_kept_steps(opened, "Talk for long")


@pytest.mark.parametrize("words", ["Loop for ever", "Loop in the kernel"])
def test_the_kernels_interrupt_ends_code_at_once(opened: NotebookPage, words: str) -> None:
    loop(opened, words)
    opened.page.get_by_title("Interrupt the kernel").click()
    assert opened.wait_until_done(words, 5) < 2
    expect_kept_steps(opened, words)


@pytest.mark.skipif(why_not_confined() is not None, reason=f"no confinement here: {why_not_confined()}")
def test_the_stop_button_ends_code_in_a_worker_at_once(opened: NotebookPage) -> None:
    loop(opened, "Loop in a worker")
    opened.cell("Loop in a worker").get_by_role("button", name="Stop").click()
    assert opened.wait_until_done("Loop in a worker", 5) < 2
    expect_kept_steps(opened, "Loop in a worker")


def test_the_notebook_goes_on_after_it(opened: NotebookPage) -> None:
    opened.watch("6 * 7")
    assert "42" in opened.look("6 * 7").text


def loop(opened: NotebookPage, words: str) -> None:
    """Run the cell until its code runs for ever."""
    opened.start(words)
    opened.wait_until(words, "Round and round")
    opened.page.wait_for_timeout(500)
    assert opened.look(words).running


def expect_kept_steps(opened: NotebookPage, words: str) -> None:
    told = opened.wait_until(words, "stopped by you")
    assert (told.steps, told.widgets) == (2, 0)
    opened.cell(words).locator("summary").first.click()
    opened.wait_until(words, "first done")
