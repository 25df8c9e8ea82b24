"""The agent whose actions are Python."""

from __future__ import annotations

from collections.abc import Iterable

from agent_magic.agents.agent import Agent
from agent_magic.agents.code_format import CodeFormat
from agent_magic.errors import UsageError
from agent_magic.executors import Executor, LocalExecutor, ProcessExecutor
from agent_magic.executors.choice import NAMES, default_name
from agent_magic.interpreter import Policy
from agent_magic.models import Model


class CodeAgent(Agent):
    """Writes a piece of Python in each step.

    `executor` is where the code runs: "process" (a worker that the system confines), "local" (this process, with no
    such boundary) or one of your own; by default "process" where the system confines, else "local". `imports` are
    modules that the code may import besides the harmless ones, such as "numpy" or "pandas.*"; an executor of your own
    brings its own policy. `samples` is how many rows or elements of each input the model is shown, `instructions` end
    the system prompt.
    """

    def __init__(
        self,
        model: Model,
        *,
        executor: str | Executor | None = None,
        imports: Iterable[str] = (),
        max_steps: int = 20,
        samples: int = 0,
        instructions: str = "",
    ) -> None:
        super().__init__(
            model,
            form=CodeFormat(),
            executor=_executor(executor, imports),
            max_steps=max_steps,
            samples=samples,
            instructions=instructions,
        )


def _executor(executor: str | Executor | None, imports: Iterable[str]) -> Executor:
    if isinstance(executor, Executor):
        return executor
    name = default_name() if executor is None else executor
    if name not in NAMES:
        raise UsageError(f"there is no executor {name!r}; use {' or '.join(map(repr, NAMES))}, or an Executor")
    if isinstance(imports, str):
        raise UsageError(f"imports is a list of modules: imports=[{imports!r}]")
    policy = Policy(imports=list(imports))
    return ProcessExecutor(policy=policy) if name == "process" else LocalExecutor(policy=policy)
