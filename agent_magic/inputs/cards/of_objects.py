"""Cards of everything else: functions by their signature, objects by the names of their attributes."""

from __future__ import annotations

import inspect
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from agent_magic.inputs.anatomy import class_dict, instance_dict, mro_of
from agent_magic.inputs.cards.composing import Description
from agent_magic.inputs.wording import clip, scalar, some
from agent_magic.worker.loaded import type_name

NAMES = 40
_MARKS: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}


def describe_object(value: Any, samples: int) -> Description:
    """Describe any object at all, without calling anything of its own."""
    kind = type(value)
    if kind in (FunctionType, MethodType, BuiltinFunctionType):
        return Description(f"function {value.__name__}{_signature(value)}", tail=_doc(value.__doc__))
    if issubclass(kind, type):
        return Description(f"class {type_name(value)}", _public_names(value, ()), _doc(_own_doc(value)))
    return Description(type_name(kind), _public_names(kind, instance_dict(value)), _doc(_own_doc(kind)))


def _signature(function: Any) -> str:
    try:
        parameters = inspect.signature(function, follow_wrapped=False).parameters.values()
    except (TypeError, ValueError):
        return "(…)"
    return clip(f"({', '.join(map(_parameter, parameters))})", 240)


def _parameter(parameter: inspect.Parameter) -> str:
    text = _MARKS.get(parameter.kind, "") + parameter.name
    hint = parameter.annotation
    if hint is not inspect.Parameter.empty:
        word: str = hint if type(hint) is str else type_name(hint) if type(hint) is type else "…"
        text += f": {clip(word, 40)}"
    if parameter.default is not inspect.Parameter.empty:
        text += f" = {scalar(parameter.default, 40) or '…'}"
    return text


def _own_doc(kind: type) -> object:
    return None if kind is object else class_dict(kind).get("__doc__")


def _doc(doc: object) -> tuple[str, ...]:
    if type(doc) is not str or not doc.strip():
        return ()
    return ("  " + clip(doc.strip()[:400].splitlines()[0].strip(), 200),)


def _public_names(kind: type, attributes: Any) -> tuple[str, ...]:
    """Return two lines: the attributes that the object holds and the public names its classes define."""
    held = [name for name in attributes if type(name) is str and not name.startswith("_")]
    methods: dict[str, None] = {}
    for cls in mro_of(kind):
        if cls is object or cls is type:
            continue
        for name, member in class_dict(cls).items():
            if type(name) is str and not name.startswith("_"):
                callable_ = type(member) in (FunctionType, classmethod, staticmethod, BuiltinFunctionType)
                methods[name + "()" if callable_ else name] = None
    lines = []
    if held:
        lines.append("  attributes: " + some(held, NAMES))
    if methods:
        lines.append("  of its class: " + some(list(methods), NAMES))
    return tuple(lines)
