"""The loop: a task in, events out, an answer at the end."""

from agent_magic.agents.agent import Agent
from agent_magic.agents.code_agent import CodeAgent
from agent_magic.agents.record import RunRecord

__all__ = ["Agent", "CodeAgent", "RunRecord"]
