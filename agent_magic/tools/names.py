"""What a tool may be called: a name that the agent's code can call, and that is not taken."""

from __future__ import annotations

import builtins
import keyword
import re
import reprlib
from typing import Final

RESERVED: Final = "final_answer"

_LONGEST: Final = 60


def name_problem(name: object) -> str:
    """Return why `name` cannot be a tool's, and what to do, or nothing where it can."""
    if not isinstance(name, str) or not name:
        return "it has no name: give it one, such as `weather`"
    if not name.isidentifier() or name.startswith("__"):
        return f"{name!r} cannot be a tool's name: use letters, digits and underscores, such as `weather`"
    if keyword.iskeyword(name):
        return f"`{name}` is a word of Python: rename it, say to `{name}_tool`"
    if name == RESERVED:
        return f"`{name}` is how the agent ends a run: rename it"
    if hasattr(builtins, name):
        return f"`{name}` would hide Python's own `{name}`: rename it, say to `my_{name}`"
    return ""


def in_quotes(name: str) -> str:
    """Return a name that somebody made up, as a message can hold it: in one line and not long."""
    return f"`{name}`" if name.isidentifier() and len(name) <= _LONGEST else reprlib.repr(name)


def in_snake_case(name: str) -> str:
    """Return the name of a class as a function would be called: `WebSearch` as `web_search`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
