"""A reply that is still being written, told apart into thought and code as far as it goes."""

from __future__ import annotations

import re

_CODE_BEGINS = re.compile(r"^[ \t]*(?:```[^\n`]*|<code>|<execute>)[ \t]*(?:\n|$)", re.MULTILINE)
_CODE_ENDS = re.compile(r"^[ \t]*(?:```|</code>|</execute>)", re.MULTILINE)


def thought_and_code(reply: str) -> tuple[str, str]:
    """Return the thought and the code of `reply`."""
    begin = _CODE_BEGINS.search(reply)
    if begin is None:
        return reply.strip(), ""
    rest = reply[begin.end() :]
    end = _CODE_ENDS.search(rest)
    return reply[: begin.start()].strip(), rest[: end.start()] if end else rest
