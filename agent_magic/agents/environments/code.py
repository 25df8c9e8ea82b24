"""Code as the action: it runs in an executor, with the tools lent to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing

from agent_magic.agents.driving import Idle, Moments
from agent_magic.agents.environments.environment import Environment, Result
from agent_magic.agents.environments.observations import images_of, observation_of
from agent_magic.agents.formats import Action
from agent_magic.agents.nesting import Nesting
from agent_magic.errors import InputError
from agent_magic.events import Displayed, OutputDelta
from agent_magic.executors import Executor
from agent_magic.interpreter import Outcome
from agent_magic.tools import Toolbox
from agent_magic.worker.outputs import Output, Printed


class CodeEnvironment(Environment):
    """Runs code in `executor`; agents that it calls are those behind `nesting`."""

    def __init__(self, executor: Executor, nesting: Nesting) -> None:
        self._executor = executor
        self._nesting = nesting
        self._own = executor.names
        self._lent: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The names of the code's own functions."""
        return self._own

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules that the code may import."""
        return self._executor.imports

    @property
    def files(self) -> tuple[str, ...]:
        """The files and folders that the code may read."""
        return self._executor.files

    def begin(self, variables: Mapping[str, object], toolbox: Toolbox) -> None:
        """Start the executor, lend it the tools and set the variables."""
        functions = toolbox.functions()
        gone = {name: _gone(name) for name in self._lent - functions.keys()}
        self._executor.start()
        self._executor.expose(functions={**functions, **gone}, variables=variables)
        self._lent |= functions.keys()

    def act(self, step: int, action: Action) -> Moments[Result]:
        """Run the code of `action` and yield what it puts out."""
        outputs: list[Output] = []
        with closing(self._executor.iter(action.code)) as run:
            while True:
                try:
                    output = next(run)
                except StopIteration as end:
                    outcome: Outcome = end.value
                    break
                yield from self._nesting.events()
                if output is None:
                    yield Idle()
                    continue
                outputs.append(output)
                yield OutputDelta(step, output.text) if isinstance(output, Printed) else Displayed(step, output.bundle)
        yield from self._nesting.events()
        return _result(outputs, outcome)

    def interrupt(self) -> None:
        """End the code and the agents that it called."""
        self._executor.interrupt()
        self._nesting.interrupt()

    def close(self) -> None:
        """Let the executor go; what the code defined is lost."""
        self._executor.stop()


def _result(outputs: list[Output], outcome: Outcome) -> Result:
    """Return what the code came to; raises the `InputError` that ended it, which no code of the model can mend."""
    error = outcome.error.exception if outcome.error else None
    if isinstance(error, InputError):
        raise error
    return Result(
        [observation_of(outputs, outcome)],
        outcome.error.traceback if outcome.error else None,
        outcome.final,
        outcome.value,
        images_of(outputs),
        error if isinstance(error, KeyboardInterrupt) else None,
    )


def _gone(name: str) -> Callable[..., object]:
    """Return what a tool that was taken away leaves in the code's names."""

    def gone(*_: object, **__: object) -> object:
        raise NameError(f"name {name!r} is not defined any more: the tool was taken away")

    return gone
