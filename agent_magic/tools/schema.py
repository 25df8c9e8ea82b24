"""JSON schemas of Python types, and the check of values against them."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cached_property, lru_cache
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from agent_magic.tools.checkable import checkable
from agent_magic.tools.compact import PYTHON, compact, for_model, without_null
from agent_magic.tools.complaints import complaint
from agent_magic.tools.parameters import NOTHING, Parameter
from agent_magic.tools.signatures import hint_text, optional

_LONGEST_DEFAULT: Final = 200


class Checked:
    """A parameter's JSON schema, and the check of what is given for it."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter

    @cached_property
    def _model(self) -> tuple[Any, dict[str, Any]]:
        return _model_of(_checked_hint(self.parameter))

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The schema, with the type's name where JSON has no such type."""
        return self._parts[0]

    @cached_property
    def definitions(self) -> dict[str, Any]:
        """Definitions that the schema refers to, as they hold themselves."""
        return self._parts[1]

    @cached_property
    def _parts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        parameter = self.parameter
        definitions: dict[str, Any] = {}
        if parameter.written is not None:
            schema = dict(parameter.written)
        elif parameter.typed:
            schema = {PYTHON: parameter.typed}
        else:
            schema, definitions = compact(self._model[1], parameter.name)
        if parameter.default is None:
            schema = without_null(schema)
        if parameter.choices:
            schema["enum"] = list(parameter.choices)
        return schema, definitions

    @property
    def told(self) -> dict[str, Any]:
        """The schema as a model is sent it, with description and default."""
        schema = dict(self.schema)
        if self.parameter.description:
            schema["description"] = self.parameter.description
        default = self.parameter.default
        if isinstance(default, Enum):
            default = default.value
        if _is_plain(default) and len(repr(default)) <= _LONGEST_DEFAULT:
            schema["default"] = default
        told: dict[str, Any] = for_model(schema)
        return told

    def value(self, given: object, *, texts: bool) -> object:
        """Return `given` as the function takes it: as it is where it fits, converted where that is safe.

        `texts` lets a text be read as JSON where the type asks for something else. Raises ValueError with words that
        follow the tool's name.
        """
        from pydantic import ValidationError

        check = self._model[0].__pydantic_validator__.validate_python
        try:
            taken = check({"value": given}).value
        except ValidationError as error:
            read = _as_json(given) if texts and isinstance(given, str) else given
            if read is not given:
                try:
                    return check({"value": read}).value
                except ValidationError:
                    pass
            raise ValueError(complaint(self.parameter.name, given, error.errors(include_url=False))) from None
        return given if _unchanged(given, taken) else taken


def description_in(hint: Any) -> str:
    """Return the description that `Annotated[…, "description"]` or a `Field` carries, or nothing."""
    if get_origin(hint) is not Annotated:
        return ""
    for extra in get_args(hint)[1:]:
        if isinstance(extra, str):
            return extra
        found = getattr(extra, "description", None) or getattr(extra, "documentation", None)
        if isinstance(found, str):
            return found
    return ""


def _checked_hint(parameter: Parameter) -> Any:
    if parameter.choices:
        hint: Any = Literal[parameter.choices]
    else:
        hint = Any if parameter.hint is NOTHING else parameter.hint
    return optional(hint) if parameter.default is None and hint is not Any else hint


def _model_of(hint: Any) -> tuple[Any, dict[str, Any]]:
    """Return the model that checks `hint`, as its field `value`, and the field's schema.

    A type that cannot be checked closer is checked by its class, and where it has none, not at all.
    """
    from pydantic import ConfigDict, InstanceOf, create_model

    instance: Any = InstanceOf
    config = ConfigDict(arbitrary_types_allowed=True)
    ways: list[Callable[[], Any]] = [lambda: checkable(hint)]
    if isinstance(hint, type):
        ways.append(lambda: instance[hint])
    for way in ways:
        try:
            model: Any = create_model("Arguments", __config__=config, value=(way(), ...))
            return model, _field_schema(model)
        except Exception:  # a type brings code of its own, and what that raises can be anything
            continue
    anything: Any = create_model("Arguments", value=(Any, ...))
    return anything, {PYTHON: hint_text(hint)}


def _field_schema(model: Any) -> dict[str, Any]:
    whole = model.model_json_schema(schema_generator=_generator())
    field: dict[str, Any] = whole["properties"]["value"]
    return {**field, "$defs": whole.get("$defs", {})}


@lru_cache(maxsize=1)
def _generator() -> type:
    from pydantic.json_schema import GenerateJsonSchema

    class Generator(GenerateJsonSchema):
        """Names a type that JSON does not have instead of refusing it."""

        def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> dict[str, Any]:
            """Return the type's name."""
            kind = schema.get("cls")
            return {PYTHON: kind.__name__ if inspect.isclass(kind) else "Callable"}

        def ser_schema(self, schema: Any) -> None:
            """Leave out what a type becomes on its way out."""

    return Generator


def _as_json(text: str) -> object:
    try:
        return json.loads(text.strip())
    except (ValueError, RecursionError):
        return {"True": True, "False": False, "None": None}.get(text.strip(), text)


def _unchanged(given: Any, taken: Any) -> bool:
    """Whether a check made a mere copy, so that the function can have the caller's own object."""
    if taken is given:
        return True
    if type(taken) is not type(given):
        return False
    if isinstance(given, (list, tuple)):
        return len(given) == len(taken) and all(map(_unchanged, given, taken))
    if isinstance(given, dict):
        return given.keys() == taken.keys() and all(_unchanged(each, taken[key]) for key, each in given.items())
    return isinstance(given, (int, float, str, set, frozenset)) and bool(given == taken)


def _is_plain(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    if isinstance(value, Mapping):
        return all(isinstance(key, str) and _is_plain(each) for key, each in value.items())
    return type(value) in (str, int, float, bool)
