"""What a piece of code puts out while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Printed:
    """Text that the code printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A rich value that the code showed, as a MIME bundle."""

    bundle: Mapping[str, Any]


Output = Printed | Shown


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that stayed with the code's worker, where it is a variable called `name`."""

    name: str
    type: str
    text: str
    bundle: Mapping[str, Any] | None = None

    def __repr__(self) -> str:
        return f"<{self.type}, kept in the worker as {self.name}: {self.text}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {**(self.bundle or {}), "text/plain": repr(self)}
