"""Code that runs in this process, in the thread that asks for it, on values by reference."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping

from agent_magic.errors import ExecutorError
from agent_magic.executors.protocol import Executor
from agent_magic.interpreter import Limits, Outcome, Policy
from agent_magic.worker.outputs import Output, Printed
from agent_magic.worker.runner import Runner

LIMITS = Limits(seconds=120, output_chars=200_000)
"""For one piece of code."""


class LocalExecutor(Executor):
    """Prevents accidents and known tricks; it is no security boundary.

    What the code puts out is yielded after it ran; `live` gets each output at once. The code can call
    `final_answer(value)` and `display(*values)`, and its last expression's value is shown as in a notebook.
    """

    def __init__(
        self,
        *,
        policy: Policy | None = None,
        limits: Limits = LIMITS,
        live: Callable[[Output], None] | None = None,
    ) -> None:
        self.live = live
        self._policy = policy or Policy()
        self._runner = Runner(self._policy, limits, self._put_out)
        self._outputs: list[Output] = []
        self._running = False

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules that the code may import."""
        return tuple(self._policy.allowed_names())

    @property
    def files(self) -> tuple[str, ...]:
        """The files and folders that the code may read."""
        return tuple(map(str, self._policy.files.read))

    @property
    def names(self) -> frozenset[str]:
        """The names of lent functions."""
        return self._runner.names

    def expose(
        self,
        *,
        functions: Mapping[str, Callable[..., object]] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        """Lend `functions` and put `variables` into the namespace."""
        self._runner.lend(functions or {})
        self._runner.namespace.update(variables or {})

    def iter(self, code: str) -> Generator[Output, None, Outcome]:
        """Run `code`, then yield what it put out, and return the outcome."""
        if self._running:
            raise ExecutorError("this executor runs code already; give each agent an executor of its own")
        self._runner.get_ready()  # here, not where the run begins: an interrupt in between must not be lost
        return self._iter(code)

    def interrupt(self) -> None:
        """End the code that is running, from any thread, also where it is inside of a long call."""
        self._runner.interrupt()

    def _iter(self, code: str) -> Generator[Output, None, Outcome]:
        self._outputs, self._running = [], True
        try:
            outcome = self._runner.run(code)
        finally:
            self._running = False
        yield from _merged(self._outputs)
        return outcome

    def _put_out(self, output: Output) -> None:
        self._outputs.append(output)
        if self.live is not None:
            self.live(output)


def _merged(outputs: Iterable[Output]) -> list[Output]:
    """Return the outputs with the texts that follow each other as one."""
    merged: list[Output] = []
    for output in outputs:
        if merged and isinstance(output, Printed) and isinstance(merged[-1], Printed):
            merged[-1] = Printed(merged[-1].text + output.text)
        else:
            merged.append(output)
    return merged
