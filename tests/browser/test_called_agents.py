"""A plan and a called agent in a real JupyterLab: seen while they go on, folded when they are done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Lab
from tests.browser.notebook_page import NotebookPage, opened_notebook

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

AGENTS = """
%load_ext agent_magic
from agent_magic import CodeAgent
from agent_magic.agents import ToolCallingAgent
from agent_magic.models import ScriptedModel

def script(*replies, delay=0.02):
    return ScriptedModel(list(replies), delay=delay)

def code(thought, lines):
    return f"{thought}\\n```python\\n{lines}\\n```"

def population(city: str) -> int:
    "Look up how many people live in a city."
    return {"Oslo": 709_000, "Bergen": 291_000}[city]

words = "I compare what the two registers say about each of the cities, one after the other. " * 6
researcher = CodeAgent(
    script(
        code("I look up both cities.", "counts = {city: population(city) for city in ('Oslo', 'Bergen')}\\ncounts"),
        code(words, "final_answer(counts)"),
        delay=0.03,
    ),
    name="researcher", description="Finds facts about cities.", tools=[population],
)
manager = script(
    "- Known: nothing yet about the two cities\\n- Ask the researcher for both counts\\n- Compare and answer",
    code("I ask the researcher for both counts.", "counts = researcher(task='How many live in Oslo and in Bergen?')"),
    code("Now I compare.", "final_answer(counts['Oslo'] - counts['Bergen'])"),
)
"""
TASK = "How many more people live in Oslo than in Bergen?"
WORDS = "How many more"


@pytest.fixture(scope="module")
def opened(lab: Lab, browser: Any) -> Iterator[NotebookPage]:
    sources = (AGENTS, f"%%agent -m manager -t researcher --plan 5\n{TASK}")
    with opened_notebook(browser, lab, "called.ipynb", sources) as page:
        yield page


def test_they_are_seen_and_what_was_opened_stays_open(opened: NotebookPage, root: Path) -> None:
    pictures = root / "test-results"
    pictures.mkdir(exist_ok=True)
    opened.start(WORDS)
    opened.wait_until(WORDS, "planning")
    opened.wait_until(WORDS, "working")
    cell = opened.cell(WORDS)
    opened.wait_until(WORDS, "I compare what")
    for words in ("plan", "I look up both"):
        cell.locator("summary", has_text=words).first.click()
    before = opened.wait_until(WORDS, "counts = {city").text
    cell.screenshot(path=pictures / "called_live.png")
    opened.page.wait_for_timeout(700)
    after = opened.look(WORDS)
    assert after.running
    assert len(after.text) > len(before), "nothing streamed in meanwhile"
    assert is_open(cell, "plan")
    assert is_open(cell, "I look up both")
    opened.wait_until_done(WORDS, 30)
    opened.page.wait_for_timeout(300)
    done = opened.look(WORDS)
    assert "418000" in done.text
    assert (done.steps, done.widgets) == (2, 0)
    assert not is_open(cell, "researcher")
    cell.locator("summary", has_text="researcher").last.click()
    assert opened.wait_until(WORDS, "I look up both").steps == 2 + 2
    cell.locator("summary", has_text="I look up both").click()
    opened.wait_until(WORDS, "counts = {city")
    cell.screenshot(path=pictures / "called.png")


def is_open(cell: Any, words: str) -> bool:
    return bool(
        cell.locator("details", has=cell.page.locator("summary", has_text=words)).last.evaluate("it => it.open")
    )
