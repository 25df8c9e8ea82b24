"""What is wrong with an argument, in words that a model can act on."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from agent_magic.tools.compact import with_article

_EXPECTED: Final = {
    "int": "an integer",
    "float": "a number",
    "decimal": "a number",
    "string": "text",
    "bool": "True or False",
    "list": "a list",
    "tuple": "a tuple",
    "set": "a set",
    "frozen": "a set",
    "dict": "a dict",
    "mapping": "a dict",
    "none": "None",
    "iterable": "a list",
    "callable": "a function",
    "date": "a date",
    "datetime": "a date and time",
    "time": "a time",
    "dataclass": "a dict of its fields",
    "model": "a dict of its fields",
    "typed": "a dict",
}
_SHAPES: Final = ("_type", "_parsing", "_required", "_from_float", "_exact_type", "_attributes_type", "_parsing_size")


def complaint(name: str, given: object, errors: Sequence[Mapping[str, Any]]) -> str:
    """Return what is wrong with the value `given` for argument `name`, from the errors of its check."""
    first = errors[0]
    path, inner, rest = _walk(name, given, first["loc"][1:])
    if rest and first["type"] == "missing" and len(rest) == 1:
        return f"{path} has too few items" if isinstance(rest[0], int) else f"{path} lacks {reprlib.repr(rest[0])}"
    if rest and first["type"] == "extra_forbidden":
        return f"{path} has {reprlib.repr(rest[0])}, which is not known"
    same = [error for error in errors if error["loc"][: len(first["loc"]) - len(rest)] == _upto(first, rest)]
    told = dict.fromkeys(_expected(error, path_length=len(first["loc"]) - len(rest)) for error in same)
    if any(text.startswith(":") for text in told):
        return f"{path}{next(text for text in told if text.startswith(':'))}"
    if "a number" in told:
        told.pop("an integer", None)
    *others, last = told
    expected = f"{', '.join(others)} or {last}" if others else last
    return f"{path} must be {expected}, not {given_text(inner)}"


def given_text(value: object) -> str:
    """Return a short text for a value: a plain one as it is, another by its kind."""
    if value is None or type(value) in (str, int, float, bool):
        return reprlib.repr(value)
    return with_article(type(value).__name__)


def _walk(name: str, value: Any, location: Sequence[int | str]) -> tuple[str, Any, Sequence[int | str]]:
    """Return the path of the part that `location` leads to, the part, and what of the location is left.

    A location names branches of a union too, which are no part of the value: it is followed up to there.
    """
    for number, step in enumerate(location):
        if type(value) is dict and step in value:
            value, name = value[step], f"{name}[{reprlib.repr(step)}]"
        elif type(value) in (list, tuple) and isinstance(step, int) and step < len(value):
            value, name = value[step], f"{name}[{step}]"
        else:
            return name, value, location[number:]
    return name, value, ()


def _upto(error: Mapping[str, Any], rest: Sequence[int | str]) -> Sequence[int | str]:
    whole: Sequence[int | str] = error["loc"]
    return whole[: len(whole) - len(rest)]


def _expected(error: Mapping[str, Any], path_length: int) -> str:
    """Return what would fit, or a text after a colon that says what does not."""
    kind, context = error["type"], error.get("ctx", {})
    if len(error["loc"]) > path_length + 1:
        return f"a fitting {error['loc'][path_length]}"
    if kind == "is_instance_of":
        return with_article(context["class"].rpartition(".")[2])
    if kind in ("literal_error", "enum"):
        return str(context["expected"])
    base = kind.partition("_")[0]
    if base in _EXPECTED and kind.endswith(_SHAPES):
        return _EXPECTED[base]
    message = " ".join(str(error["msg"]).split())
    if message.startswith("Input should be "):
        return message.removeprefix("Input should be ")
    return ": " + message.removeprefix("Value error, ")
