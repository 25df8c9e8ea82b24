"""What a tool's class declares about its arguments: read, and held against its `forward`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import Any, Final

from agent_magic.tools.compact import PYTHON
from agent_magic.tools.parameters import NOTHING, Parameter
from agent_magic.tools.signatures import optional

_HINTS: Final[dict[str, Any]] = {
    "string": str,
    "integer": int,
    "number": int | float,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": None,
    "image": Any,
    "audio": Any,
    "any": Any,
}
_TEXTS: Final = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "array": "list",
    "object": "dict",
    "null": "None",
    "image": "PIL.Image",
    "audio": "object",
    "any": "object",
}
_OURS: Final = frozenset({"description", "nullable", "default", "enum", "required", "optional"})
_COMPOSED: Final = frozenset({"anyOf", "oneOf", "allOf", "$ref", "enum"})


def declared_type(kind: object) -> str:
    """Return the Python type of a declared one, or nothing where there is no such type."""
    return _TEXTS.get(kind, "") if isinstance(kind, str) else ""


def declared_parameters(forward: Callable[..., Any], inputs: object) -> tuple[list[Parameter], list[str]]:
    """Return the parameters that `inputs` declares for `forward`, and what is wrong, each with what to write."""
    if not isinstance(inputs, Mapping):
        return [], ["`inputs` is not a dict: write a dict with a dict of type and description per argument"]
    taken = inspect.signature(forward).parameters
    kinds = {each.kind for each in taken.values()}
    names = {
        name: each
        for name, each in taken.items()
        if each.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    }
    problems = [
        f"`forward` takes `{name}`, which `inputs` does not have: "
        f'add "{name}": {{"type": "string", "description": "what it is"}}, with its type'
        for name in names
        if name not in inputs
    ]
    parameters = []
    for name in [*[name for name in names if name in inputs], *[name for name in inputs if name not in names]]:
        if name not in names and inspect.Parameter.VAR_KEYWORD not in kinds:
            problems.append(f"`inputs` has `{name}`, which `forward` does not take: add it there or remove it here")
            continue
        found = _problem(name, inputs[name], names.get(name))
        if found:
            problems.append(found)
        else:
            parameters.append(_parameter(name, inputs[name], names.get(name)))
    return parameters, problems


def _problem(name: str, said: object, taken: inspect.Parameter | None) -> str:
    if not isinstance(said, Mapping):
        return f'`inputs` says {said!r} of `{name}`: write {{"type": "string", "description": "what it is"}}'
    kind = said.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if kind is None and not _COMPOSED & said.keys():
        return f'`{name}` has no type: add "type": "string" or what fits'
    if kind is not None and any(each not in _HINTS for each in kinds):
        return f"`{name}` cannot have the type {kind!r}: use one of {', '.join(_HINTS)}"
    if not isinstance(said.get("description"), str):
        return f'`{name}` is not described: add "description": "what it is"'
    if said.get("nullable") and taken is not None and taken.default is NOTHING:
        return f"`{name}` may be left out: write `{name}=None` in `forward`"
    return ""


def _parameter(name: str, said: Mapping[str, Any], taken: inspect.Parameter | None) -> Parameter:
    kind = said.get("type", "any")
    kinds = kind if isinstance(kind, list) else [kind]
    hint = Any if any(_HINTS[each] is Any for each in kinds) else reduce(or_, map(_optional_or, kinds))
    written = {key: value for key, value in said.items() if key not in _OURS}
    if hint is Any and "type" in written:
        del written["type"]
        if kind == "image":
            written[PYTHON] = _TEXTS[kind]
    default = taken.default if taken is not None else said.get("default", None if said.get("nullable") else NOTHING)
    return Parameter(
        name=name,
        hint=optional(hint) if said.get("nullable") and hint is not Any else hint,
        description=said["description"].strip(),
        choices=tuple(said.get("enum", ())),
        default=default,
        kind=taken.kind if taken is not None else inspect.Parameter.KEYWORD_ONLY,
        written=written,
    )


def _optional_or(kind: str) -> Any:
    return type(None) if kind == "null" else _HINTS[kind]
