"""What a browser makes of the pieces: nothing in them runs or loads, and none is wider than its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from agent_magic.display.page import Page
from tests.display.hostile import TRICKS
from tests.display.runs import FIGURE, called, calling, folded, plan, started, step

pytestmark = pytest.mark.browser
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" onload="parent.alert(1)"><script>alert(1)</script></svg>'


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 700, "height": 900})
    yield opened
    opened.close()


def show(page: Any, html: str) -> tuple[list[str], list[str]]:
    """Show `html` as a notebook would, click its links, and return what it said and asked a server for."""
    alerts: list[str] = []
    requests: list[str] = []

    def answered(dialog: Any) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    def asked(request: Any) -> None:
        if not request.url.startswith(("about:", "data:")):
            requests.append(request.url)

    page.on("dialog", answered)
    page.on("request", asked)
    page.set_content("<body><div id=place></div></body>")
    page.evaluate("html => { document.getElementById('place').innerHTML = html }", html)
    page.evaluate("document.querySelectorAll('#place a, #place button').forEach(each => each.click())")
    page.wait_for_timeout(300)
    page.remove_listener("dialog", answered)
    page.remove_listener("request", asked)
    return alerts, requests


def test_the_tricks_do_work_where_nobody_sanitizes(page: Any) -> None:
    alerts, requests = show(page, TRICKS["onerror"] + TRICKS["remote picture"])
    assert alerts
    assert any("evil.example" in url for url in requests)


def test_no_trick_works_in_what_the_code_shows(page: Any) -> None:
    shown = [{"text/html": f"<p>before</p>{html}"} for html in TRICKS.values()] + [{"image/svg+xml": DRAWING}]
    steps = (event for number, bundle in enumerate(shown, 1) for event in step(number, shown=[bundle]))
    alerts, requests = show(page, Page().whole(folded([started(), *steps])))
    assert (alerts, requests) == ([], [])
    assert page.locator(".agent-magic-step").count() == len(shown)
    assert page.locator(".agent-magic-run > .agent-magic-step").count() == len(shown)


def test_no_trick_works_as_words(page: Any) -> None:
    everything = "".join(html for html in TRICKS.values() if len(html) < 1_000)
    events = [
        started(task=everything, model=everything, inputs={everything: everything}),
        *step(1, thought=everything, code=everything, output=everything, error=everything),
        *step(2, shown=[{"text/plain": everything}, FIGURE | {"text/plain": everything}]),
        *plan(3, everything),
        *calling(3, called(3, [started(task=everything), *step(1, output=everything)], agent=everything)),
    ]
    assert show(page, Page().whole(folded(events))) == ([], [])
    assert page.locator(".agent-magic-run > *").count() == 5


def test_nothing_is_wider_than_the_page(page: Any) -> None:
    wide = {"text/html": "<table><tr>" + "<td>a wide cell</td>" * 60 + "</tr></table>"}
    long = "w" * 3_000
    html = Page().whole(folded([started(task=long), *step(1, thought=long, code=long, output=long, shown=[wide])]))
    show(page, f'<div style="display:flex"><div style="flex:1 1 auto">{html}</div></div>')
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    row = page.locator("summary > span").first.bounding_box()
    place = page.locator(".agent-magic-step").first.bounding_box()
    assert place["width"] > 600
    assert abs(row["x"] + row["width"] - 14 - (place["x"] + place["width"] - 13)) < 6
