"""A notebook in JupyterLab, as somebody at the screen uses it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import nbformat

from tests.browser.conftest import Lab

LOOK = """cell => ({
    prompt: cell.querySelector('.jp-InputPrompt').innerText,
    steps: [...cell.querySelectorAll('details > summary')].filter(line => /^\\d/.test(line.innerText)).length,
    text: cell.querySelector('.jp-Cell-outputArea')?.innerText ?? '',
    widgets: cell.querySelectorAll('.jupyter-widgets').length,
})"""


@dataclass(frozen=True)
class Look:
    """What a cell shows at one moment."""

    prompt: str
    steps: int
    text: str
    widgets: int

    @property
    def running(self) -> bool:
        return "*" in self.prompt


class NotebookPage:
    """One open notebook; cells are found by words in their source."""

    def __init__(self, browser: Any, lab: Lab, name: str) -> None:
        self.page = browser.new_page(viewport={"width": 1000, "height": 1400})
        self.page.goto(f"{lab.url}/doc/tree/{name}")
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        self.page.locator(".jp-Spinner").wait_for(state="hidden")

    def wait_for_kernel(self) -> None:
        self.page.locator('.jp-NotebookPanel-toolbar [data-status="idle"]').wait_for(timeout=60_000)

    def cell(self, words: str) -> Any:
        return self.page.locator(".jp-Notebook .jp-CodeCell", has_text=words).first

    def look(self, words: str) -> Look:
        return Look(**self.cell(words).evaluate(LOOK))

    def start(self, words: str) -> None:
        """Select the cell and press Run until it runs: what is pressed right after loading can get lost."""
        before = self.look(words).prompt
        deadline = time.monotonic() + 30
        while self.look(words).prompt == before:
            assert time.monotonic() < deadline, f"the cell {words!r} does not run"
            self._press_run(words)
            for _ in range(40):
                if self.look(words).prompt != before:
                    break
                self.page.wait_for_timeout(25)

    def _press_run(self, words: str) -> None:
        cell = self.cell(words)
        cell.locator(".cm-content").click()
        self.page.wait_for_function("cell => cell.classList.contains('jp-mod-active')", arg=cell.element_handle())
        self.page.get_by_title("Run this cell and advance").click()

    def watch(self, words: str, seconds: float = 60) -> list[Look]:
        """Start the cell and return all that it showed, until it ended."""
        self.start(words)
        seen = [self.look(words)]
        deadline = time.monotonic() + seconds
        while seen[-1].running:
            assert time.monotonic() < deadline, f"not done in {seconds} s; the cell shows:\n{seen[-1].text}"
            self.page.wait_for_timeout(25)
            seen.append(self.look(words))
        return seen

    def wait_until(self, words: str, text: str, seconds: float = 20) -> Look:
        """Return the cell's look once it holds `text`."""
        deadline = time.monotonic() + seconds
        while text not in (look := self.look(words)).text:
            assert time.monotonic() < deadline, f"{text!r} did not appear; the cell shows:\n{look.text}"
            self.page.wait_for_timeout(25)
        return look

    def wait_until_done(self, words: str, seconds: float) -> float:
        """Return after how many seconds the cell was not running any more."""
        began = time.monotonic()
        while self.look(words).running:
            assert time.monotonic() < began + seconds, f"still running after {seconds} s"
            self.page.wait_for_timeout(10)
        return time.monotonic() - began

    def save(self) -> None:
        self.page.get_by_title("Save and create checkpoint").click()
        self.page.locator(".jp-mod-dirty").wait_for(state="detached")
        self.page.wait_for_timeout(300)

    def close(self) -> None:
        self.page.close()


@contextmanager
def opened_notebook(browser: Any, lab: Lab, name: str, cells: Iterable[str]) -> Iterator[NotebookPage]:
    """Make a notebook of `cells` in the lab's folder, open it and run the first one, which loads the extension."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip()) for source in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab.folder / name)
    page = NotebookPage(browser, lab, name)
    page.wait_for_kernel()
    page.watch("%load_ext")
    yield page
    page.close()
