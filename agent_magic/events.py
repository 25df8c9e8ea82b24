"""What happens in a run, as frozen events.

`Agent.iter` yields them in the order they happen; the view, the logs, the transcript and the tests are readers.
An event is told by its class. `step` counts from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from agent_magic.messages import Request, Usage

Status = Literal["success", "max_steps", "max_tokens", "max_seconds", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class RunStarted:
    """A run begins. `inputs` holds the card of each variable that was lent, by its name.

    `scripted` replies were written by a person beforehand, `replayed` ones were recorded.
    """

    task: str
    model: str
    scripted: bool
    inputs: Mapping[str, str]
    max_steps: int
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class PlanStarted:
    """Before step `step` the model is asked for what it knows and what it means to do."""

    step: int


@dataclass(frozen=True, slots=True)
class PlanDelta:
    """A piece of a plan."""

    step: int
    text: str


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A plan is complete; the steps from `step` on follow it."""

    step: int
    plan: str
    usage: Usage
    seconds: float


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
    """The reply is complete and was read as a thought and an action, which is now done.

    `code` is the code that runs; `calls` of tools, each with its "name" and "arguments", are told as code, too.
    """

    step: int
    thought: str
    code: str
    calls: tuple[Mapping[str, Any], ...] = ()


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
    """A step is over. `error` is what went wrong, `observation` is all that the model is told about the step.

    `usage` counts the tokens of the step's reply, without those of agents that it called.
    """

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

    `status` is "success" (a final answer was given), "max_steps", "max_tokens" or "max_seconds" (that budget was used
    up, and the answer is the best one in words), "stopped" (by the user; no answer) or "failed" (`error` says why in
    one line; no answer). `usage` counts all tokens, those of plans and of agents that were called included.
    """

    status: Status
    answer: object
    steps: int
    usage: Usage
    seconds: float
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Nested:
    """An event of another agent, `agent`, that the step called; `call` tells its calls apart, `number` counts all."""

    step: int
    number: int
    call: int
    agent: str
    event: Event


Event = (
    RunStarted
    | PlanStarted
    | PlanDelta
    | PlanMade
    | StepStarted
    | RequestSent
    | TextDelta
    | ReasoningDelta
    | ModelRetried
    | ActionParsed
    | OutputDelta
    | Displayed
    | Nested
    | StepFinished
    | RunFinished
)
