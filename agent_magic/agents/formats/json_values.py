"""JSON as models write it: read where it stands in a text, with the mistakes that can only mean one thing."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator
from typing import Any, Final

_WORDS: Final = {"true": True, "false": False, "null": None}
_CLOSERS: Final = {"{": "}", "[": "]"}
_WORK: Final = 20
"""How often each character may be looked at."""


def values_in(text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield each object or list that stands in `text`, with where it begins and ends; never one inside another.

    A text that begins more of them than it ends is not gone through again and again: work is bounded by its length.
    """
    at, work = 0, _WORK * len(text)
    while work > 0 and (begin := _next_opener(text, at)) is not None:
        end = _end_of(text, begin)
        work -= (len(text) if end is None else end) - begin
        value = _Nothing if end is None else read(text[begin:end])
        if end is None or value is _Nothing:
            at = begin + 1
            continue
        yield begin, end, value
        at = end


class _Nothing:
    """What a text that is no value is read as."""


def read(text: str) -> Any:
    """Return the value of `text`, which is JSON or nearly so; `_Nothing` where it is neither.

    Nearly: single quotes, commas before a closing bracket, Python's words for true and null, comments, line breaks
    inside of strings.
    """
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for source in (text, _without_comments(text)):
            try:
                return plain(ast.parse(source.strip(), mode="eval").body)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
    return _Nothing


def is_value(value: object) -> bool:
    """Tell whether `read` found a value."""
    return value is not _Nothing


def is_open(text: str) -> bool:
    """Tell whether an object or list begins in `text` and does not end."""
    begin = _next_opener(text, 0)
    return begin is not None and _end_of(text, begin) is None


def _next_opener(text: str, at: int) -> int | None:
    found = re.compile(r"[{\[]").search(text, at)
    return found.start() if found else None


def _end_of(text: str, begin: int) -> int | None:
    """Return where the bracket at `begin` is closed, brackets in strings aside."""
    waiting = []
    at = begin
    while at < len(text):
        mark = text[at]
        if mark in "{[":
            waiting.append(_CLOSERS[mark])
        elif mark in "}]":
            if not waiting or waiting.pop() != mark:
                return None
            if not waiting:
                return at + 1
        elif mark == '"' or (mark == "'" and _opens_string(text, at)):
            at = _end_of_string(text, at)
            continue
        at += 1
    return None


def _opens_string(text: str, at: int) -> bool:
    """Tell whether the single quote at `at` opens a string: an apostrophe follows a letter."""
    return text[at - 1 : at].strip() == "" or text[at - 1] in "{[,:("


def _end_of_string(text: str, at: int) -> int:
    quote = text[at]
    at += 1
    while at < len(text) and text[at] != quote:
        at += 2 if text[at] == "\\" else 1
    return at + 1


def plain(node: ast.expr) -> Any:
    """Return the value of an expression that is plain data; raises ValueError for any other."""
    match node:
        case ast.Constant(value=str() | int() | float() | bool() | None as value):
            return value
        case ast.Name(id=name) if name in _WORDS:
            return _WORDS[name]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [plain(item) for item in items]
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return {str(plain(key)): plain(value) for key, value in zip(keys, values, strict=True) if key is not None}
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
        case _:
            raise ValueError("no plain data")


def _without_comments(text: str) -> str:
    """Return `text` without the comments that JSON5 has, where a line begins or ends with one."""
    return re.sub(r"(?m)(^|[,{\[\s])//[^\n\"']*$", r"\1", text)
