"""What a function lacks to be a tool, each with the line to add."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from agent_magic.tools.docstrings import Documentation
from agent_magic.tools.parameters import NOTHING
from agent_magic.tools.schema import description_in
from agent_magic.tools.signatures import Reading

_OPEN = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}


def missing_in(reading: Reading, documentation: Documentation, description: str, strict: bool) -> list[str]:
    """Return what is missing; where not `strict`, only what no tool can do without."""
    problems = [
        f"`{_OPEN[each.kind]}{each.name}` cannot be described to a model: name each argument"
        for each in reading.arguments
        if each.kind in _OPEN
    ]
    if not strict:
        return problems
    named = [each for each in reading.arguments if each.kind not in _OPEN]
    if not description:
        problems.append("it has no docstring: give it one line that says what it does")
    problems += [
        f"`{each.name}` has no type: write `{each.name}: {_guess(each.default)}`, or what fits"
        for each in named
        if each.annotation is NOTHING
    ]
    silent = [each for each in named if not _described(each, reading, documentation)]
    if silent:
        problems.append(_undescribed(silent, documentation))
    if reading.returns is NOTHING:
        problems.append("it does not say what it returns: write `-> str`, or what fits, before its colon")
    return problems


def _described(argument: inspect.Parameter, reading: Reading, documentation: Documentation) -> bool:
    if documentation.arguments.get(argument.name):
        return True
    return bool(description_in(reading.hint(argument.annotation)[0]))


def _undescribed(silent: Sequence[inspect.Parameter], documentation: Documentation) -> str:
    names = " and ".join(f"`{each.name}`" for each in silent)
    lines = " and ".join(f"`{documentation.line_for(each.name)}`" for each in silent)
    word = "the line" if len(silent) == 1 else "the lines"
    return f"it says nothing about {names}: add to its docstring{documentation.place} {word} {lines}"


def _guess(default: Any) -> str:
    return type(default).__name__ if type(default) in (bool, int, float, str, list, dict) else "str"
