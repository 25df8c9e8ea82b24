"""What is said in a cell goes to a cassette, or comes from one: to its own model and to those of agents it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from agent_magic.agents import Agent, ManagedAgent
from agent_magic.models import Model, ReplayModel
from agent_magic.models.recording import RecordingModel


@contextmanager
def on_cassette(model: Model | None, agents: Iterable[ManagedAgent]) -> Iterator[None]:
    """Have `agents`, and those that they call, record or replay with `model`, where it does; then as before."""
    if not isinstance(model, RecordingModel | ReplayModel):
        yield
        return
    own = list[tuple[Agent, Model]]()
    try:
        for name, agent in _with_called(agents):
            own.append((agent, agent.model))
            agent.model = model.called(name, agent.model)
        yield
    finally:
        for agent, before in own:
            agent.model = before


def _with_called(agents: Iterable[ManagedAgent]) -> Iterator[tuple[str, Agent]]:
    """Yield agents and those that they call, each once, with the names that lead to it."""
    pending, seen = [(managed.name, managed.agent) for managed in agents], set[int]()
    for name, agent in pending:
        if id(agent) not in seen:
            seen.add(id(agent))
            yield name, agent
            pending += [(f"{name}.{inner.name}", inner.agent) for inner in agent.managed_agents.values()]
