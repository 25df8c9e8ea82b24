"""The box of tools that an agent has: filled, changed, described, and called by name."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from agent_magic.errors import ToolArgumentError, ToolNameError
from agent_magic.tools.functions import as_tool
from agent_magic.tools.names import in_quotes
from agent_magic.tools.python_text import json_text
from agent_magic.tools.running import finished
from agent_magic.tools.tool import Tool


class Toolbox:
    """Tools by name, in the order in which they came; what is described follows every change.

    A plain function becomes a tool as `as_tool` makes it.
    """

    def __init__(self, tools: Iterable[Tool | Callable[..., Any]] = ()) -> None:
        self._tools: dict[str, Tool] = {}
        for each in tools:
            self.add(each)

    def add(self, tool: Tool | Callable[..., Any]) -> Tool:
        """Add a tool or a function and return the tool; raises `ToolNameError` where its name is taken."""
        made = as_tool(tool)
        if made.name in self._tools:
            raise ToolNameError(
                f"two tools are named `{made.name}`, one from {self._tools[made.name].origin} and one from "
                f"{made.origin}: rename one, or replace the first with update()"
            )
        self._tools[made.name] = made
        return made

    def update(self, tool: Tool | Callable[..., Any]) -> Tool:
        """Put a tool in the place of the one that has its name; raises `ToolNameError` where there is none."""
        made = as_tool(tool)
        self[made.name]
        self._tools[made.name] = made
        return made

    def remove(self, name: str) -> Tool:
        """Take the tool `name` out and return it; raises `ToolNameError` where there is none."""
        found = self[name]
        del self._tools[name]
        return found

    def clear(self) -> None:
        """Take every tool out."""
        self._tools.clear()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tools."""
        return tuple(self._tools)

    @property
    def tools(self) -> dict[str, Tool]:
        """The tools by name; a copy."""
        return dict(self._tools)

    def get(self, name: str) -> Tool | None:
        """Return the tool `name`, or None."""
        return self._tools.get(name)

    def __getitem__(self, name: str) -> Tool:
        found = self._tools.get(name)
        if found is None:
            raise ToolNameError(self._unknown(name))
        return found

    def __iter__(self) -> Iterator[Tool]:
        return iter(tuple(self._tools.values()))

    def __len__(self) -> int:
        return len(self._tools)

    def __contains__(self, tool: object) -> bool:
        return tool in self._tools.values() if isinstance(tool, Tool) else tool in self._tools

    def __repr__(self) -> str:
        return f"<toolbox of {', '.join(self._tools) or 'nothing'}>"

    def describe(self, form: Literal["python", "json"] = "python") -> str:
        """Return all tools as Python functions with docstrings, or as JSON, a line each."""
        if form == "json":
            return "\n".join(map(json_text, self))
        return "\n\n".join(each.python_text() for each in self)

    @property
    def definitions(self) -> tuple[dict[str, Any], ...]:
        """The tools as a request to a model holds them."""
        return tuple(each.definition for each in self)

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return plain functions that check, call, and wait for what is awaitable, to be lent to an executor."""
        return {name: _plain(each) for name, each in self._tools.items()}

    def call(self, name: str, arguments: str | Mapping[str, object]) -> Any:
        """Call the tool `name` with arguments as a model wrote them, a JSON text or what was read of one.

        Texts are read as what the schema asks for, numbers never become text. Raises `ToolNameError` and
        `ToolArgumentError`, whose messages are for the model.
        """
        tool = self[name]
        return finished(tool.called_with(_read(tool, arguments)))

    add_tool, update_tool, remove_tool, clear_toolbox, show_tool_descriptions = add, update, remove, clear, describe

    def _unknown(self, name: str) -> str:
        close = difflib.get_close_matches(str(name), self._tools, 1)
        hint = f"did you mean `{close[0]}`? " if close else ""
        have = f"there are {', '.join(self._tools)}" if self._tools else "there are none"
        return f"there is no tool {in_quotes(str(name))}: {hint}{have}"


def _plain(tool: Tool) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        return finished(tool(*args, **kwargs))

    call.__name__ = call.__qualname__ = tool.name
    call.__doc__ = tool.description
    return call


def _read(tool: Tool, arguments: str | Mapping[str, object]) -> Mapping[str, object]:
    """Return the arguments by name; where there is one parameter only, its value may stand alone."""
    if not isinstance(arguments, str):
        return arguments
    try:
        read = json.loads(arguments) if arguments.strip() else {}
    except (ValueError, RecursionError) as error:
        told = json.dumps(dict.fromkeys(tool.arguments.checked, "…"), ensure_ascii=False)
        raise ToolArgumentError(f"{tool.name}(): the arguments are not JSON ({error}); write {told}") from None
    if isinstance(read, dict):
        return read
    if len(tool.arguments.checked) == 1:
        return {next(iter(tool.arguments.checked)): read}
    raise ToolArgumentError(f"{tool.name}(): the arguments must be a JSON object, not {type(read).__name__}")
