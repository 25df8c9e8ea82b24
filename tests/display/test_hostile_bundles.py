"""What a worker claims that a value looks like, in every view: it may lie, and nothing of it may run."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from agent_magic.display.page import Page
from agent_magic.display.plain import plain
from agent_magic.display.static import bundle as static_form
from agent_magic.display.styles import DATA_STYLES
from agent_magic.display.terminal import TerminalView
from agent_magic.events import ActionParsed, Displayed, StepStarted
from agent_magic.worker.outputs import Kept, Shown
from tests.display.hostile import TRICKS, Judge
from tests.display.runs import DOT, answered, folded, started, step

SCRIPT = "<script>alert(1)</script>"
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">{SCRIPT}</svg>'


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


BUNDLES: dict[str, dict[str, Any]] = {
    "html that works": {"text/html": "".join(TRICKS.values()), "text/plain": "x"},
    "html without text": {"text/html": "".join(TRICKS.values())},
    "a drawing": {"image/svg+xml": DRAWING, "text/plain": SCRIPT},
    "a drawing for a picture": {"image/png": DRAWING, "text/plain": SCRIPT},
    "a picture that ends its attribute": {"image/png": f'{DOT}"><script>alert(1)</script>', "text/plain": "x"},
    "words of a picture": {"image/png": DOT, "text/plain": f'">{SCRIPT}'},
    "markdown": {"text/markdown": f"[x](javascript:alert(1)) {SCRIPT}"},
    "latex": {"text/latex": rf"$\href{{javascript:alert(1)}}{{x}}$ {SCRIPT}"},
    "javascript": {"application/javascript": "alert(1)", "text/plain": "x"},
    "javascript alone": {"application/javascript": "alert(1)", "text/javascript": "alert(2)"},
    "a widget": {"application/vnd.jupyter.widget-view+json": {"model_id": "0" * 32}, "text/plain": "x"},
    "a page in a frame": {"application/vnd.jupyter.iframe": DRAWING, "application/pdf": "JVBERi0="},
    "a kind that is markup": {SCRIPT: "x"},
    "json": {"application/json": {SCRIPT: [SCRIPT]}},
    "json without an end": {"application/json": nested(100_000)},
    "not texts": {"text/html": {"a": 1}, "image/png": 7, "text/plain": ["x"], "text/markdown": None},
    "nothing": {},
    "controls": {"text/plain": "\x1b]0;title\x07\x1b[2J\x9b31m\u202eevil\x00"},
    "another step": {"text/plain": "</pre></div></details><details open><summary>2 · done</summary>"},
}


@pytest.mark.parametrize("bundle", BUNDLES.values(), ids=BUNDLES)
def test_it_can_only_be_looked_at(bundle: dict[str, Any]) -> None:
    run = folded([started(), *step(1, shown=[bundle]), answered(1)])
    page = Page()
    saved = static_form(run, page)
    assert set(saved) == {"text/html", "text/plain"}
    for html in (page.step(run.steps[1]), saved["text/html"]):
        judged = Judge(html)
        assert judged.tags <= {"details", "summary", "pre", "img", "span", "div", "b", "p", "a", *DATA_STYLES}
        assert judged.tags.isdisjoint({"script", "svg", "iframe", "object", "embed", "style", "form", "<!--", "<!"})
        assert judged.attributes.isdisjoint({"srcdoc", "id", "data-commandlinker-command", "srcset"})
        assert not [name for name in judged.attributes if name.startswith("on")]
        assert not [value for value in judged.values if "evil.example" in value or "script:" in value]
        assert judged.depth == 0
    assert saved["text/html"].count("<details") == Page().whole(folded([started(), *step(1), answered(1)])).count(
        "<details"
    )


@pytest.mark.parametrize("bundle", BUNDLES.values(), ids=BUNDLES)
@pytest.mark.parametrize("live", [True, False])
def test_a_terminal_gets_printable_lines(bundle: dict[str, Any], live: bool) -> None:
    lines: list[str] = []
    view = TerminalView(write=lines.append)
    for event in (started(), StepStarted(1), ActionParsed(1, "x", "y")):
        view.handle(event)
    if live:
        view.preview(Shown(bundle))
    view.handle(Displayed(1, bundle))
    view.finish()
    assert all(line.isprintable() for line in lines)
    assert len(lines) < 1_000
    text = plain(folded([started(), *step(1, shown=[bundle]), answered(1)]))
    assert all(line.isprintable() for line in text.split("\n"))


def test_a_drawing_comes_as_a_picture_that_runs_nothing() -> None:
    html = Page().step(folded([started(), *step(1, shown=[BUNDLES["a drawing"]])]).steps[1])
    assert f"data:image/svg+xml;base64,{b64encode(DRAWING.encode()).decode()}" in html


@pytest.mark.parametrize("bundle", BUNDLES.values(), ids=BUNDLES)
def test_an_answer_that_stayed_in_the_worker_shows_pictures_and_text_only(bundle: dict[str, Any]) -> None:
    kept = Kept("kept_1", f"Evil\x1b[2J{SCRIPT}", "text\x1b]0;x\x07\u202e", bundle)
    shown = kept._repr_mimebundle_()
    assert set(shown) <= {"text/plain", "image/png", "image/jpeg"}
    assert shown.get("image/png", DOT) == DOT
    assert all(line.isprintable() for line in shown["text/plain"].split("\n"))
    assert "bundle" not in repr(kept)
