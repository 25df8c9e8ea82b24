"""Made-up runs, as the loop would tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from agent_magic.display.record import Run
from agent_magic.events import (
    ActionParsed,
    Displayed,
    Event,
    Nested,
    OutputDelta,
    PlanDelta,
    PlanMade,
    PlanStarted,
    RunFinished,
    RunStarted,
    StepFinished,
    StepStarted,
    TextDelta,
)
from agent_magic.messages import Usage

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
FIGURE = {"image/png": DOT, "text/plain": "<Figure size 640x480 with 1 Axes>"}


def started(task: str = "What is the mean?", **changes: Any) -> RunStarted:
    values = {"model": "lesson.md", "scripted": False, "inputs": {"df": "a table"}, "max_steps": 20}
    return RunStarted(task=task, **(values | changes))


def step(
    number: int,
    *,
    thought: str = "I compute it.",
    code: str = "print(1 + 1)",
    output: str = "2\n",
    shown: Sequence[Mapping[str, Any]] = (),
    error: str | None = None,
) -> Iterator[Event]:
    """Yield the events of one whole step."""
    yield StepStarted(number)
    yield TextDelta(number, thought)
    yield TextDelta(number, f"\n```python\n{code}\n```")
    yield ActionParsed(number, thought, code)
    if output:
        yield OutputDelta(number, output)
    for bundle in shown:
        yield Displayed(number, bundle)
    yield StepFinished(number, thought, code, error, output, Usage(1_000, 50), 1.25)


def plan(number: int, text: str = "- Look first\n- Then add") -> Iterator[Event]:
    """Yield the events of the plan before a step."""
    yield PlanStarted(number)
    yield PlanDelta(number, text[:5])
    yield PlanDelta(number, text[5:])
    yield PlanMade(number, text, Usage(300, 20, 100), 0.5)


def called(
    number: int, events: Iterable[Event], *, agent: str = "reader", call: int = 1, numbers: Iterator[int] | None = None
) -> Iterator[Event]:
    """Yield the events of an agent that step `number` called; `numbers` counts those of the whole run."""
    numbers = numbers or count(1000 * call)
    return (Nested(number, next(numbers), call, agent, event) for event in events)


def calling(number: int, *calls: Iterable[Event], **changes: Any) -> Iterator[Event]:
    """Yield the events of a step that made `calls`."""
    *before, finished = step(number, **changes)
    yield from before
    for call in calls:
        yield from call
    yield finished


def answered(steps: int, **changes: Any) -> RunFinished:
    values = {"status": "success", "answer": 2, "usage": Usage(1_234, 210), "seconds": 3.2}
    return RunFinished(steps=steps, **(values | changes))


def whole(steps: int = 2) -> Iterator[Event]:
    """Yield a run that finds its answer in `steps` steps."""
    yield started()
    for number in range(1, steps + 1):
        yield from step(number)
    yield answered(steps)


def folded(events: Iterator[Event] | Sequence[Event]) -> Run:
    """Return the record of a run of which `events` are told."""
    run = Run()
    for event in events:
        run.apply(event)
    return run
