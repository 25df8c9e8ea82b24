"""Lending a variable: its name is checked, its value snapshotted, and a card written of it."""

from __future__ import annotations

import keyword
from dataclasses import dataclass
from pathlib import PurePath
from types import ModuleType

from agent_magic.errors import InputError
from agent_magic.inputs.cards import card_of
from agent_magic.inputs.snapshots import snapshot_of
from agent_magic.inputs.wording import clip


@dataclass(frozen=True, slots=True)
class Input:
    """A variable that was lent: `value` is for the code, `card` for the model.

    `shared` is true where the value or a part of it could not be copied, so that changes reach the notebook;
    the card says which.
    """

    name: str
    value: object
    card: str
    shared: bool


def lend(name: str, value: object, *, samples: int = 0) -> Input:
    """Return a snapshot of `value` and a compact card with `samples` rows or elements of it."""
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("__"):
        raise InputError(f"{clip(ascii(name), 60)} cannot be the name of an input: use a plain variable name")
    if issubclass(type(value), ModuleType):
        raise InputError(f"`{name}` is a module and cannot be lent: allow the code to import it instead")
    if samples < 0:
        raise InputError(f"samples must be 0 or more, not {samples}")
    snapshot = snapshot_of(str(value) if issubclass(type(value), PurePath) else value)  # an address, not access to it
    card = card_of(name, snapshot.value, note=snapshot.note, samples=samples)
    return Input(name, snapshot.value, card, snapshot.shared)
