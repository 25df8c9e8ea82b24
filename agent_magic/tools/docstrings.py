"""Reading a docstring: what a function does, what each argument is, what comes out; in three styles."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_CHOICES: Final = re.compile(r"\s*\(choices:\s*(\[[^\]]*\])\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Documentation:
    """What a docstring says; `style` is "google", "numpy" or "sphinx"."""

    description: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    returns: str = ""
    style: str = "google"

    def line_for(self, name: str) -> str:
        """Return the line that would describe an argument in this style."""
        match self.style:
            case "numpy":
                return f"{name} : what it is"
            case "sphinx":
                return f":param {name}: what it is"
            case _:
                return f"{name}: what it is"

    @property
    def place(self) -> str:
        """Where the lines for arguments stand in this style."""
        return {"numpy": ' under "Parameters"', "sphinx": ""}.get(self.style, ' under "Args:"')


def read_docstring(text: str | None) -> Documentation:
    """Return what `text` says, as Google, NumPy or Sphinx write it."""
    from docstring_parser import DocstringStyle, ParseError, parse

    if not text or not text.strip():
        return Documentation()
    try:
        read = parse(text)
    except ParseError:
        return Documentation(text.strip())
    arguments = {
        name.strip().lstrip("*"): (each.description or "").strip()
        for each in read.params
        for name in each.arg_name.split(",")
    }
    styles = {DocstringStyle.NUMPYDOC: "numpy", DocstringStyle.REST: "sphinx"}
    style = styles.get(read.style, "google") if arguments and read.style else "google"
    returns = (read.returns.description or "").strip() if read.returns else ""
    return Documentation((read.description or "").strip(), arguments, returns, style)


def choices_in(description: str) -> tuple[str, tuple[Any, ...]]:
    """Return a description without its "(choices: ['a', 'b'])", and those choices."""
    found = _CHOICES.search(description)
    if found is None:
        return description, ()
    try:
        choices = ast.literal_eval(found[1])
    except (ValueError, SyntaxError):
        return description, ()
    return (description[: found.start()] + description[found.end() :]).strip(), tuple(choices)
