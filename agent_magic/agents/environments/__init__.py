"""Where actions are done: code in an executor, calls by the tools themselves."""

from agent_magic.agents.environments.code import CodeEnvironment
from agent_magic.agents.environments.environment import Environment, Result
from agent_magic.agents.environments.tools import ToolEnvironment

__all__ = ["CodeEnvironment", "Environment", "Result", "ToolEnvironment"]
