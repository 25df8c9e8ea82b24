"""What a cell asks for."""

from __future__ import annotations

from collections.abc import Mapping
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
class Budget:
    """What a run may use; None is no limit, or the kind of agent's own one."""

    steps: int | None = None
    tokens: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class CellTask:
    """A task with everything that was chosen for it; `model`, `inputs` and `tools` are names, not values.

    `mode` is the kind of agent, one of `MODES`; `place` is None for those that run no code. `aliases` are names of
    models that stand for others. What is said to the model goes to the file `record`, or comes from the file `replay`.
    """

    text: str
    model: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    output: str | None = None
    mode: str = "code"
    plan: int | None = None
    budget: Budget = field(default_factory=Budget)
    samples: int = 0
    record: str | None = None
    replay: str | None = None
    place: Place | None = field(default_factory=Place)
