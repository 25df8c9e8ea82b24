"""The form of an action: what the model is asked to write, and how it is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agent_magic.agents.formats.replies import without_thinking
from agent_magic.errors import ParsingError
from agent_magic.events import ActionParsed
from agent_magic.messages import Message, ToolCall
from agent_magic.models import Model
from agent_magic.tools import Tool

OBSERVATION = "Observation:"


@dataclass(frozen=True, slots=True)
class Code:
    """A thought, and the code that does what it wants done."""

    thought: str
    code: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a tool: its name, the arguments by name, and the server's name for the call where it has one."""

    name: str
    arguments: Mapping[str, Any]
    id: str = ""

    def as_python(self) -> str:
        """Return the call as a line of Python."""
        plain = all(name.isidentifier() for name in self.arguments)
        given = [f"{name}={value!r}" for name, value in self.arguments.items()]
        return f"{self.name}({', '.join(given) if plain else f'**{dict(self.arguments)!r}'})"


@dataclass(frozen=True, slots=True)
class Calls:
    """A thought, and calls of tools, to be made in their order."""

    thought: str
    calls: tuple[Call, ...]

    @property
    def code(self) -> str:
        """The calls as Python, a line each."""
        return "\n".join(call.as_python() for call in self.calls)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that is the answer itself, in words."""

    text: str

    @property
    def thought(self) -> str:
        """The answer."""
        return self.text

    @property
    def code(self) -> str:
        """Nothing: no code is run."""
        return ""


Action = Code | Calls | Answer


def parsed_event(step: int, action: Action) -> ActionParsed:
    """Return the event that tells of `action`."""
    calls = action.calls if isinstance(action, Calls) else ()
    told = tuple({"name": call.name, "arguments": call.arguments} for call in calls)
    return ActionParsed(step, action.thought, action.code, told)


class ActionFormat(ABC):
    """One way to write actions.

    `name` is the folder of its prompts, `stop_sequences` end a reply where the model would go on alone. A `single`
    action is the whole run: what it comes to is the answer. `by_calls` tells calls of tools from code.
    """

    name: str
    stop_sequences: tuple[str, ...] = ()
    single: bool = False
    by_calls: bool = False

    @property
    def own_tools(self) -> Sequence[Tool]:
        """The tools that this form itself needs."""
        return ()

    def for_model(self, model: Model) -> ActionFormat:
        """Return the form as it is for `model`."""
        return self

    def in_text(self) -> ActionFormat | None:
        """Return the same form in plain text where this one needs a server that calls tools, else None."""
        return None

    def described(self, tools: Sequence[Tool]) -> str:
        """Return the tools as the system prompt tells them."""
        return "\n\n".join(tool.python_text() for tool in tools)

    def said(self, reply: str) -> str:
        """Return what of `reply` stays in the conversation: no thinking, and no observation that the model made up."""
        said = without_thinking(reply)
        begin = f"\n{said}".find(f"\n{OBSERVATION}")
        return said if begin < 0 else said[: max(begin - 1, 0)].rstrip()

    @abstractmethod
    def parse(self, reply: str, calls: Sequence[ToolCall] = (), *, cut: bool = False) -> Action:
        """Return the action that `reply` holds; `calls` are those that the server read out of it.

        `cut` tells that the server ended it at its limit of tokens. Raises a `ParsingError` whose message is said
        to the model.
        """

    def observed(self, calls: Sequence[ToolCall], observations: Sequence[str]) -> list[Message]:
        """Return the messages that tell the model what came of its action, one of the `observations` for each call."""
        if not calls:
            return [Message("user", f"{OBSERVATION}\n{text}")] if (text := "\n\n".join(observations)) else []
        told = zip(calls, observations, strict=True)
        return [Message("tool", observation, call_id=call.id) for call, observation in told]


def unreadable(what: str) -> ParsingError:
    """Return the error for a reply that holds no action, `what` being what is missing."""
    return ParsingError(f"Your reply holds no {what}, so nothing was done.")
