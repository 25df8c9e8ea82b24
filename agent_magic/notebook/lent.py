"""What a notebook can lend an agent to call: its functions, its tools, its agents."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import FunctionType
from typing import Any

from agent_magic.agents import Agent, ManagedAgent
from agent_magic.agents.kinds import SECONDS_WITH_AGENTS
from agent_magic.errors import UsageError
from agent_magic.notebook.names import find_variable
from agent_magic.notebook.task import Place
from agent_magic.tools import Tool, Toolbox, as_tool


@dataclass(frozen=True, slots=True)
class Lent:
    """The tools and the agents that an agent may call."""

    tools: list[Tool] = field(default_factory=list)
    agents: list[ManagedAgent] = field(default_factory=list)


def with_time_for_agents(place: Place) -> Place:
    """Return `place` with time enough for code that waits for agents."""
    return place if place.seconds is None else replace(place, seconds=max(place.seconds, SECONDS_WITH_AGENTS))


def find_tools(names: Sequence[str], variables: Mapping[str, Any], inputs: Iterable[str] = ()) -> Lent:
    """Return what the variables called `names` lend.

    Raises `UsageError` where one is not there, is nothing that can be called, or has the name of another one or of
    one of the `inputs`.
    """
    lent, origins = Lent(), dict[str, str]()
    for variable in names:
        for tool in _tools(variable, find_variable(variable, variables, "--tools")):
            if tool.name in origins:
                raise UsageError(f"{origins[tool.name]} and {variable} both give a tool named {tool.name}: rename one")
            if tool.name in inputs:
                raise UsageError(
                    f"the input {tool.name} and the tool {tool.name}, from {variable}, have one name: rename one"
                )
            origins[tool.name] = variable
            if isinstance(tool, ManagedAgent):
                lent.agents.append(tool)
            else:
                lent.tools.append(tool)
    return lent


def lendable(variables: Mapping[str, Any]) -> dict[str, str]:
    """Return the variables that --tools takes, each with what it is, in words: those that the user made."""
    found = {name: _words(value) for name, value in variables.items() if not name.startswith("_")}
    return {name: words for name, words in found.items() if words}


def tools_text(variables: Mapping[str, Any]) -> str:
    """Return what can be lent, a line each."""
    found = lendable(variables)
    if not found:
        return "Nothing to lend yet: define a function, with type hints and a docstring, and write -t and its name.\n"
    width = max(map(len, found))
    lines = [f"-t {name:<{width}}   {words}" for name, words in found.items()]
    return "\n".join("".join(sign if sign.isprintable() else " " for sign in line) for line in lines) + "\n"


def _tools(variable: str, value: object) -> Iterator[Tool]:
    """Yield the tools that a variable holds; a function is called as its variable is."""
    if isinstance(value, Toolbox):
        yield from value
    elif isinstance(value, Agent):
        if not value.description:
            raise UsageError(
                f"{variable} is an agent without a description: say what it can be asked, "
                f"{type(value).__name__}(…, description='Finds out facts about …')"
            )
        yield ManagedAgent(value, value.name or variable)
    elif isinstance(value, Tool):
        yield as_tool(value)
    elif callable(value):
        yield as_tool(value, name=None if isinstance(value, type) else variable)
    else:
        raise UsageError(
            f"{variable} is no function and no tool, its type is {type(value).__name__}: --tools takes functions, "
            "tools, toolboxes and agents"
        )


def _words(value: object) -> str:
    """Return what can be said of a value that can be lent in a line, nothing where it cannot be."""
    match value:
        case Toolbox():
            return f"tools: {', '.join(value.names) or 'none yet'}"
        case Agent():
            return f"agent: {_first_line(value.description) or 'it needs a description before it can be called'}"
        case Tool():
            return f"tool: {_first_line(value.description)}"
        case FunctionType() if value.__module__ == "__main__":
            return f"function: {_first_line(inspect.getdoc(value)) or '(no docstring, which would tell what it does)'}"
    return ""


def _first_line(text: str | None) -> str:
    return next((line.strip()[:100] for line in (text or "").splitlines() if line.strip()), "")
