"""Calls of tools as the action: they are made one after the other, each in a thread of its own."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Mapping
from typing import Any

from agent_magic.agents.driving import Idle, Moments
from agent_magic.agents.environments.environment import Environment, Result
from agent_magic.agents.environments.observations import ERROR_LIMIT, OUTPUT_LIMIT, images_of
from agent_magic.agents.formats import Action, Call, Calls
from agent_magic.agents.nesting import Nesting
from agent_magic.events import Displayed, OutputDelta
from agent_magic.interpreter import FinalAnswer
from agent_magic.tools import Toolbox
from agent_magic.worker.cutting import cut_middle
from agent_magic.worker.outputs import Output, Printed, Shown
from agent_magic.worker.richrepr import bundle_of, text_of

_PLAIN = (str, int, float, bool, type(None))
_NOT_DONE = "Not done, because a call before it failed."


class ToolEnvironment(Environment):
    """Makes calls of tools.

    A text argument that is the name of a variable stands for the variable; a result that is no plain data is kept as
    a variable of its own.
    """

    def __init__(self, nesting: Nesting) -> None:
        self._nesting = nesting
        self._toolbox = Toolbox()
        self._variables: dict[str, object] = {}
        self._stopping = threading.Event()

    @property
    def names(self) -> frozenset[str]:
        """None: variables and tools do not meet."""
        return frozenset()

    def begin(self, variables: Mapping[str, object], toolbox: Toolbox) -> None:
        """Set the variables and take the tools."""
        self._toolbox = toolbox
        self._variables.update(variables)
        self._stopping.clear()

    def act(self, step: int, action: Action) -> Moments[Result]:
        """Make the calls of `action` in their order, up to the first one that fails or answers."""
        assert isinstance(action, Calls), "the format of this agent reads calls"
        told: list[str] = []
        shown: list[Output] = []
        error: str | None = None
        for call in action.calls:
            if error is not None:
                told.append(_NOT_DONE)
                continue
            made = yield from self._made(call)
            yield from self._nesting.events()
            if isinstance(made, FinalAnswer):
                return Result([*told, "The final answer was given."], None, True, made.value)
            if isinstance(made, BaseException):
                error = f"{type(made).__name__}: {made}"
                told.append(f"Error in {call.name}: {cut_middle(error, ERROR_LIMIT)}")
                continue
            text, output = self._put_down(call, made[0])
            told.append(text if len(action.calls) == 1 else f"{call.name}: {text}")
            shown.append(output)
            yield OutputDelta(step, output.text) if isinstance(output, Printed) else Displayed(step, output.bundle)
        return Result(told, error, images=images_of(shown))

    def interrupt(self) -> None:
        """Leave the call that is being made; the tool itself cannot be ended."""
        self._stopping.set()
        self._nesting.interrupt()

    def _made(self, call: Call) -> Moments[tuple[object] | BaseException]:
        """Make a call and return its result, or what it raised."""
        done = threading.Event()
        came: list[tuple[object] | BaseException] = []

        def make() -> None:
            try:
                came.append((self._toolbox.call(call.name, self._resolved(call.arguments)),))
            except BaseException as raised:
                came.append(raised)
            done.set()

        context = contextvars.copy_context()
        threading.Thread(target=lambda: context.run(make), name=f"tool {call.name}", daemon=True).start()
        while not done.wait(0.001):
            if self._stopping.is_set():
                return TimeoutError("the call was left before it was done")
            yield from self._nesting.events()
            yield Idle(_wait_for(done, self._stopping))
        return came[0]

    def _resolved(self, value: Any) -> Any:
        """Return arguments with the variables that they name."""
        if isinstance(value, str):
            return self._variables.get(value, value)
        if isinstance(value, list):
            return [self._resolved(item) for item in value]
        if isinstance(value, Mapping):
            return {key: self._resolved(item) for key, item in value.items()}
        return value

    def _put_down(self, call: Call, value: object) -> tuple[str, Output]:
        """Return what the model reads of a result, and what the user sees of it."""
        if _is_plain(value):
            text = value if isinstance(value, str) else repr(value)
            return cut_middle(text.rstrip(), OUTPUT_LIMIT) or "(an empty text)", Printed(f"{text}\n")
        name = next(name for n in range(1, 10**9) if (name := f"{call.name}_{n}") not in self._variables)
        self._variables[name] = value
        bundle = bundle_of(value) or {"text/plain": text_of(value)}
        text = cut_middle(str(bundle.get("text/plain", type(value).__name__)), OUTPUT_LIMIT)
        return f"{text}\n(kept as `{name}`, a {type(value).__name__}; write that name as an argument)", Shown(bundle)


def _is_plain(value: object) -> bool:
    """Tell whether a value is plain data, which the model can write down as an argument again."""
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(isinstance(key, _PLAIN) and _is_plain(item) for key, item in value.items())
    return type(value) in _PLAIN


def _wait_for(done: threading.Event, stopping: threading.Event) -> Callable[[float], object]:
    """Return a wait that ends when `done` does, and soon once `stopping` is set."""
    return lambda seconds: None if stopping.is_set() else done.wait(min(seconds, 0.02))
