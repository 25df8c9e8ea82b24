from __future__ import annotations

import base64

import pytest

from agent_magic.display.bundles import in_words, picture, preformatted, table
from tests.display.runs import DOT

MANY = 100_000


def test_a_picture_is_a_data_address() -> None:
    shown = picture({"image/png": DOT[:20] + "\n" + DOT[20:], "text/html": "<b>x</b>", "text/plain": '<"a figure">'})
    assert shown is not None
    assert f'src="data:image/png;base64,{DOT}"' in shown
    assert 'alt="&lt;&#34;a figure&#34;&gt;"' in shown


def test_bytes_are_encoded() -> None:
    shown = picture({"image/png": base64.b64decode(DOT)})
    assert shown is not None
    assert DOT in shown


@pytest.mark.parametrize("data", ['x" onerror="alert(1)', "", None, 7, ["a"], "żółw"])
def test_what_is_not_base64_is_not_a_picture(data: object) -> None:
    assert picture({"image/png": data, "image/jpeg": data}) is None


def test_a_drawing_is_shown_where_it_cannot_run_scripts() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
    shown = picture({"image/svg+xml": drawing})
    assert shown is not None
    assert shown.startswith("<img ")
    assert f'src="data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"' in shown
    assert "onload" not in shown


def test_html_with_scripts_gives_way_to_text() -> None:
    chart = {"text/html": "<div>chart</div><script>draw()</script>", "text/plain": "Chart(3)"}
    assert table(chart, MANY) is None
    assert in_words(chart) == "Chart(3)"


def test_html_with_scripts_and_without_text_is_shown_without_them() -> None:
    assert table({"text/html": "<div>chart</div><script>draw()</script>"}, MANY) == "<div>chart</div>"


def test_html_that_is_too_long_gives_way_to_text() -> None:
    long = {"text/html": "<b>x</b>" * 100, "text/plain": "x"}
    assert table(long, 800) is not None
    assert table(long, 799) is None


@pytest.mark.parametrize("html", [None, 7, "", "  ", "<style>x</style>"])
def test_no_html_is_no_table(html: object) -> None:
    assert table({"text/html": html}, MANY) is None


@pytest.mark.parametrize(
    ("bundle", "words"),
    [
        ({"text/plain": "a\x1b[31m b"}, "a b"),
        ({"text/markdown": "**b**", "text/plain": "<IPython.core.display.Markdown object>"}, "**b**"),
        ({"text/latex": "$x$", "text/plain": "x"}, "x"),
        ({"text/latex": "$x$"}, "$x$"),
        ({"application/json": {"a": [1, object]}}, '{\n  "a": [\n    1,\n    "<class \'object\'>"\n  ]\n}'),
        ({"text/plain": None, "application/x-y": b"z"}, "(application/x-y, text/plain)"),
        ({}, "(nothing)"),
    ],
)
def test_words_for_everything_else(bundle: dict[str, object], words: str) -> None:
    assert in_words(bundle) == words


def test_words_are_escaped() -> None:
    assert "&lt;img onerror&gt;" in preformatted("<img onerror>")
