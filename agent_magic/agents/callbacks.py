"""Functions of the user's that are called with each event of some class."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from agent_magic.errors import AgentError, UsageError
from agent_magic.events import Event, StepFinished

Callback: TypeAlias = Callable[..., object]
"""Takes the event; `agent` goes to a parameter of that name."""
Callbacks: TypeAlias = Iterable[Callback] | Mapping[type[Any], Callback | Iterable[Callback]]
"""Callbacks by the class of event that they are for; a plain list is for `StepFinished`."""


class StepCallbacks:
    """Calls the callbacks of an agent. One that raises ends the run, with an error that names it."""

    def __init__(self, callbacks: Callbacks, agent: object) -> None:
        by_class = callbacks if isinstance(callbacks, Mapping) else {StepFinished: callbacks}
        self._agent = agent
        self._by_class = {kind: _listed(given) for kind, given in by_class.items()}
        for kind in self._by_class:
            if not isinstance(kind, type):
                raise UsageError(f"step_callbacks are by class of event, such as {{StepFinished: …}}, not {kind!r}")

    def __call__(self, event: Event) -> None:
        """Call those for the class of `event`; raises `AgentError` where one raises."""
        for callback in self._by_class.get(type(event), ()):
            takes_agent = "agent" in inspect.signature(callback).parameters
            try:
                callback(event, **({"agent": self._agent} if takes_agent else {}))
            except Exception as error:
                name = getattr(callback, "__name__", type(callback).__name__)
                raise AgentError(f"the step callback {name} failed: {type(error).__name__}: {error}") from error


def _listed(given: Callback | Iterable[Callback]) -> list[Callback]:
    callbacks = [given] if callable(given) else list(given)
    for callback in callbacks:
        if not callable(callback):
            raise UsageError(f"step_callbacks holds {callback!r}, which is no function")
    return callbacks
