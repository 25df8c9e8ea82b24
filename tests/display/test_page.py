from __future__ import annotations

import re

import nbconvert
import nbformat
import pytest

from agent_magic.display.page import Page
from agent_magic.display.plain import plain
from agent_magic.events import (
    Event,
    ModelRetried,
    Nested,
    PlanStarted,
    ReasoningDelta,
    RunStarted,
    StepFinished,
    StepStarted,
    TextDelta,
)
from tests.display.hostile import Judge
from tests.display.runs import DOT, FIGURE, answered, called, calling, folded, plan, started, step, whole

EVIL = "<img src=x onerror=alert(1)>\"'`</pre></details>{{ 7 * 7 }}"
TABLE = {"text/html": "<table><tr><td>cell</td></tr></table>", "text/plain": "cell"}


def drawn(*events: Event) -> str:
    return Page().whole(folded(events))


def test_a_run_is_drawn_whole() -> None:
    html = Page().whole(folded(whole(2)))
    for words in (
        "What is the mean?",
        "lesson.md",
        "inputs: df",
        "a table",
        "I compute it.",
        "1.2 s · 1,000 tokens in",
    ):
        assert words in html
    assert html.count("<details") == 3
    assert "answer in 2 steps, 3.2 s, 1,234 tokens in, 210 out" in html


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([started(task=EVIL)], id="task"),
        pytest.param([started(model=EVIL)], id="model name"),
        pytest.param([started(inputs={"df": EVIL})], id="card"),
        pytest.param([started(inputs={EVIL: "card"})], id="input name"),
        pytest.param([started(), StepStarted(1), TextDelta(1, EVIL)], id="reply"),
        pytest.param([started(), StepStarted(1), ReasoningDelta(1, EVIL)], id="reasoning"),
        pytest.param([started(), StepStarted(1), ModelRetried(1, EVIL, 1)], id="retry"),
        pytest.param([started(), *step(1, thought=EVIL)], id="thought"),
        pytest.param([started(), *step(1, code=EVIL)], id="code"),
        pytest.param([started(), *step(1, code=f"# {EVIL}\nx = '''{EVIL}")], id="code in a comment and a string"),
        pytest.param([started(), *step(1, output=EVIL)], id="output"),
        pytest.param([started(), *step(1, error=EVIL)], id="error"),
        pytest.param([started(), *step(1, shown=[{"text/plain": EVIL}])], id="text of a bundle"),
        pytest.param([started(), *step(1, shown=[{"text/html": EVIL}])], id="html of a bundle"),
        pytest.param([started(), *step(1, shown=[{"text/markdown": EVIL}])], id="markdown of a bundle"),
        pytest.param([started(), *step(1, shown=[FIGURE | {"text/plain": EVIL}])], id="words of a picture"),
        pytest.param([started(), *step(1, shown=[{EVIL: EVIL}])], id="kind of a bundle"),
        pytest.param([started(), answered(0, status="failed", error=EVIL)], id="failure"),
        pytest.param([started(), *plan(1, EVIL)], id="plan"),
        pytest.param([started(), PlanStarted(1), ModelRetried(1, EVIL, 1)], id="retry of a plan"),
        pytest.param([started(), *calling(1, called(1, [started()], agent=EVIL))], id="name of a called agent"),
        pytest.param([started(), *calling(1, called(1, [started(task=EVIL)]))], id="its task"),
        pytest.param([started(), *calling(1, called(1, [started(), *step(1, thought=EVIL)]))], id="its thought"),
        pytest.param([started(), *calling(1, called(1, [started(), *step(1, code=EVIL)]))], id="its code"),
        pytest.param([started(), *calling(1, called(1, step(1, output=EVIL, error=EVIL)))], id="its output"),
        pytest.param([started(), *calling(1, called(1, step(1, shown=[{"text/html": EVIL}])))], id="what it showed"),
        pytest.param([started(), *calling(1, called(1, [started(), *plan(1, EVIL)]))], id="its plan"),
        pytest.param([started(), *calling(1, called(1, [answered(0, status="failed", error=EVIL)]))], id="its failure"),
        pytest.param([started(), *calling(1, called(1, calling(1, called(1, step(1), agent=EVIL))))], id="deeper"),
    ],
)
def test_no_string_gets_through_as_html(events: list[Event]) -> None:
    run = folded(events)
    page = Page()
    pieces = [page.whole(run), page.header(run), *map(page.step, run.steps.values())]
    at_work = folded([event for event in events if not isinstance(event, StepFinished)])
    pieces += [page.boxed(piece) for step in at_work.steps.values() for piece in page.pieces(step)]
    for judged in map(Judge, pieces):
        assert judged.tags <= {"div", "details", "summary", "span", "pre", "img"}
        assert judged.attributes <= {"class", "style", "title", "open", "src", "alt"}
        assert judged.depth == 0
        assert not [value for value in judged.values if value.startswith("x")]
    assert "49" not in re.sub(r"#\w+|base64,[^\"]+", "", pieces[0])


def test_a_scripted_model_is_called_so() -> None:
    assert ">scripted</div>" in drawn(started(scripted=True))
    assert "scripted" not in drawn(started(scripted=False))


def test_a_step_is_open_while_it_goes_on_and_closed_after() -> None:
    def opened(*events: Event) -> bool:
        return " open>" in Page().step(folded([started(), *events]).steps[1])

    all_of_it = list(step(1))
    assert [opened(*all_of_it[:n]) for n in range(1, len(all_of_it) + 1)] == [True] * 5 + [False]


def test_what_the_code_shows_stays_in_sight_when_its_step_is_closed() -> None:
    html = Page().step(folded([started(), *step(1, shown=[TABLE, FIGURE])]).steps[1])
    inside, outside = html.split("</details>")
    assert "I compute it." in inside
    assert ">cell</td>" in outside
    assert DOT in outside


def test_code_is_highlighted_inline() -> None:
    html = drawn(started(), *step(1, code="def f():\n    return 'a'"))
    assert re.search(r'<span style="color: #\w{6}">def</span>', html)


def test_the_state_of_each_step_is_said() -> None:
    html = drawn(started(), *step(1), *step(2, error="KeyError: 'x'"), StepStarted(3), answered(3, status="stopped"))
    assert re.findall(r">(thinking|running|done|error|stopped)</span>", html) == ["done", "error", "stopped"]
    assert "KeyError: &#39;x&#39;" in html


@pytest.mark.slow
def test_long_text_is_cut_in_the_middle_and_pictures_are_kept() -> None:
    noise = [FIGURE] * 30 + [{"text/plain": "y" * 10**6}] * 30
    steps = (
        event
        for number in range(1, 21)
        for event in step(number, thought="t" * 10**6, code="c = 1\n" * 10**5, output="o" * 10**6, error="e" * 10**6)
    )
    html = drawn(started(task="k" * 10**6, inputs={f"v{n}": "c" * 10**5 for n in range(500)}), *steps)
    assert len(html) < 2_500_000
    assert "994,000 characters left out" in html
    assert "and 480 more" in html
    shown = drawn(started(), *step(1, shown=noise))
    assert shown.count(DOT) == 30
    assert "18 more that the code showed are left out here" in shown
    assert len(shown) < 100_000


def test_tables_are_bounded_together() -> None:
    wide = {"text/html": "<table>" + "<tr><td>1</td></tr>" * 2_000 + "</table>", "text/plain": "a wide table"}
    html = drawn(started(), *step(1, shown=[wide] * 12))
    assert 1 <= html.count("<table") < 12
    assert "a wide table" in html
    assert len(html) < 800_000


def test_the_thought_is_not_said_twice() -> None:
    assert drawn(started(), *step(1, thought="I compute it.")).count("I compute it.") == 1
    assert drawn(started(), *step(1, thought="I compute it.\nThen I look.")).count("I compute it.") == 2


def test_reasoning_shows_where_it_is_while_it_goes_on() -> None:
    page = Page()
    run = folded([started(), StepStarted(1), ReasoningDelta(1, "first " * 500 + "last")])
    assert page.step(run.steps[1]).count("first") < 200
    assert "last" in page.step(run.steps[1])


# What JupyterLab's sanitizer lets through in an untrusted notebook: no variables, no functions but colours'.
PLAIN_VALUE = re.compile(r"(?:[\w\s#%.,-]|rgba\([\d,.]+\))+")


def test_every_style_survives_an_untrusted_notebook() -> None:
    html = drawn(*whole(1), *step(2, error="x", shown=[TABLE, FIGURE], code="import a  # b"))
    styles = re.findall(r'style="([^"]*)"', html)
    assert len(styles) > 30
    for style in styles:
        for declaration in filter(None, style.split(";")):
            value = declaration.partition(":")[2]
            assert PLAIN_VALUE.fullmatch(value), declaration
            assert value.strip() not in {"inherit", "initial", "unset"}, declaration
    assert "<style" not in html
    for tag in ("pre", "summary"):
        assert all("line-height" in style for style in re.findall(rf'<{tag} style="([^"]*)"', html))


def test_an_exported_notebook_shows_the_steps() -> None:
    data = {"text/html": Page().whole(folded(whole(2))), "text/plain": "x"}
    output = nbformat.v4.new_output("display_data", data=data)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    exported, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    assert data["text/html"] in exported


def test_a_run_in_plain_text() -> None:
    lines = plain(
        folded([started(scripted=True), *step(1), *step(2, error="KeyError: 'x'", shown=[TABLE]), answered(2)])
    )
    assert lines.splitlines() == [
        "agent: What is the mean? · lesson.md (scripted)",
        "step 1 · done · I compute it. · 1.2 s · 1,000 tokens in, 50 out",
        "  2",
        "step 2 · error · I compute it. · 1.2 s · 1,000 tokens in, 50 out",
        "  2",
        "  cell",
        "  KeyError: 'x'",
        "answer in 2 steps, 3.2 s, 1,234 tokens in, 210 out",
    ]


def test_a_plan_stands_before_its_step_open_while_it_is_made() -> None:
    made = list(plan(1))
    page = Page()
    begun = page.step(folded([started(), *made[:2]]).steps[1])
    assert re.findall(r">(plan|planning|thinking)</span>", begun) == ["plan", "planning"]
    assert " open>" in begun
    assert "- Loo</div>" in begun
    html = page.step(folded([started(), *made, *step(1)]).steps[1])
    assert re.findall(r">(plan|planning|thinking|done)</span>", html) == ["plan", "done", "done"]
    assert " open>" not in html
    assert "0.5 s · 300 tokens in (100 cached), 20 out" in html


def test_a_called_agents_run_is_folded_inside_the_step() -> None:
    theirs = [started(task="Find the year.\nIt is on page 3."), *step(1, thought="I look."), answered(1)]
    html = drawn(started(), *calling(1, called(1, theirs, agent="reader")), answered(1))
    assert html.count('class="agent-magic-step"') == 2
    assert "1 step · 3.2 s · 1,234 tokens in, 210 out" in html
    for words in (">reader</span> · Find the year.</span>", "It is on page 3.", "I look."):
        assert words in html
    judged = Judge(html)
    assert (judged.depth, judged.lowest) == (0, 0)


@pytest.mark.slow
def test_calls_are_bounded_in_depth_and_number() -> None:
    def deep(depth: int) -> list[Event]:
        return [started(task=f"at depth {depth}"), *(calling(1, called(1, deep(depth + 1))) if depth < 9 else step(1))]

    html = drawn(started(), *calling(1, called(1, deep(1))))
    assert "at depth 4" in html
    assert "at depth 5" not in html
    assert "1 more call of agents is left out here" in html

    def many() -> list[Event]:
        theirs = [started(), *step(1, thought="t" * 10**4, code="c = 1\n" * 10**4, output="o" * 10**4), answered(1)]
        return [*calling(1, *(called(1, theirs, call=call) for call in range(1, 301)))]

    run = folded([started(), *many(), answered(1)])
    html = Page().whole(run)
    assert "200 more calls of agents are left out here" in html
    assert len(html) < 3_000_000
    assert len(plain(run)) < 300_000


def test_an_agent_at_work_is_in_pieces_and_folded_when_it_is_done() -> None:
    page = Page()
    begun = [started(), StepStarted(1), *called(1, [started(), *step(1), StepStarted(2), TextDelta(2, "I look")])]
    pieces = page.pieces(folded(begun).steps[1])
    assert [piece.depth for piece in pieces] == [0, 0, 1, 1]
    assert [piece.over for piece in pieces] == [False, False, True, False]
    assert len({piece.key for piece in pieces}) == 4
    over = [*begun, Nested(1, 99, 1, "reader", answered(2))]
    folded_up = page.pieces(folded(over).steps[1])
    assert [piece.key for piece in folded_up] == [piece.key for piece in pieces[:2]]
    assert "I look" in page.boxed(folded_up[1])


def test_what_was_told_at_once_is_not_told_again() -> None:
    theirs = list(called(1, [started(), *step(1, output="said once")]))
    html = drawn(started(), *calling(1, theirs, theirs))
    assert html.count("said once") == 1


def test_plans_and_calls_in_plain_text() -> None:
    theirs = [started(task="Find it."), *step(1, thought="I look.", output="page 3"), answered(1)]
    text = plain(folded([started(), *plan(1), *calling(1, called(1, theirs)), answered(1)]))
    assert text.splitlines()[1:-1] == [
        "plan · done · Look first · 0.5 s · 300 tokens in (100 cached), 20 out",
        "step 1 · done · I compute it. · 1.2 s · 1,000 tokens in, 50 out",
        "  reader · done · Find it. · 1 step · 3.2 s · 1,234 tokens in, 210 out",
        "    step 1 · done · I look. · 1.2 s · 1,000 tokens in, 50 out",
        "      page 3",
        "  2",
    ]


def test_a_replayed_run_is_called_so() -> None:
    assert ">replayed</div>" in drawn(started(replayed=True))
    assert "(replayed)" in plain(folded([started(replayed=True)]))
    assert "replayed" not in drawn(started())


def test_nothing_is_needed_but_a_start() -> None:
    begun: RunStarted = started(inputs={})
    assert "inputs" not in drawn(begun)
    assert "no step was done" in drawn(begun)
