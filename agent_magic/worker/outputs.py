"""What a piece of code puts out while it runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

PICTURES: Final = ("image/png", "image/jpeg")
"""Kinds of data that no front-end runs."""
_BASE64: Final = re.compile(r"[A-Za-z0-9+/\s]+=*\s*\Z")
_SHOWN_CHARS: Final = 2_000


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
    """A value that stayed with the code's worker, where it is a variable called `name`.

    `home` is what the worker lives as long as. All else is the worker's own word and may be a lie: pictures and plain
    text of it are shown, nothing that a front-end would run.
    """

    name: str
    type: str
    text: str
    bundle: Mapping[str, Any] | None = None
    home: Any = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        text = f"<{self.type}, kept in the worker as {self.name}: {self.text}"
        return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text[:_SHOWN_CHARS]) + ">"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        bundle = self.bundle or {}
        pictures = {kind: bundle[kind] for kind in PICTURES if _is_base64(bundle.get(kind))}
        return {**pictures, "text/plain": repr(self)}


def _is_base64(data: object) -> bool:
    return isinstance(data, str) and _BASE64.match(data) is not None
