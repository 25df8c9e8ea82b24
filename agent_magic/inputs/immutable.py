"""What nothing can change, so that it needs no copy."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import PurePath
from types import EllipsisType, NoneType, NotImplementedType

from agent_magic.worker.loaded import is_a

IMMUTABLE = frozenset(
    (
        *(NoneType, bool, int, float, complex, str, bytes, range, EllipsisType, NotImplementedType, Decimal),
        *(datetime.date, datetime.time, datetime.datetime, datetime.timedelta, datetime.timezone),
    )
)
"""The types whose instances are immutable and hold nothing else."""

_BASES = (*(kind for kind in IMMUTABLE if kind is not NoneType), PurePath, re.Pattern)
_OF_LIBRARIES = (
    ("enum", "Enum"),
    ("fractions", "Fraction"),
    ("uuid", "UUID"),
    ("zoneinfo", "ZoneInfo"),
    ("ipaddress", "_IPAddressBase"),
    ("numpy", "generic", "dtype"),
    ("pandas", "Timestamp", "Timedelta", "Period", "Interval"),
    ("pandas.api.extensions", "ExtensionDtype"),
    ("polars", "Expr", "Schema"),
    ("polars.datatypes", "DataType", "DataTypeClass"),
    ("pyarrow", "Table", "RecordBatch", "Array", "ChunkedArray", "Schema", "DataType", "Scalar"),
)


def is_immutable(value: object) -> bool:
    """Tell whether nothing can change `value`; its real type is asked, none of its own methods."""
    kind = type(value)
    if kind in IMMUTABLE or issubclass(kind, _BASES):
        return True
    if any(is_a(value, module, *names) for module, *names in _OF_LIBRARIES):
        return True
    return is_missing_mark(value)


def is_missing_mark(value: object) -> bool:
    """Tell whether `value` is one of the marks of pandas for a missing value."""
    return is_a(value, "pandas.api.typing", "NAType", "NaTType")


def is_frozen(value: object) -> bool:
    """Tell whether `value` and, for tuples and frozen sets, all that it holds is immutable."""
    if type(value) in (tuple, frozenset):
        items: tuple[object, ...] | frozenset[object] = value  # type: ignore[assignment]
        return all(is_frozen(item) for item in items)
    return is_immutable(value)
