"""The kinds of agents: a form of action, and the environment that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any, Final, Unpack

from agent_magic.agents.agent import Agent
from agent_magic.agents.environments import CodeEnvironment, ToolEnvironment
from agent_magic.agents.formats import ActionFormat, CodeFormat, JsonFormat, OnceFormat, TextFormat
from agent_magic.agents.nesting import Nesting
from agent_magic.agents.options import AgentOptions
from agent_magic.errors import AgentError, UsageError
from agent_magic.events import ActionParsed
from agent_magic.executors import Executor, LocalExecutor, ProcessExecutor
from agent_magic.executors.choice import NAMES, default_name
from agent_magic.executors.local import LIMITS
from agent_magic.interpreter import Policy
from agent_magic.models import Model

SECONDS_WITH_AGENTS: Final = 3_600.0
"""How long a step's code may run that calls other agents: their work is time in which it waits."""


class CodeAgent(Agent):
    """Writes a piece of Python in each step.

    `executor` is where the code runs: "process" (a worker that the system confines), "local" (this process, with no
    such boundary) or one of your own; by default "process" where the system confines, else "local". `imports` are
    modules that the code may import besides the harmless ones, such as "numpy" or "pandas.*"; an executor of your own
    brings its own policy. All other options are `AgentOptions`.
    """

    form: Callable[[], ActionFormat] = CodeFormat

    def __init__(
        self,
        model: Model | Callable[..., Any] | str,
        *,
        executor: str | Executor | None = None,
        imports: Iterable[str] = (),
        **options: Unpack[AgentOptions],
    ) -> None:
        nesting = Nesting()
        self.executor = _executor(executor, imports, waits=bool(options.get("managed_agents")))
        super().__init__(model, type(self).form(), CodeEnvironment(self.executor, nesting), nesting, **options)


class OneShotAgent(CodeAgent):
    """Plans, then writes one piece of Python that does everything; what the code gives is the answer."""

    form = OnceFormat

    def write(self, task: str, /, additional_args: Mapping[str, object] | None = None, **inputs: object) -> str:
        """Return the code for `task`, which is not run; raises what `run` raises."""
        with closing(self.iter(task, additional_args={**(additional_args or {}), **inputs})) as events:
            code = next((event.code for event in events if isinstance(event, ActionParsed)), None)
        if code is None:
            raise self.failure or AgentError("the run ended before there was any code")
        return code


class ToolCallingAgent(Agent):
    """Calls tools in each step, through the server's own tool-calling or, where it has none, as JSON in the text."""

    def __init__(self, model: Model | Callable[..., Any] | str, **options: Unpack[AgentOptions]) -> None:
        nesting = Nesting()
        super().__init__(model, JsonFormat(), ToolEnvironment(nesting), nesting, **options)


class TextAgent(Agent):
    """Calls tools in each step, written as plain lines: a name, and a line for each argument."""

    def __init__(self, model: Model | Callable[..., Any] | str, **options: Unpack[AgentOptions]) -> None:
        nesting = Nesting()
        super().__init__(model, TextFormat(), ToolEnvironment(nesting), nesting, **options)


ReactCodeAgent = CodeAgent
ReactJsonAgent = ToolCallingAgent


def _executor(executor: str | Executor | None, imports: Iterable[str], *, waits: bool) -> Executor:
    if isinstance(executor, Executor):
        return executor
    name = default_name() if executor is None else executor
    if name not in NAMES:
        raise UsageError(f"there is no executor {name!r}; use {' or '.join(map(repr, NAMES))}, or an Executor")
    if isinstance(imports, str):
        raise UsageError(f"imports is a list of modules: imports=[{imports!r}]")
    policy = Policy(imports=list(imports))
    limits = replace(LIMITS, seconds=SECONDS_WITH_AGENTS) if waits else LIMITS
    return (ProcessExecutor if name == "process" else LocalExecutor)(policy=policy, limits=limits)
