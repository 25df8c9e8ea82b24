from __future__ import annotations

import pytest

from agent_magic.display.words import cost, duration, ending, title, tokens
from agent_magic.events import RunFinished, StepStarted
from agent_magic.messages import Usage
from tests.display.runs import answered, folded, started, step

COST = "3.2 s, 1,234 tokens in, 210 out"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (answered(1), f"answer in 1 step, {COST}"),
        (answered(2), f"answer in 2 steps, {COST}"),
        (answered(2, usage=Usage()), "answer in 2 steps, 3.2 s"),
        (
            answered(2, status="max_steps"),
            f"no final answer within 2 steps; the model's best answer in words, {COST}",
        ),
        (
            answered(2, status="max_tokens"),
            f"the tokens of the run were used up after 2 steps; the model's best answer in words, {COST}",
        ),
        (
            answered(2, status="max_seconds"),
            f"the time of the run was over after 2 steps; the best answer there was, {COST}",
        ),
        (answered(2, status="stopped"), "stopped by you after step 2; finished steps are kept"),
        (
            answered(2, status="failed", error="The server\x1b[31m refused\nthe token."),
            "The server refused the token.",
        ),
    ],
)
def test_how_a_run_ended_is_one_line(end: RunFinished, words: str) -> None:
    assert ending(folded([started(), *step(1), *step(2), end])) == words


def test_a_stop_counts_only_the_steps_that_were_finished() -> None:
    stop = answered(2, status="stopped")
    assert ending(folded([started(), *step(1), StepStarted(2), stop])).startswith("stopped by you after step 1;")
    assert ending(folded([started(), StepStarted(1), stop])) == "stopped by you before the first step was done"


def test_a_run_without_an_end_says_what_is_kept() -> None:
    broken = folded([started(), *step(1), StepStarted(2)])
    broken.end()
    assert ending(broken) == "the run ended early; finished steps are kept"
    assert ending(folded([started()])) == "the run ended early; no step was done"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.042, "0.04 s"), (0.1, "0.1 s"), (59.94, "59.9 s"), (59.96, "1 min 0 s"), (125, "2 min 5 s")],
)
def test_times(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_tokens_as_far_as_they_are_known() -> None:
    assert tokens(Usage(None, 7)) == "7 tokens out"
    assert tokens(Usage(7, None)) == "7 tokens in"
    assert tokens(Usage()) == ""
    assert tokens(Usage(1_234, 210, 1_000)) == "1,234 tokens in (1,000 cached), 210 out"
    assert tokens(Usage(1_234, 210, 0)) == "1,234 tokens in, 210 out"
    assert cost(folded([started(), *step(1)]).steps[1]) == "1.2 s · 1,000 tokens in, 50 out"


def test_a_title_is_the_first_line_that_says_something() -> None:
    def named(thought: str, code: str) -> str:
        return title(folded([started(), *step(1, thought=thought, code=code)]).steps[1])

    assert named("\n## Thought: look at it\nthen go", "x") == "look at it"
    assert named("Thought: look at it", "x") == "look at it"
    assert named("", "# Count the rows.\nlen(df)") == "Count the rows."
    assert named("", "") == ""
    assert len(named("long " * 100, "")) <= 120
