"""The arguments of one call: put to their parameters, checked, and complained about in one line."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from agent_magic.errors import ToolArgumentError
from agent_magic.tools.names import in_quotes
from agent_magic.tools.parameters import Parameter
from agent_magic.tools.schema import Checked


class Arguments:
    """The parameters of the tool `tool`, as JSON schema and as a check."""

    def __init__(self, tool: str, parameters: Iterable[Parameter]) -> None:
        self._tool = tool
        self.checked = {each.name: Checked(each) for each in parameters}
        self.parameters = [each.parameter for each in self.checked.values()]

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the object that holds all arguments."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {name: each.told for name, each in self.checked.items()},
            "required": [each.name for each in self.parameters if each.required],
            "additionalProperties": False,
        }
        definitions = {name: kept for each in self.checked.values() for name, kept in each.definitions.items()}
        return {**schema, "$defs": definitions} if definitions else schema

    def bound(
        self, args: Sequence[object], kwargs: Mapping[str, object], *, texts: bool = False
    ) -> tuple[list[object], dict[str, object]]:
        """Return the arguments as the function is called with them; those not given are left to its defaults.

        `texts` lets texts be read as JSON where the type asks for it. Raises `ToolArgumentError`.
        """
        given = self._named(args, kwargs)
        missing = [each for each in self.parameters if each.required and each.name not in given]
        if missing:
            raise self._error(f"needs {_listed(missing)}")
        values: dict[str, object] = {}
        for name, value in given.items():
            try:
                values[name] = self.checked[name].value(value, texts=texts)
            except ValueError as error:
                raise ToolArgumentError(f"{self._tool}(): {error}") from None
        return self._split(values)

    def _named(self, args: Sequence[object], kwargs: Mapping[str, object]) -> dict[str, object]:
        places = [each.name for each in self.parameters if each.kind is not inspect.Parameter.KEYWORD_ONLY]
        if len(args) > len(places):
            raise self._error(f"takes {_count(len(places))} by position, not {len(args)}: {self._usage()}")
        given = dict(zip(places, args, strict=False))
        for name, value in kwargs.items():
            if name not in self.checked:
                close = difflib.get_close_matches(name, self.checked, 1)
                hint = f"did you mean `{close[0]}`?" if close else self._usage()
                raise self._error(f"has no argument {in_quotes(name)}: {hint}")
            if name in given:
                raise self._error(f"got `{name}` twice")
            given[name] = value
        return given

    def _split(self, values: dict[str, object]) -> tuple[list[object], dict[str, object]]:
        first: list[object] = []
        for each in self.parameters:
            if each.kind is inspect.Parameter.POSITIONAL_ONLY:
                first.append(values.pop(each.name, each.default))
        return first, values

    def _usage(self) -> str:
        names = ", ".join(self.checked)
        return f"it takes {names}" if names else "it takes no arguments"

    def _error(self, what: str) -> ToolArgumentError:
        return ToolArgumentError(f"{self._tool}() {what}")


def _listed(parameters: Sequence[Parameter]) -> str:
    if len(parameters) == 1 and parameters[0].description:
        return f"`{parameters[0].name}`: {' '.join(parameters[0].description.split())}"
    return " and ".join(f"`{each.name}`" for each in parameters)


def _count(number: int) -> str:
    return "no argument" if number == 0 else "1 argument" if number == 1 else f"{number} arguments"
