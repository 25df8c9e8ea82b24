from __future__ import annotations

import pytest

from agent_magic.display.terminal import TerminalView
from agent_magic.events import (
    ActionParsed,
    Displayed,
    Event,
    ModelRetried,
    OutputDelta,
    RunFinished,
    StepFinished,
    StepStarted,
)
from agent_magic.messages import Usage
from agent_magic.worker.outputs import Printed, Shown
from tests.display.runs import FIGURE, answered, called, calling, plan, started, step, whole


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def terminal(lines: list[str]) -> TerminalView:
    return TerminalView(write=lines.append)


def test_lines_come_as_things_happen(terminal: TerminalView, lines: list[str]) -> None:
    seen = []
    for event in whole(1):
        terminal.handle(event)
        seen.append(len(lines))
    terminal.finish()
    assert lines == [
        "agent · lesson.md",
        "inputs: df",
        "step 1 · thinking…",
        "  I compute it.",
        "  > print(1 + 1)",
        "  | 2",
        "step 1 · done · 1.2 s · 1,000 tokens in, 50 out",
        "answer in 1 step, 3.2 s, 1,234 tokens in, 210 out",
    ]
    assert seen == [2, 3, 3, 3, 5, 6, 7, 7]


def test_the_shell_sees_them(capsys: pytest.CaptureFixture[str]) -> None:
    TerminalView().handle(started(scripted=True, inputs={}))
    assert capsys.readouterr().out == "agent · lesson.md · scripted\n"


def test_live_output_is_not_written_again(terminal: TerminalView, lines: list[str]) -> None:
    terminal.handle(started())
    terminal.handle(StepStarted(1))
    terminal.handle(ActionParsed(1, "", "go()"))
    del lines[:]
    terminal.preview(Printed("one\ntw"))
    assert lines == ["  | one"]
    terminal.preview(Shown({"text/plain": "a table"}))
    assert lines == ["  | one", "  | tw", "  | a table"]
    terminal.handle(OutputDelta(1, "one\ntw"))
    terminal.handle(Displayed(1, {"text/plain": "a table"}))
    assert len(lines) == 3
    terminal.handle(OutputDelta(1, "three\n"))
    terminal.handle(Displayed(1, FIGURE))
    assert lines[3:] == ["  | three", "  | <Figure size 640x480 with 1 Axes>"]


def test_what_one_step_showed_early_is_not_owed_by_the_next(terminal: TerminalView, lines: list[str]) -> None:
    terminal.handle(started())
    terminal.handle(StepStarted(1))
    terminal.preview(Printed("never told\n"))
    for event in step(2):
        terminal.handle(event)
    assert "  | 2" in lines


def test_a_last_line_without_an_end_is_written(terminal: TerminalView, lines: list[str]) -> None:
    for event in (started(), *step(1, output="no newline")):
        terminal.handle(event)
    assert lines[-2] == "  | no newline"


def test_errors_and_waits_are_said(terminal: TerminalView, lines: list[str]) -> None:
    events: list[Event] = [
        started(inputs={}),
        StepStarted(1),
        ModelRetried(1, "the server is busy", 3),
        StepFinished(1, "", "", "Line 1: x\nNameError: x", "", Usage(), 0.5),
        RunFinished("failed", None, 1, Usage(), 1.0, "The server is gone."),
    ]
    for event in events:
        terminal.handle(event)
    terminal.finish()
    assert lines[2:] == [
        "  the server is busy; again in 3 s",
        "  ! Line 1: x",
        "  ! NameError: x",
        "step 1 · error · 0.5 s",
        "The server is gone.",
    ]


def test_no_string_reaches_the_terminal_as_a_command(terminal: TerminalView, lines: list[str]) -> None:
    evil = "\x1b[2Jx\x1b]0;t\x07\x9b31my\x08\u202e"
    events = [
        started(task=evil, model=evil, inputs={evil: evil}),
        *step(1, thought=evil, code=evil, output=evil, error=evil, shown=[{"text/plain": evil}, {evil: 1}]),
        *plan(2, evil),
        *calling(2, called(2, [started(task=evil), *step(1, thought=evil, output=evil)], agent=evil)),
        answered(1, status="failed", error=evil),
    ]
    for event in events:
        terminal.handle(event)
    terminal.preview(Printed(evil))
    terminal.finish()
    assert all(line.isprintable() for line in lines)
    assert sum("xy" in line for line in lines) >= 9


def test_plans_and_called_agents_are_told_too(terminal: TerminalView, lines: list[str]) -> None:
    theirs = list(called(1, [started(task="Find it.", inputs={}), *step(1, output="page 3\n"), answered(1)]))
    for event in [started(replayed=True), *plan(1), *calling(1, theirs, theirs), answered(1)]:
        terminal.handle(event)
    terminal.finish()
    assert lines == [
        "agent · lesson.md · replayed",
        "inputs: df",
        "plan · planning…",
        "  - Look first",
        "  - Then add",
        "plan · done · 0.5 s · 300 tokens in (100 cached), 20 out",
        "step 1 · thinking…",
        "  I compute it.",
        "  > print(1 + 1)",
        "  | 2",
        "  reader : agent · lesson.md · Find it.",
        "  reader : step 1 · thinking…",
        "  reader :   I compute it.",
        "  reader :   > print(1 + 1)",
        "  reader :   | page 3",
        "  reader : step 1 · done · 1.2 s · 1,000 tokens in, 50 out",
        "  reader : answer in 1 step, 3.2 s, 1,234 tokens in, 210 out",
        "step 1 · done · 1.2 s · 1,000 tokens in, 50 out",
        "answer in 1 step, 3.2 s, 1,234 tokens in, 210 out",
    ]


def test_of_many_calls_the_first_are_told(terminal: TerminalView, lines: list[str]) -> None:
    calls = (called(1, [started(), answered(0)], call=call) for call in range(1, 61))
    for event in [started(), *calling(1, *calls), answered(1)]:
        terminal.handle(event)
    terminal.finish()
    assert sum("reader : agent" in line for line in lines) == 50
    assert lines[-2] == "10 more calls of agents were not shown"


def test_finish_writes_once_and_only_where_something_began(terminal: TerminalView, lines: list[str]) -> None:
    terminal.finish()
    assert lines == []
    terminal.handle(started())
    terminal.finish()
    terminal.finish()
    assert lines[2:] == ["the run ended early; no step was done"]
