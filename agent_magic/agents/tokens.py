"""How many tokens a request takes: an estimate on the safe side, set right by what the server counts."""

from __future__ import annotations

import json
import re
from typing import Final

from agent_magic.messages import Message, Request, Usage

_PIECES: Final = re.compile(r"[A-Za-z]+|[0-9]|[^\x00-\x7f]|[^\sA-Za-z0-9]+|\n[ \t]*| {2,}")
_LETTERS: Final = 6
"""Letters of a word that are one token in the vocabularies of today, on average one word in five is longer."""
_SIGNS: Final = 2
_OF_A_MESSAGE: Final = 4
_OF_AN_IMAGE: Final = 1_000
_SAFE: Final = 1.05
_LOWEST: Final = 0.5
_HIGHEST: Final = 4.0


def tokens_of(text: str) -> int:
    """Return about how many tokens `text` is.

    Digits and letters beyond ASCII count one each, as in the vocabularies that split most.
    """
    total = 0
    for piece in _PIECES.findall(text):
        first = piece[0]
        if first.isascii() and first.isalpha():
            total += -(-len(piece) // _LETTERS)
        elif first.isascii() and not first.isspace():
            total += -(-len(piece) // _SIGNS)
        else:
            total += 1
    return total


def tokens_of_message(message: Message) -> int:
    """Return about how many tokens a message is."""
    calls = sum(tokens_of(call.name) + tokens_of(call.arguments) + _OF_A_MESSAGE for call in message.calls)
    return tokens_of(message.text) + calls + _OF_AN_IMAGE * len(message.images) + _OF_A_MESSAGE


class TokenCount:
    """Estimates requests; each count of the server's makes the next estimate better."""

    def __init__(self) -> None:
        self._factor = 1.0
        self._known: dict[Message, int] = {}

    def of(self, request: Request) -> int:
        """Return about how many tokens `request` takes, rather too many than too few."""
        return int(self._raw(request) * self._factor * _SAFE) + 1

    def learn(self, request: Request, usage: Usage) -> None:
        """Take what the server counted for `request`."""
        raw = self._raw(request)
        if usage.prompt_tokens and raw:
            self._factor = min(max(usage.prompt_tokens / raw, _LOWEST), _HIGHEST)

    def _raw(self, request: Request) -> int:
        tools = tokens_of(json.dumps(list(request.tools))) if request.tools else 0
        return tools + sum(map(self._of_message, request.messages))

    def _of_message(self, message: Message) -> int:
        if message not in self._known:
            self._known[message] = tokens_of_message(message)
        return self._known[message]
