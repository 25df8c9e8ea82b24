"""The agent for the task of a cell: its kind, and what the cell says of it."""

from __future__ import annotations

from agent_magic.agents import Agent, CodeAgent, OneShotAgent, TextAgent, ToolCallingAgent
from agent_magic.agents.options import AgentOptions
from agent_magic.executors import Executor
from agent_magic.models import Model
from agent_magic.notebook.lent import Lent
from agent_magic.notebook.task import CellTask


def agent_for(task: CellTask, model: Model, lent: Lent, executor: Executor | None) -> Agent:
    """Return a new agent for `task`; `executor` is None where no code runs."""
    options: AgentOptions = {
        "tools": lent.tools,
        "managed_agents": lent.agents,
        "max_tokens": task.budget.tokens,
        "max_seconds": task.budget.seconds,
        "planning_interval": task.plan,
        "samples": task.samples,
    }
    if task.budget.steps is not None:
        options["max_steps"] = task.budget.steps
    match task.mode:
        case "tools":
            return ToolCallingAgent(model, **options)
        case "text":
            return TextAgent(model, **options)
        case "once":
            return OneShotAgent(model, executor=executor, **options)
    return CodeAgent(model, executor=executor, **options)
