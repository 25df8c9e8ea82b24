"""Text as the action: a tool's name on a line, its arguments on the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from agent_magic.agents.formats.action import OBSERVATION, ActionFormat, Call, Calls, unreadable
from agent_magic.agents.formats.code import thought_of
from agent_magic.agents.formats.json_values import is_value, read
from agent_magic.errors import ParsingError
from agent_magic.messages import ToolCall
from agent_magic.tools import FINAL_ANSWER, Tool

_ACTION: Final = re.compile(r"[*_#\s]*action[*_]*\s*:[*_]*\s*`?(?P<name>[A-Za-z_]\w*)[`*_.]*\s*$", re.IGNORECASE)
_ARGUMENT: Final = re.compile(r"\s*(?:[-*]\s+)?`?(?P<name>[A-Za-z_]\w*)`?\s*:(?:\s(?P<value>.*))?$")


class TextFormat(ActionFormat):
    """The model writes `Action: name` and a line `argument: value` for each argument.

    Values are texts here; a tool reads them as the types that it takes. A value goes on over the lines that follow
    until the next argument or action.
    """

    name = "text"
    by_calls = True
    stop_sequences = (f"\n{OBSERVATION}",)

    @property
    def own_tools(self) -> Sequence[Tool]:
        """What ends the run."""
        return (FINAL_ANSWER,)

    def parse(self, reply: str, calls: Sequence[ToolCall] = (), *, cut: bool = False) -> Calls:
        """Return the thought and the calls of `reply`; raises `ParsingError` where it holds none."""
        lines = self.said(reply).splitlines()
        begins = [at for at, line in enumerate(lines) if _ACTION.match(line)]
        if not begins:
            raise unreadable("action")
        if cut:
            raise ParsingError("Your reply was cut off before its action ended. Write less.")
        parts = [lines[begin:end] for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)]
        return Calls(thought_of("\n".join(lines[: begins[0]])), tuple(map(_call, parts)))


def _call(lines: Sequence[str]) -> Call:
    """Return the call that a line with an action and the lines below it spell out."""
    found = _ACTION.match(lines[0])
    name, given = found["name"] if found else "", dict(_arguments(lines[1:]))
    if name == FINAL_ANSWER.name:  # the one argument of any type: a number is meant as one
        given = {argument: _read(value) for argument, value in given.items()}
    return Call(name, given)


def _read(text: str) -> Any:
    value = read(text)
    return value if is_value(value) else text


def _arguments(lines: Sequence[str]) -> Iterator[tuple[str, Any]]:
    name, value = "", list[str]()
    for line in lines:
        if line.strip().startswith("```"):
            continue
        found = _ARGUMENT.match(line)
        # Within a value that began on its own line, only a line at the margin is the next argument.
        if found and (not value or not line[:1].isspace()):
            if name:
                yield name, "\n".join(value).strip()
            name, value = found["name"], [found["value"] or ""]
        elif name:
            value.append(line)
    if name:
        yield name, "\n".join(value).strip()
