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
