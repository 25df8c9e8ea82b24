from __future__ import annotations

import pytest

from agent_magic.display.record import Run
from agent_magic.events import (
    ActionParsed,
    Displayed,
    ModelRetried,
    OutputDelta,
    ReasoningDelta,
    RunFinished,
    StepFinished,
    StepStarted,
    TextDelta,
)
from agent_magic.messages import Usage
from agent_magic.worker.outputs import Printed, Shown
from tests.display.runs import FIGURE, folded, started, step


def test_a_step_goes_from_thinking_through_running_to_done() -> None:
    run = folded([started(), StepStarted(1)])
    first = run.steps[1]
    seen = [first.state]
    for event in list(step(1))[1:]:
        assert run.apply(event) is first
        seen.append(first.state)
    assert seen == ["thinking", "thinking", "thinking", "running", "running", "done"]
    assert (first.thought, first.code, first.outputs.texts) == ("I compute it.", "print(1 + 1)", ["2\n"])
    assert (first.usage, first.seconds) == (Usage(1_000, 50), 1.25)


def test_an_error_is_a_state_and_the_next_step_begins_anew() -> None:
    run = folded([started(), *step(1, error="ValueError: no"), StepStarted(2)])
    assert [each.state for each in run.steps.values()] == ["error", "thinking"]
    assert run.steps[1].error == "ValueError: no"


@pytest.mark.parametrize(
    ("reply", "thought", "code"),
    [
        ("I look at", "I look at", ""),
        ("I look.\n```py", "I look.", ""),
        ("I look.\n```python\nprint(1", "I look.", "print(1"),
        ("I look.\n```python\nprint(1)\n```\nand", "I look.", "print(1)\n"),
        ("I look.\n<code>\nx = 1\n</code>", "I look.", "x = 1\n"),
        ("a `name` in the text", "a `name` in the text", ""),
    ],
)
def test_a_reply_is_told_apart_while_it_is_written(reply: str, thought: str, code: str) -> None:
    written = folded([started(), StepStarted(1), *(TextDelta(1, letter) for letter in reply)]).steps[1]
    assert (written.thought, written.code) == (thought, code)


def test_a_retry_is_said_and_starts_the_reply_again() -> None:
    run = folded([started(), StepStarted(1), TextDelta(1, "half a re"), ReasoningDelta(1, "hm")])
    run.apply(ModelRetried(1, "the server is busy.", 3.0))
    waiting = run.steps[1]
    assert waiting.notice == "the server is busy; again in 3 s"
    assert (waiting.thought, waiting.reasoning) == ("", "")
    run.apply(TextDelta(1, "anew"))
    assert (waiting.thought, waiting.notice) == ("anew", "")


def test_live_output_is_there_at_once_and_gives_way_to_the_events() -> None:
    run = folded([started(), StepStarted(1), ActionParsed(1, "", "go()")])
    assert run.preview(Printed("liv")) is run.steps[1]
    run.preview(Printed("e"))
    run.preview(Shown(FIGURE))
    assert (run.steps[1].outputs.texts, run.steps[1].outputs.bundles) == (["live"], [FIGURE])
    run.apply(OutputDelta(1, "told"))
    assert (run.steps[1].outputs.texts, run.steps[1].outputs.bundles) == (["told"], [])
    run.apply(Displayed(1, FIGURE))
    assert run.steps[1].outputs.bundles == [FIGURE]


def test_live_output_stays_where_no_event_comes() -> None:
    run = folded([started(), StepStarted(1), ActionParsed(1, "", "go()")])
    run.preview(Printed("as far as it came"))
    run.apply(RunFinished("stopped", None, 1, Usage(), 2.0))
    assert run.steps[1].outputs.texts == ["as far as it came"]
    assert run.steps[1].state == "stopped"


def test_live_output_before_any_step_belongs_nowhere() -> None:
    assert Run().preview(Printed("x")) is None


def test_a_reply_without_an_action_keeps_what_was_written() -> None:
    events = [
        StepStarted(1),
        TextDelta(1, "Only words."),
        StepFinished(1, "", "", "no code", "", Usage(), 1.0),
    ]
    only = folded([started(), *events]).steps[1]
    assert (only.thought, only.state) == ("Only words.", "error")
