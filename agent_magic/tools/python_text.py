"""A tool as Python text: a typed signature and a docstring, for a model that writes code."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from agent_magic.tools.parameters import NOTHING, Parameter
from agent_magic.tools.wording import details, type_text

if TYPE_CHECKING:
    from agent_magic.tools.tool import Tool

_LONGEST_DEFAULT = 60


def signature_text(tool: Tool) -> str:
    """Return the `def` line of `tool`, with what it says of itself and of its arguments as its docstring."""
    checked = tool.arguments.checked.values()
    head = f"def {tool.name}({_listed([(each.parameter, each.schema) for each in checked])})"
    returns = f" -> {tool.output_text}" if tool.output_text else ""
    lines = [f"{head}{returns}:"]
    body = _docstring(tool)
    if body:
        lines += textwrap.indent(body, "    ").splitlines()
    return "\n".join(lines)


def _listed(parameters: list[tuple[Parameter, dict[str, Any]]]) -> str:
    parts: list[str] = []
    first_only = [each for each, _ in parameters if each.kind is inspect.Parameter.POSITIONAL_ONLY]
    for number, (each, schema) in enumerate(parameters):
        if each.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        parts.append(_argument(each, schema))
        if number + 1 == len(first_only):
            parts.append("/")
    return ", ".join(parts)


def _argument(parameter: Parameter, schema: Mapping[str, Any]) -> str:
    typed = parameter.hint is not NOTHING or parameter.typed or parameter.choices
    kind = _type(parameter, schema) if typed else ""
    name = f"{parameter.name}: {kind}" if kind else parameter.name
    if parameter.required:
        return name
    default = _default_text(parameter.default)
    return f"{name} = {default}" if kind else f"{name}={default}"


def _type(parameter: Parameter, schema: Mapping[str, Any]) -> str:
    text = type_text(schema)
    may_be_none = parameter.default is None and text != "object" and "None" not in text.split(" | ")
    return f"{text} | None" if may_be_none else text


def _default_text(value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    plain = value is None or type(value) in (str, int, float, bool, list, tuple, dict)
    text = repr(value) if plain else "..."
    return text if len(text) <= _LONGEST_DEFAULT else "..."


def _docstring(tool: Tool) -> str:
    told = [(name, _told(each.parameter, each.schema)) for name, each in tool.arguments.checked.items()]
    arguments = [f"    {name}: {_hanging(text, 8)}" for name, text in told if text]
    parts = [tool.description] if tool.description else []
    if arguments:
        parts.append("\n".join(["Args:", *arguments]))
    if tool.returns:
        parts.append(f"Returns: {_hanging(tool.returns, 4)}")
    if not parts:
        return ""
    if len(parts) == 1 and "\n" not in parts[0]:
        return _quoted(parts[0])
    body = parts[0] + "".join(
        ("\n" if part.startswith("Returns") and arguments else "\n\n") + part for part in parts[1:]
    )
    return _quoted(body + "\n")


def _told(parameter: Parameter, schema: Mapping[str, Any]) -> str:
    more = details(schema)
    text = parameter.description
    if text and more and text[-1] not in ".!?":
        text += "."
    return " ".join(part for part in (text, more) if part)


def _hanging(text: str, width: int) -> str:
    return textwrap.indent(text, " " * width).strip()


def _quoted(text: str) -> str:
    plain = text.replace('"""', "'''")
    end = "\n" if plain.endswith(('"', "\\")) else ""  # neither can stand before the closing quotes
    return ('r"""' if "\\" in plain else '"""') + plain + end + '"""'


def json_text(tool: Tool) -> str:
    """Return the tool's definition as one line of JSON."""
    return json.dumps(tool.definition, ensure_ascii=False, default=str)
