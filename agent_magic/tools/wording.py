"""A JSON schema as Python writes it: the type of an argument, and the keys of a dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from agent_magic.tools.compact import PYTHON

_NAMES: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_FORMATS: Final = {
    "date": "date",
    "date-time": "datetime",
    "time": "time",
    "duration": "timedelta",
    "binary": "bytes",
}


def type_text(schema: Mapping[str, Any]) -> str:
    """Return the Python type that `schema` describes, `object` where it may be anything."""
    if PYTHON in schema:
        return str(schema[PYTHON])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(map(type_text, schema[several])))
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(dict.fromkeys(type_text({**schema, "type": each}) for each in kind))
    if kind is None and "enum" in schema:
        names = dict.fromkeys(type(each).__name__ for each in schema["enum"])
        return " | ".join(names).replace("NoneType", "None")
    if kind == "array":
        return _array(schema)
    if kind == "object" or "$ref" in schema:
        values = schema.get("additionalProperties")
        return f"dict[str, {type_text(values)}]" if isinstance(values, Mapping) and values else "dict"
    if kind == "string":
        return _FORMATS.get(schema.get("format", ""), "str")
    return _NAMES.get(str(kind), "object")


def _array(schema: Mapping[str, Any]) -> str:
    outer = "set" if schema.get("uniqueItems") else "list"
    if schema.get("prefixItems"):
        return f"tuple[{', '.join(map(type_text, schema['prefixItems']))}]"
    inner = type_text(schema.get("items") or {})
    return outer if inner == "object" else f"{outer}[{inner}]"


def details(schema: Mapping[str, Any]) -> str:
    """Return the choices or keys that the type alone does not show, as a sentence, or nothing."""
    if "enum" in schema:
        return f"One of {', '.join(map(repr, schema['enum']))}."
    if schema.get("properties"):
        return f"Keys: {_keys(schema)}."
    items = schema.get("items")
    if isinstance(items, Mapping):
        inner = details(items)
        return f"Each: {inner[0].lower()}{inner[1:]}" if inner else ""
    return ""


def _keys(schema: Mapping[str, Any]) -> str:
    needed = schema.get("required", ())
    return ", ".join(
        f"{name}: {_key_type(each)}" + ("" if name in needed else " (optional)")
        for name, each in schema["properties"].items()
    )


def _key_type(schema: Mapping[str, Any]) -> str:
    if schema.get("properties"):
        return f"{{{_keys(schema)}}}"
    items = schema.get("items")
    if isinstance(items, Mapping) and items.get("properties"):
        return f"list[{_key_type(items)}]"
    if "enum" in schema:
        return " | ".join(map(repr, schema["enum"]))
    return type_text(schema)
