"""How a run is put into words: titles, times, tokens, and how it ended."""

from __future__ import annotations

from agent_magic.display.clean import clean, one_line
from agent_magic.display.record import Plan, Run, Step
from agent_magic.events import RunFinished
from agent_magic.messages import Usage

TITLE = 120


def title(step: Step) -> str:
    """Return a few words for a step: the first line of its thought, or of its code."""
    return first_line(step.thought) or first_line(step.code)


def first_line(text: str) -> str:
    """Return the first line of a text that says something, without the marks before it."""
    for line in clean(text).splitlines():
        words = line.strip().lstrip("#*>- ").removeprefix("Thought:").strip()
        if words:
            return one_line(words, TITLE)
    return ""


def tokens(usage: Usage) -> str:
    """Return `1,234 tokens in (1,000 cached), 210 out`, as far as the server counted; empty where it did not."""
    parts = []
    if usage.prompt_tokens is not None:
        cached = f" ({usage.cached_tokens:,} cached)" if usage.cached_tokens else ""
        parts.append(f"{usage.prompt_tokens:,} tokens in{cached}")
    if usage.completion_tokens is not None:
        parts.append(f"{usage.completion_tokens:,}{'' if parts else ' tokens'} out")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Return a time as a person would say it: `0.04 s`, `3.2 s`, `2 min 5 s`."""
    if seconds < 0.095:
        return f"{seconds:.2f} s"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def cost(step: Step | Plan) -> str:
    """Return the time and the tokens of a step or a plan."""
    parts = [] if step.seconds is None else [duration(step.seconds)]
    return " · ".join([*parts, *filter(None, [tokens(step.usage)])])


def calls_left_out(step: Step) -> str:
    """Return how many calls of agents are not shown."""
    left_out = len(step.calls_left_out)
    return f"{left_out} more {'call of agents is' if left_out == 1 else 'calls of agents are'} left out here"


def call_cost(call: Run) -> str:
    """Return the steps, the time and the tokens of a called agent's run."""
    end = call.finished
    if end is None:
        return ""
    return " · ".join([_count(end.steps), duration(end.seconds), *filter(None, [tokens(end.usage)])])


def ending(run: Run) -> str:
    """Return one line that says how the run ended."""
    end = run.finished
    if end is None:
        return f"the run ended early; {_kept(run)}"
    match end.status:
        case "success":
            said = f"answer in {_count(end.steps)}"
        case "max_steps":
            said = f"no final answer within {_count(end.steps)}; the model's best answer in words"
        case "max_tokens":
            said = f"the tokens of the run were used up after {_count(end.steps)}; the model's best answer in words"
        case "max_seconds":
            said = f"the time of the run was over after {_count(end.steps)}; the best answer there was"
        case "stopped":
            done = [step.number for step in run.steps.values() if step.state in {"done", "error"}]
            when = f"after step {max(done)}" if done else "before the first step was done"
            said = f"stopped by you {when}" + ("; finished steps are kept" if done else "")
        case "failed":
            said = one_line(clean(end.error or "the run failed"), 600)
    return ", ".join([said, *_costs(end)])


def _costs(end: RunFinished) -> list[str]:
    if end.status in {"stopped", "failed"}:
        return []
    return [duration(end.seconds), *filter(None, [tokens(end.usage)])]


def _count(steps: int) -> str:
    return "1 step" if steps == 1 else f"{steps} steps"


def _kept(run: Run) -> str:
    return (
        "finished steps are kept" if any(step.state != "stopped" for step in run.steps.values()) else "no step was done"
    )
