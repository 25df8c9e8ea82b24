"""The loop: a task in, events out, an answer at the end."""

from agent_magic.agents.agent import Agent
from agent_magic.agents.kinds import (
    CodeAgent,
    OneShotAgent,
    ReactCodeAgent,
    ReactJsonAgent,
    TextAgent,
    ToolCallingAgent,
)
from agent_magic.agents.managed import ManagedAgent
from agent_magic.agents.record import RunRecord

__all__ = [
    "Agent",
    "CodeAgent",
    "ManagedAgent",
    "OneShotAgent",
    "ReactCodeAgent",
    "ReactJsonAgent",
    "RunRecord",
    "TextAgent",
    "ToolCallingAgent",
]
