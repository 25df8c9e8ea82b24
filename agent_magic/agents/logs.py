"""Runs told to people and to other programs: as a list of dicts, as messages, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from agent_magic.agents.record import RunRecord
from agent_magic.events import Nested, PlanMade, RunFinished, RunStarted, StepFinished
from agent_magic.messages import Message


def logs_of(runs: Sequence[RunRecord], system_prompt: str) -> list[dict[str, Any]]:
    """Return what happened as dicts: first the prompt and the task, then one for each plan and step.

    The keys are those of the transformers agents: `system_prompt`, `task`, `plan`, `iteration`, `llm_output`,
    `rationale`, `tool_call`, `observation`, `error`, `final_answer`, `step_duration` (seconds).
    """
    return [entry for run in runs for entry in _entries(run, system_prompt)]


def _entries(run: RunRecord, system_prompt: str) -> Iterator[dict[str, Any]]:
    yield {"system_prompt": system_prompt, "task": run.task}
    for event in run.events:
        if isinstance(event, PlanMade):
            yield {"iteration": event.step - 1, "plan": event.plan, "step_duration": event.seconds}
        if isinstance(event, StepFinished):
            entry: dict[str, Any] = {
                "iteration": event.step - 1,
                "llm_output": run.replies.get(event.step, event.thought),
                "rationale": event.thought,
                "step_duration": event.seconds,
            }
            calls = [
                {"tool_name": call["name"], "tool_arguments": call["arguments"]}
                for call in run.calls.get(event.step, ())
            ]
            if event.code and not calls:
                calls = [{"tool_name": "code interpreter", "tool_arguments": event.code}]
            if calls:
                entry["tool_call"] = calls[0] if len(calls) == 1 else calls
            entry |= {"error": event.error} if event.error else {}
            entry |= {"observation": event.observation} if event.observation else {}
            if event is run.steps[-1] and run.status == "success":
                entry["final_answer"] = run.answer
            yield entry


def messages_of(runs: Sequence[RunRecord], *, summary: bool) -> list[dict[str, Any]]:
    """Return what was said as messages of the chat-completions protocol.

    With `summary` it is the tasks, the code and what came of it, without the system prompt and the model's words.
    """
    if not runs:
        return []
    if not summary:
        return [message.as_dict() for message in runs[-1].messages]
    told: list[Message] = []
    for run in runs:
        told.append(Message("user", f"Task:\n{run.task}"))
        for step in run.steps:
            told.append(Message("assistant", step.code or step.thought))
            if step.observation:
                told.append(Message("user", f"Observation:\n{step.observation}"))
    return [message.as_dict() for message in told]


def lines_of(runs: Sequence[RunRecord], *, detailed: bool) -> Iterator[str]:
    """Yield the runs as lines of text; `detailed` adds all that was said to the model."""
    for run in runs:
        if detailed:
            for message in run.messages:
                yield f"───── {message.role} ─────"
                yield message.text
        for event in run.events:
            yield from _told(event, "")


def _told(event: object, margin: str) -> Iterator[str]:
    match event:
        case RunStarted(task=task, model=model):
            yield f"{margin}task: {task}"
            yield f"{margin}model: {model}"
        case PlanMade(step=step, plan=plan):
            yield f"{margin}plan before step {step}"
            yield from _indented(plan, f"{margin}  ")
        case StepFinished():
            yield f"{margin}step {event.step} · {event.seconds:.1f} s"
            yield from _indented(event.thought, f"{margin}  ")
            yield from _indented(event.code, f"{margin}  > ")
            yield from _indented(event.observation, f"{margin}  | ")
        case Nested():
            yield from _told(event.event, f"{margin}    ")
        case RunFinished():
            told = event.error if event.status == "failed" else repr(event.answer)
            yield f"{margin}{event.status} after {event.steps} step(s), {event.seconds:.1f} s: {told}"


def _indented(text: str, margin: str) -> Iterator[str]:
    for line in text.strip().splitlines():
        yield f"{margin}{line}".rstrip()
