from __future__ import annotations

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as some

from agent_magic.display.sanitize import ATTRIBUTES, PROPERTIES, TAGS, sanitize
from tests.display.hostile import TRICKS, Judge
from tests.display.runs import DOT

KNOWN = frozenset().union(*ATTRIBUTES.values()) | {"target", "rel"}


def judge(html: str) -> Judge:
    """Return what became of `html`, which must be balanced and made of the tables' parts only."""
    judged = Judge(sanitize(html).html)
    assert judged.tags <= TAGS
    assert judged.attributes <= KNOWN
    assert judged.depth == 0
    assert judged.lowest == 0
    return judged


@pytest.mark.parametrize("html", TRICKS.values(), ids=TRICKS)
def test_nothing_in_it_works(html: str) -> None:
    values = judge(f"<p>before</p>{html}").values
    assert not [value for value in values if "evil.example" in value or "script:" in value or "url(" in value]


@pytest.mark.parametrize("html", TRICKS.values(), ids=TRICKS)
def test_what_came_before_is_still_there(html: str) -> None:
    assert sanitize(f"<p>before</p>{html}").html.startswith("<p>before</p>")


PIECES = [
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<?",
    "&",
    "&#0;",
    '"',
    "'",
    "=",
    " ",
    "\x00",
]
WORDS = [
    "b",
    "svg",
    "math",
    "style",
    "script",
    "img",
    "src",
    "onerror",
    "href",
    "title",
    "table",
    "x",
    "javascript:",
]


@given(some.lists(some.sampled_from([*PIECES, *WORDS]), max_size=40).map("".join))
def test_whatever_is_read_only_the_tables_come_out(html: str) -> None:
    judge(html)


@given(some.lists(some.sampled_from([*PIECES, *WORDS]), max_size=40).map("".join))
def test_a_second_time_changes_nothing(html: str) -> None:
    once = sanitize(html).html
    assert sanitize(once).html == once


def test_a_data_frame_stays_a_table() -> None:
    frame = pandas.DataFrame({"<b>name</b>": ["<script>x</script>", "b"], "n": [1, None]})
    safe = sanitize(frame._repr_html_())
    assert safe.complete
    assert {"table", "thead", "tbody", "tr", "th", "td"} <= Judge(safe.html).tags
    assert "&lt;script&gt;x&lt;/script&gt;" in safe.html
    assert "&lt;b&gt;name&lt;/b&gt;" in safe.html
    assert ".dataframe tbody" not in safe.html


def test_spans_links_pictures_and_plain_styles_stay() -> None:
    assert sanitize('<td colspan="2" ROWSPAN=3>x</td>').html == '<td colspan="2" rowspan="3">x</td>'
    link = sanitize('<a href="https://example.org/a?b=1&amp;c=2">x</a>').html
    assert link == (
        '<a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">x</a>'
    )
    image = f'<img src="data:image/png;base64,{DOT}" alt="dot">'
    assert sanitize(image).html == image
    styled = '<td style="background: rgb(1, 2, 3) !important; color:#fff; position:fixed; --x: 1">x</td>'
    assert sanitize(styled).html == '<td style="background-color:rgb(1, 2, 3);color:#fff">x</td>'


@pytest.mark.parametrize(
    "value", ["url(x)", "var(--x)", "attr(title)", "'a'", "\\75rl(x)", "a:b", "a/*b*/", "é", "a" * 201]
)
def test_a_style_value_is_plain(value: str) -> None:
    assert sanitize(f'<b style="color:{value}">x</b>').html == "<b>x</b>"


@pytest.mark.parametrize(
    "name", ["position", "z-index", "background-image", "behavior", "content", "display", "transform"]
)
def test_a_style_property_must_be_known(name: str) -> None:
    assert name not in PROPERTIES
    assert sanitize(f'<b style="{name}:1">x</b>').html == "<b>x</b>"


def test_what_had_to_work_is_told_from_what_had_to_look() -> None:
    assert sanitize("<b>x</b><style>b {}</style><!-- x --><custom>y</custom>").complete
    for tag in ("script", "svg", "iframe", "input", "form", "canvas", "object"):
        assert not sanitize(f"<b>x</b><{tag}>").complete


def test_text_of_unknown_tags_stays_and_that_of_swallowed_ones_goes() -> None:
    assert sanitize("<custom>a</custom><style>b</style><svg><svg></svg>c</svg>d</x>").html == "ad"


def test_base_styles_come_first_so_that_own_ones_win() -> None:
    assert sanitize('<td style="color:red">x</td>', {"td": "color:blue"}).html == (
        '<td style="color:blue;color:red">x</td>'
    )
