"""What a part of a node must be; anything else is `Undecodable`."""

from __future__ import annotations

import re
from typing import Any

from agent_magic.worker.codec.encoded import Undecodable

ZONE_KEY = re.compile(r"[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,3}")


def whole(value: Any) -> int:
    """Return `value` where it is an int that counts something."""
    if type(value) is not int or not 0 <= value < 2**62:
        raise Undecodable("a count or a position is not one")
    return value


def text(value: Any) -> str:
    """Return `value` where it is a str."""
    if type(value) is not str:
        raise Undecodable("a text is not one")
    return value


def a_list(value: Any) -> list[Any]:
    """Return `value` where it is a list."""
    if type(value) is not list:
        raise Undecodable("a list is not one")
    return value


def truth(value: Any) -> bool:
    """Return `value` where it is a bool."""
    if type(value) is not bool:
        raise Undecodable("a truth value is not one")
    return value


def instance(value: Any, *kinds: type) -> Any:
    """Return `value` where it is an instance of one of `kinds`."""
    if not isinstance(value, kinds):
        raise Undecodable(f"a {type(value).__name__} stands where a {kinds[0].__name__} is due")
    return value


def zone_key(value: Any) -> str:
    """Return `value` where it can be the name of a time zone."""
    if not ZONE_KEY.fullmatch(text(value)):
        raise Undecodable("a time zone has an impossible name")
    return str(value)
