"""JSON as the action: calls of tools, through the server's own tool-calling or read from the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from agent_magic.agents.formats.action import OBSERVATION, ActionFormat, Answer, Call, Calls, unreadable
from agent_magic.agents.formats.code import thought_of
from agent_magic.agents.formats.json_values import is_open, is_value, read, values_in
from agent_magic.agents.formats.spelled_calls import python_calls, tagged_calls
from agent_magic.errors import ParsingError
from agent_magic.messages import ToolCall
from agent_magic.models import Model
from agent_magic.tools import FINAL_ANSWER, Tool

_NAMES: Final = ("name", "action", "tool", "tool_name", "function", "function_name")
_ARGUMENTS: Final = (
    "arguments",
    "action_input",
    "args",
    "parameters",
    "input",
    "tool_arguments",
    "tool_input",
    "kwargs",
)
_LISTS: Final = ("tool_calls", "calls", "actions", "tools")
_MARKS: Final = re.compile(
    r"```\w*|~~~\w*|</?tool_calls?>|</?function_calls?>|\[/?TOOL_CALLS?\]|<\|python_tag\|>|<\|tool_call\|?>|<end_action>"
)
"""What models put around calls; it is no part of a thought."""


class JsonFormat(ActionFormat):
    """The model writes one JSON object for each call, or, where `native`, the server reads its calls itself."""

    name = "tools"
    by_calls = True

    def __init__(self, *, native: bool = False) -> None:
        self.native = native
        self.stop_sequences = () if native else (f"\n{OBSERVATION}", "<end_action>")

    @property
    def own_tools(self) -> Sequence[Tool]:
        """What ends the run."""
        return (FINAL_ANSWER,)

    def for_model(self, model: Model) -> JsonFormat:
        """Return the form that has the server read the calls, where the model's server does."""
        return JsonFormat(native=bool(getattr(model, "calls_tools", False)))

    def in_text(self) -> JsonFormat | None:
        """Return the form in which calls are read from the text, where this is the other one."""
        return JsonFormat() if self.native else None

    def described(self, tools: Sequence[Tool]) -> str:
        """Return the tools as JSON schemas, a line each."""
        return "\n".join(json.dumps(tool.definition, ensure_ascii=False) for tool in tools)

    def parse(self, reply: str, calls: Sequence[ToolCall] = (), *, cut: bool = False) -> Calls | Answer:
        """Return the thought and the calls of `reply`; raises `ParsingError` where it holds none.

        Where the server reads calls itself, a reply without any is the answer, in words.
        """
        said = self.said(reply)
        if calls:
            return Calls(thought_of(said), tuple(_native(call) for call in calls))
        begin, found = _found(said)
        if found:
            return Calls(thought_of(_MARKS.sub("", said[:begin])), tuple(found))
        if cut or is_open(said):
            raise ParsingError("Your reply was cut off before it ended. Write less.")
        if self.native and said:
            return Answer(said)
        raise unreadable("call of a tool")


def _found(said: str) -> tuple[int, list[Call]]:
    """Return the calls of a reply, in whatever way they are spelled, and where they begin."""
    tagged = list(tagged_calls(said))
    if tagged:
        return tagged[0][0], [call for _, call in tagged]
    written = [(begin, list(_calls_in(value))) for begin, _, value in values_in(said)]
    written = [(begin, calls) for begin, calls in written if calls]
    if written:
        return written[0][0], [call for _, calls in written for call in calls]
    return 0, python_calls(said)


def _native(call: ToolCall) -> Call:
    arguments = read(call.arguments) if call.arguments.strip() else {}
    if not isinstance(arguments, dict):
        raise ParsingError(f"The arguments of {call.name} are no JSON object, so nothing was done.")
    return Call(call.name, arguments, call.id)


def _calls_in(value: Any) -> Iterator[Call]:
    """Yield the calls that a value spells out, in any of the forms that models were taught."""
    if isinstance(value, list):
        for item in value:
            yield from _calls_in(item)
    if not isinstance(value, Mapping):
        return
    for key in _LISTS:
        if isinstance(value.get(key), list):
            yield from _calls_in(value[key])
            return
    function = value.get("function")
    if isinstance(function, Mapping):  # as the chat-completions protocol writes it
        yield from _calls_in(function)
        return
    call = _call(value)
    if call is not None:
        yield call


def _call(value: Mapping[str, Any]) -> Call | None:
    name = next((value[key] for key in _NAMES if isinstance(value.get(key), str)), None)
    if not name:
        return None
    given = next((value[key] for key in _ARGUMENTS if key in value), None)
    if isinstance(given, str) and is_value(parsed := read(given)) and isinstance(parsed, dict):
        given = parsed
    if given is None:
        return Call(name, {})
    return Call(name, given if isinstance(given, dict) else {"": given})
