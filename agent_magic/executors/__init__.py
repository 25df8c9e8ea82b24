"""Ways to reach the place where the agent's code runs."""

from agent_magic.executors.local import LocalExecutor
from agent_magic.executors.process import ProcessExecutor
from agent_magic.executors.protocol import Executor

__all__ = ["Executor", "LocalExecutor", "ProcessExecutor"]
