"""What happens in a run, as frozen events.

`Agent.iter` yields them in the order they happen; the view, the logs, the transcript and the tests are readers.
An event is told by its class. `step` counts from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from agent_magic.messages import Request, Usage

Status = Literal["success", "max_steps", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class RunStarted:
    """A run begins. `inputs` holds the card of each variable that was lent, by its name."""

    task: str
    model: str
    scripted: bool
    inputs: Mapping[str, str]
    max_steps: int


@dataclass(frozen=True, slots=True)
class StepStarted:
    """A step begins: the model is asked."""

    step: int


@dataclass(frozen=True, slots=True)
class RequestSent:
    """Exactly what goes to the model."""

    step: int
    request: Request


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the model's reply."""

    step: int
    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """A piece of what a reasoning model thinks before it replies."""

    step: int
    text: str


@dataclass(frozen=True, slots=True)
class ModelRetried:
    """The model's server failed in a way that may pass; the call is made again after `seconds`."""

    step: int
    reason: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ActionParsed:
    """The reply is complete and was read as a thought and a piece of code, which now runs."""

    step: int
    thought: str
    code: str


@dataclass(frozen=True, slots=True)
class OutputDelta:
    """Text that the code printed."""

    step: int
    text: str


@dataclass(frozen=True, slots=True)
class Displayed:
    """A table, figure or other rich value that the code showed, as a MIME bundle."""

    step: int
    bundle: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepFinished:
    """A step is over. `error` is what went wrong, `observation` is all that the model is told about the step."""

    step: int
    thought: str
    code: str
    error: str | None
    observation: str
    usage: Usage
    seconds: float


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The run is over.

    `status` is "success" (the code gave a final answer), "max_steps" (the answer is the model's best one in words),
    "stopped" (by the user; no answer) or "failed" (`error` says why in one line; no answer).
    """

    status: Status
    answer: object
    steps: int
    usage: Usage
    seconds: float
    error: str | None = None


Event = (
    RunStarted
    | StepStarted
    | RequestSent
    | TextDelta
    | ReasoningDelta
    | ModelRetried
    | ActionParsed
    | OutputDelta
    | Displayed
    | StepFinished
    | RunFinished
)
