"""What the host of the attacks lends, and what of it the code must not get: each thing here holds a secret."""

from __future__ import annotations

import collections.abc
import dataclasses
import decimal
import functools
import re
import statistics
import types
from collections.abc import Callable, Iterator
from typing import Any

from agent_magic.interpreter import FinalAnswer

SECRET = "HOST-SECRET-7f3a"
NOTES: list[object] = []
SETTINGS = {"mode": "safe"}


class HostObject:
    """An object that is lent as it is."""

    def __init__(self) -> None:
        self._token = SECRET
        self.x = 1

    @property
    def level(self) -> int:
        return 3

    @level.setter
    def level(self, value: int) -> None:
        self.x = value

    def run(self) -> str:
        return "ok"

    def __call__(self) -> str:
        return "called"

    def fail(self) -> None:
        raise ValueError("failed")


class Slots:
    __slots__ = ("_token", "x")

    def __init__(self) -> None:
        self._token = SECRET
        self.x = 1


@dataclasses.dataclass
class Record:
    x: int = 1


class Weather:
    """A tool that is an object."""

    def __init__(self) -> None:
        self._api_key = SECRET

    def __call__(self, city: str) -> str:
        return f"sunny in {city}"


def make_closure_tool() -> Callable[[int], int]:
    secret = SECRET

    def closure_tool(x: int) -> int:
        return len(secret) + x

    return closure_tool


def call_api(path: str, api_key: str = "") -> str:
    return f"GET {path}"


def lookup(key: str) -> int | None:
    return {"a": 1}.get(key)


def note(*what: object) -> None:
    NOTES.append(what[0] if what else "called")


def boom() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as inner:
        raise ValueError("lookup failed") from inner


def stream(n: int) -> Iterator[int]:
    yield from range(n)


async def afetch(url: str) -> str:
    return url


def final_answer(value: object) -> None:
    raise FinalAnswer(value)


host_object = HostObject()
host_slots = Slots()
host_record = Record()
host_namespace = types.SimpleNamespace(x=1)
host_partial = functools.partial(call_api, "/x")
host_proxy = types.MappingProxyType(SETTINGS)
decimal.getcontext()  # the host has used decimals

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "lookup": lookup,
    "weather": Weather(),
    "closure_tool": make_closure_tool(),
    "note": note,
    "boom": boom,
    "stream": stream,
    "afetch": afetch,
    "final_answer": final_answer,
}
VARIABLES: dict[str, object] = {
    "host_object": host_object,
    "host_slots": host_slots,
    "host_record": host_record,
    "host_namespace": host_namespace,
    "host_partial": host_partial,
    "host_proxy": host_proxy,
}


class Fresh:
    """A class that no cache of the host knows yet."""


def is_mapping(value: object) -> bool:
    return isinstance(value, collections.abc.Mapping)


STATE = {
    "mean": statistics.NormalDist(0, 1).mean,
    "members": len(re.RegexFlag.__members__),
    "precision": decimal.getcontext().prec,
}
