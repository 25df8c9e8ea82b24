"""Agents whose code runs in each of the places where it can."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent_magic.agents import CodeAgent
from agent_magic.executors.choice import why_not_confined
from agent_magic.models import Model, ScriptedModel


class Agents:
    """Makes agents for one test and lets them go after it."""

    def __init__(self, executor: str) -> None:
        self.executor = executor
        self._made: list[CodeAgent] = []

    def __call__(self, *replies: str | Model, **options: object) -> CodeAgent:
        """Return an agent with a model, or with a scripted one that gives these replies."""
        first = replies[0]
        model = ScriptedModel([str(reply) for reply in replies]) if isinstance(first, str) else first
        made = CodeAgent(model, **({"executor": self.executor} | options))  # type: ignore[arg-type]
        self._made.append(made)
        return made

    def close(self) -> None:
        for made in self._made:
            made.close()


@pytest.fixture(params=["local", "process"])
def agent(request: pytest.FixtureRequest) -> Iterator[Agents]:
    """A maker of agents, in each place."""
    if request.param == "process" and (reason := why_not_confined()):
        pytest.skip(f"a worker cannot be confined here: {reason}")
    agents = Agents(request.param)
    yield agents
    agents.close()
