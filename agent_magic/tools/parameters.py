"""One parameter of a tool: what it is called, what it takes, and what is said about it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from inspect import _ParameterKind
from typing import Any, Final

NOTHING: Final = inspect.Parameter.empty
"""Stands for a default or a hint that is not there."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the model is told it.

    `hint` is a type, or NOTHING; `typed` names the type where it cannot be found; `choices` are the only values;
    `written` is JSON schema in the tool's own words, which takes the place of what the hint says.
    """

    name: str
    hint: Any = NOTHING
    typed: str = ""
    description: str = ""
    choices: tuple[Any, ...] = ()
    default: Any = NOTHING
    kind: _ParameterKind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    written: Mapping[str, Any] | None = None

    @property
    def required(self) -> bool:
        """Whether every call has to give it."""
        return self.default is NOTHING
