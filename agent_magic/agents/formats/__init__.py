"""Forms of action: how the model is asked to act, and how its replies are read."""

from agent_magic.agents.formats.action import Action, ActionFormat, Answer, Call, Calls, Code, parsed_event
from agent_magic.agents.formats.code import CodeFormat
from agent_magic.agents.formats.json_calls import JsonFormat
from agent_magic.agents.formats.once import OnceFormat
from agent_magic.agents.formats.text_calls import TextFormat

__all__ = [
    "Action",
    "ActionFormat",
    "Answer",
    "Call",
    "Calls",
    "Code",
    "CodeFormat",
    "JsonFormat",
    "OnceFormat",
    "TextFormat",
    "parsed_event",
]
