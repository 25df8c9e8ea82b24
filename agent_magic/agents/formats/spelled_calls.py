"""Calls that models spell in other ways than JSON: as Python, or between tags."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any, Final

from agent_magic.agents.formats.action import Call
from agent_magic.agents.formats.json_values import is_value, plain, read
from agent_magic.agents.formats.python_text import parsed
from agent_magic.agents.formats.replies import Block, scan

_BEGINS: Final = re.compile(r"<(?:function|invoke)(?:=|\s+name=)[\"']?(?P<name>\w+)[\"']?\s*>")
_ENDS: Final = re.compile(r"</(?:function|invoke)>")
_PARAMETER: Final = re.compile(
    r"<parameter(?:=|\s+name=)[\"']?(?P<name>\w+)[\"']?\s*>(?P<value>.*?)(?:</parameter>|(?=<parameter)|\Z)", re.DOTALL
)


def tagged_calls(text: str) -> Iterator[tuple[int, Call]]:
    """Yield calls such as `<function=weather><parameter=city>Rome</parameter></function>`, and where they begin."""
    at = 0
    while begin := _BEGINS.search(text, at):
        end = _ENDS.search(text, begin.end())
        at = end.end() if end else len(text)
        body = text[begin.end() : end.start() if end else len(text)]
        given = {found["name"]: _value(found["value"].strip("\n")) for found in _PARAMETER.finditer(body)}
        yield begin.start(), Call(begin["name"], given)


def python_calls(text: str) -> list[Call]:
    """Return the calls of a reply that ends with Python which does nothing but call, with plain arguments by name."""
    blocks = [part.code for part in scan(text) if isinstance(part, Block)]
    for source in [*blocks, text.strip(), text.strip().rpartition("\n")[2]]:
        tree = parsed(source)
        if isinstance(tree, ast.Module) and tree.body and (calls := _calls(tree.body)):
            return calls
    return []


def _calls(body: list[ast.stmt]) -> list[Call]:
    """Return the calls that statements consist of; none where one of them is something else."""
    found: list[Call] = []
    for statement in body:
        value = statement.value if isinstance(statement, ast.Expr) else None
        for node in value.elts if isinstance(value, ast.List) else [value]:
            match node:
                case ast.Call(func=ast.Name(id=name), args=[], keywords=keywords) if keywords:
                    try:
                        found.append(Call(name, {str(each.arg): plain(each.value) for each in keywords}))
                    except ValueError:
                        return []
                case _:
                    return []
    return found


def _value(text: str) -> Any:
    """Return what a text between tags is: an object or list where it is written as one, else the text."""
    if text.strip()[:1] in ("{", "["):
        value = read(text)
        return value if is_value(value) else text
    return text
