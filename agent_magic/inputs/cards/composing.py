"""How a card is put together: a head, lines that may be left out, and a tail that stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent_magic.inputs.wording import clip

LINES = 60
CHARACTERS = 4_000
LINE = 300
_TAIL_LINES = 20
_TAIL_CHARACTERS = 1_500
_REST = 400


def _no_rest(shown: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Description:
    """What a card says. `rest` words what follows the first so many lines of the `body`, where any does."""

    head: str
    body: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    rest: Callable[[int], str] = _no_rest


def compose(name: str, description: Description, note: str = "") -> str:
    """Return the card, at most `LINES` lines and `CHARACTERS` characters."""
    head = clip(_one_line(f"{name}: {description.head}"), 2 * LINE)
    tail = _fitting(description.tail, _TAIL_LINES, _TAIL_CHARACTERS)
    if note:
        tail.append("  " + clip(_one_line(note), LINE))
    room = CHARACTERS - len(head) - sum(len(line) + 1 for line in tail) - _REST
    body = _fitting(description.body, LINES - 2 - len(tail), room)
    rest = description.rest(len(body))
    if rest:
        body.append("  " + clip(_one_line(rest), _REST - 4))
    return "\n".join([head, *body, *tail])


def _fitting(lines: tuple[str, ...], most: int, characters: int) -> list[str]:
    fitting: list[str] = []
    for line in lines[:most]:
        fitted = clip(_one_line(line), LINE)
        characters -= len(fitted) + 1
        if characters < 0:
            break
        fitting.append(fitted)
    return fitting


def _one_line(text: str) -> str:
    """Return `text` without line ends and other characters that could make a line look like another."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
