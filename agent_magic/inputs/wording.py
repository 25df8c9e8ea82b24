"""How the cards word single values: short, on one line, and only by built-in means."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from agent_magic.inputs.immutable import is_missing_mark
from agent_magic.worker.loaded import is_a, type_name

TEXT = 200
"""Up to here a text is shown whole."""

_TIMES = (datetime.date, datetime.time, datetime.datetime, datetime.timedelta)


def clip(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters, with an ellipsis where it is cut."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)] + "…"


def count(number: int, what: str) -> str:
    """Return `1 row` or `12,345 rows`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def some(names: list[str], limit: int) -> str:
    """Return the first `limit` names in a row, with the number of the others."""
    rest = len(names) - limit
    return ", ".join(names[:limit]) + (f" and {rest:,} more" if rest > 0 else "")


def scalar(value: object, limit: int = TEXT) -> str | None:
    """Return the text of a plain value, None for any other; no method of an unknown type is called."""
    if is_a(value, "numpy", "generic") and not is_a(value, "numpy", "void", "datetime64", "timedelta64"):
        number: Any = value
        value = number.item()
    kind = type(value)
    if kind is float:
        return format(value, ".6g")
    if kind is int:
        return _integer(value, limit)  # type: ignore[arg-type]
    if kind is str or kind is bytes:
        return _text(value, limit)  # type: ignore[arg-type]
    if kind in (bool, type(None), complex, Decimal, Fraction, range, type(...), *_TIMES):
        return clip(str(value).removesuffix(" 00:00:00"), limit)
    if is_missing_mark(value):
        return type_name(kind).rpartition(".")[2].removesuffix("Type")
    if is_a(value, "pandas", "Timestamp", "Timedelta", "Period") or is_a(value, "numpy", "datetime64", "timedelta64"):
        return clip(str(value).removesuffix(" 00:00:00"), limit)
    if issubclass(kind, PurePath) and kind.__module__.startswith("pathlib"):
        return clip(repr(value), limit)
    return None


def _integer(value: int, limit: int) -> str:
    return str(value) if value.bit_length() < 3 * limit else f"an integer of {value.bit_length():,} bits"


def _text(value: str | bytes, limit: int) -> str:
    return clip(repr(value[: limit + 1]), limit + 2)


def label(value: object) -> str:
    """Return the name of a column or key as code would write it, or what it is where that is not plain."""
    if type(value) is tuple:
        return clip("(" + ", ".join(map(label, value)) + ")", 60)
    return scalar(value, 60) or f"<{type_name(type(value))}>"


def span(low: object, high: object) -> str:
    """Return the text of a range."""
    first, last = scalar(low, 40), scalar(high, 40)
    if first is None or last is None:
        return ""
    return f"{first} to {last}"
