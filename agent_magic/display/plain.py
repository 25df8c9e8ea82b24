"""A run as a few lines of plain text, for what shows no HTML."""

from __future__ import annotations

from collections.abc import Iterator

from agent_magic.display import words
from agent_magic.display.bundles import in_words
from agent_magic.display.clean import clean, cut, one_line
from agent_magic.display.page import NESTED, RICH, TEXT
from agent_magic.display.record import Run, Step

LIMIT = TEXT // 3


def plain(run: Run) -> str:
    """Return the whole run as text."""
    lines = []
    if run.started is not None:
        marks = {"scripted": run.started.scripted, "replayed": run.started.replayed}
        mark = "".join(f" ({word})" for word, is_so in marks.items() if is_so)
        lines.append(f"agent: {one_line(clean(run.started.task), 300)} · {clean(run.started.model)}{mark}")
    for step in run.steps.values():
        lines += _step(step, LIMIT)
    return "\n".join([*lines, words.ending(run)])


def _step(step: Step, limit: int) -> Iterator[str]:
    if step.plan is not None:
        title = words.first_line(step.plan.text)
        yield _line("plan", step.plan.state, title, words.cost(step.plan))
    if step.begun or step.plan is None:
        yield _line(f"step {step.number}", step.state, words.title(step), words.cost(step))
    for call in step.calls.values():
        yield from (f"  {line}" for line in _call(call, limit // NESTED))
    if step.calls_left_out:
        yield f"  {words.calls_left_out(step)}"
    output = "".join(map(clean, step.outputs.texts)).strip("\n")
    shown = [in_words(bundle) for bundle in step.outputs.bundles[:RICH]]
    for text in [output, *shown, clean(step.error or "")]:
        yield from (f"  {line}" for line in cut(text, limit).splitlines())


def _call(call: Run, limit: int) -> Iterator[str]:
    task = words.first_line(call.started.task) if call.started else ""
    yield _line(one_line(clean(call.agent), 60), call.state, task, words.call_cost(call))
    for step in call.steps.values():
        yield from (f"  {line}" for line in _step(step, max(limit, 200)))
    if call.steps_left_out:
        yield f"  {len(call.steps_left_out)} more of its steps are left out here"
    if call.finished is not None and call.finished.error:
        yield f"  {one_line(clean(call.finished.error), 600)}"


def _line(*parts: str) -> str:
    return " · ".join(filter(None, parts))
