"""What a cell asks for."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where the code is to run, and what it may do there.

    `executor` is "process", "local", or empty for whichever fits this system; `files` are paths that the code may
    read; `seconds` bounds the code of one step and `memory`, in bytes, what it takes on top of its inputs, None being
    no limit; with `trust` answers may come back as pickles.
    """

    executor: str = ""
    imports: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    seconds: float | None = None
    memory: int | None = None
    trust: bool = False


@dataclass(frozen=True, slots=True)
class CellTask:
    """A task with everything that was chosen for it; `model` and `inputs` are names, not values."""

    text: str
    model: str = ""
    inputs: tuple[str, ...] = ()
    output: str | None = None
    max_steps: int = 20
    samples: int = 0
    place: Place = field(default_factory=Place)
