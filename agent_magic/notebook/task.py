"""What a cell asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellTask:
    """A task with everything that was chosen for it; `model` and `inputs` are names, not values."""

    text: str
    model: str = ""
    inputs: tuple[str, ...] = ()
    output: str | None = None
    max_steps: int = 20
    imports: tuple[str, ...] = ()
    samples: int = 0
    seconds: float | None = None
