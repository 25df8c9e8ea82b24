"""JSON schemas made small: no titles, no detours through definitions, no branch that says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

PYTHON: Final = "x-python"
"""Names the Python type where JSON has none; never part of what a model is sent."""

_PREFIX: Final = "#/$defs/"
_OF_SCHEMAS: Final = frozenset({"properties", "patternProperties"})
_LISTS: Final = frozenset({"anyOf", "oneOf", "allOf", "prefixItems"})
_ONE: Final = frozenset({"items", "additionalProperties", "not", "contains", "propertyNames"})


def compact(schema: Mapping[str, Any], owner: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return `schema` made small, and the definitions that it still needs because they hold themselves.

    These definitions are named after `owner`, so that those of several schemas can stand together.
    """
    inliner = _Inliner(schema.get("$defs", {}), owner)
    small = inliner.small({key: value for key, value in schema.items() if key != "$defs"}, ())
    return small, inliner.kept


class _Inliner:
    def __init__(self, definitions: Mapping[str, Any], owner: str) -> None:
        self._definitions = definitions
        self._owner = owner
        self.kept: dict[str, Any] = {}

    def small(self, schema: Any, inside: tuple[str, ...]) -> Any:
        """Return a schema made small; `inside` are the definitions that it is in."""
        if not isinstance(schema, Mapping):
            return schema
        reference = schema.get("$ref", "")
        if reference.startswith(_PREFIX):
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            return self._inlined(reference.removeprefix(_PREFIX), inside) | self.small(rest, inside)
        made: dict[str, Any] = {}
        for key, value in schema.items():
            if key in _OF_SCHEMAS:
                made[key] = {name: self.small(each, inside) for name, each in value.items()}
            elif key in _LISTS:
                made[key] = [self.small(each, inside) for each in value]
            elif key in _ONE:
                made[key] = self.small(value, inside)
            elif key == "const":
                made["enum"] = [value]
            elif key not in ("title", "discriminator"):
                made[key] = value
        return _without_empty(made)

    def _inlined(self, name: str, inside: tuple[str, ...]) -> dict[str, Any]:
        own = f"{name}_{self._owner}"
        if name in inside or own in self.kept:
            self.kept.setdefault(own, {})
            return {"$ref": _PREFIX + own}
        made: dict[str, Any] = self.small(self._definitions[name], (*inside, name))
        if own in self.kept:
            self.kept[own] = made
            return {"$ref": _PREFIX + own}
        return made


def _without_empty(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("items") == {}:
        del schema["items"]
    if schema.get("additionalProperties") is True:
        del schema["additionalProperties"]
    return schema


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return `schema` without its branch for null, for an argument that can be left out instead."""
    branches = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if "anyOf" not in schema or not branches:
        return schema
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return branches[0] | rest if len(branches) == 1 else {"anyOf": branches, **rest}


def for_model(schema: Any) -> Any:
    """Return `schema` as it is sent: a type that JSON does not have becomes words."""
    if isinstance(schema, list):
        return [for_model(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: for_model(value) for key, value in schema.items() if key != PYTHON}
    if isinstance(schema.get(PYTHON), str):
        words = with_article(schema[PYTHON])
        made["description"] = f"{made['description']} ({words})" if made.get("description") else words
    return made


def with_article(kind: str) -> str:
    """Return the name of a type as a sentence says it: "an ndarray"."""
    if kind == "Callable":
        return "a function"
    vowel = kind[:1] in "aeiouAEIOU" or kind.startswith("nd")
    return f"an {kind}" if vowel else f"a {kind}"
