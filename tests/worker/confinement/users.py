"""Who confines itself in a test: root that stays root, root that leaves, and an ordinary user."""

from __future__ import annotations

from dataclasses import dataclass

from tests.users import IS_ROOT, ORDINARY


@dataclass(frozen=True)
class Who:
    """A user, and whether the process changes it as it is confined."""

    name: str
    user: int
    leaves: bool = False

    def __str__(self) -> str:
        return self.name


AN_ORDINARY_USER = Who("an ordinary user", ORDINARY)
WHOEVER = [Who("root that stays", 0), Who("root that leaves", 0, leaves=True)] * IS_ROOT + [AN_ORDINARY_USER]
"""Run the tests as root for all of them; as an ordinary user there is nobody else to be."""
