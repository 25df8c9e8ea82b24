"""What the loop itself costs a step, beside smolagents, with replies that a person wrote.

    python -m tests.benchmarks.loop_cost

Both run the same scripted replies with as little to do in each step as can be; rounds of both take turns. Where
smolagents is not installed, ours is printed alone.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Mapping
from time import perf_counter

from agent_magic.agents import CodeAgent
from agent_magic.models import ScriptedModel

STEPS = 20
ROUNDS = 9
BAR = 3.0
"""Milliseconds."""


def replies() -> list[str]:
    """Return a run of `STEPS` steps."""
    return [
        *(f"I count.\n<code>\nx = {n}\nprint(x)\n</code>" for n in range(1, STEPS)),
        "<code>\nfinal_answer(x)\n</code>",
    ]


def ours(executor: str) -> Callable[[], float]:
    """Return what runs our agent and returns seconds a step."""

    def run() -> float:
        with CodeAgent(ScriptedModel(replies()), executor=executor, max_steps=STEPS) as agent:
            agent.executor.start()
            agent.executor.run("1")
            begun = perf_counter()
            answer = agent.run("Count.")
            seconds = perf_counter() - begun
        assert answer == STEPS - 1
        return seconds / STEPS

    return run


def theirs() -> Callable[[], float] | None:
    """Return what runs smolagents' agent, None where it is not installed."""
    try:
        import smolagents
    except ImportError:
        return None

    class Scripted(smolagents.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(model_id="scripted")
            self.left = replies()

        def generate(self, messages: object, **options: object) -> object:
            return smolagents.ChatMessage(role="assistant", content=self.left.pop(0))

    def run() -> float:
        agent = smolagents.CodeAgent(tools=[], model=Scripted(), max_steps=STEPS, verbosity_level=-1)
        begun = perf_counter()
        answer = agent.run("Count.")
        seconds = perf_counter() - begun
        assert answer == STEPS - 1
        return seconds / STEPS

    return run


def measure() -> Mapping[str, float]:
    """Return milliseconds a step, the median of the rounds, by who ran it."""
    runs: dict[str, Callable[[], float]] = {
        "agent_magic, local": ours("local"),
        "agent_magic, process": ours("process"),
    }
    if (other := theirs()) is not None:
        runs["smolagents"] = other
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            seconds[name].append(run())
    return {name: statistics.median(each) * 1_000 for name, each in seconds.items()}


def main() -> int:
    """Print the table; return 1 where the loop costs more than the bar."""
    found = measure()
    for name, milliseconds in found.items():
        sys.stdout.write(f"{name:<22} {milliseconds:8.2f} ms a step\n")
    sys.stdout.write(f"bar: {BAR:g} ms in this process, {STEPS} steps, median of {ROUNDS} rounds\n")
    return int(found["agent_magic, local"] > BAR)


if __name__ == "__main__":
    sys.exit(main())
