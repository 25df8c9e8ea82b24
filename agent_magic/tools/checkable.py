"""Hints that are checked as another one: an iterable as a list, a typed dict as one that keeps what a check needs."""

from __future__ import annotations

import collections.abc
import sys
from types import UnionType
from typing import Any, NotRequired, Required, Union, get_args, get_origin, get_type_hints, is_typeddict


def checkable(hint: Any) -> Any:
    """Return `hint` as it is checked.

    An iterable is checked when it is given, not when it is used; before Python 3.12 the standard library's typed dicts
    do not say enough of themselves.
    """
    if hint is collections.abc.Iterable:
        return list[Any]
    if sys.version_info < (3, 12) and is_typeddict(hint) and type(hint).__module__ == "typing":
        return _remade(hint)
    origin: Any = get_origin(hint)
    parts = get_args(hint)
    made = tuple(checkable(part) for part in parts)
    if origin is collections.abc.Iterable:
        return list[made[0]]  # type: ignore[valid-type]
    if all(new is old for new, old in zip(made, parts, strict=True)):
        return hint
    if origin is UnionType:
        return Union[made]  # noqa: UP007 - its parts are known here only
    return hint.copy_with(made) if hasattr(hint, "copy_with") else origin[made]


def _remade(hint: Any) -> Any:
    from typing_extensions import TypedDict

    fields = {}
    for name, kind in get_type_hints(hint, include_extras=True).items():
        marked = get_origin(kind) in (Required, NotRequired)  # in a module with lazy hints only these say it
        needed = get_origin(kind) is Required if marked else name in hint.__required_keys__
        inner = checkable(get_args(kind)[0] if marked else kind)
        fields[name] = inner if needed else NotRequired[inner]
    return TypedDict(hint.__name__, fields)  # type: ignore[operator]
