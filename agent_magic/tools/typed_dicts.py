"""Typed dicts of the standard library, which before Python 3.12 do not keep what a check needs to know."""

from __future__ import annotations

import sys
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict


def checkable(hint: Any) -> Any:
    """Return `hint` with every typed dict in it as one that can be checked."""
    if sys.version_info >= (3, 12):
        return hint
    if is_typeddict(hint) and type(hint).__module__ == "typing":
        return _remade(hint)
    parts = get_args(hint)
    made = tuple(checkable(part) for part in parts)
    if all(new is old for new, old in zip(made, parts, strict=True)):
        return hint
    if hasattr(hint, "copy_with"):
        return hint.copy_with(made)
    origin: Any = get_origin(hint)
    if origin.__module__ == "types":  # a union written with a bar
        return Union[made]  # noqa: UP007 - its parts are known here only
    return origin[made]


def _remade(hint: Any) -> Any:
    from typing_extensions import TypedDict

    fields = {
        name: checkable(kind) if name in hint.__required_keys__ else NotRequired[checkable(kind)]
        for name, kind in get_type_hints(hint).items()
    }
    return TypedDict(hint.__name__, fields)  # type: ignore[operator]
