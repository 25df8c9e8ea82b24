"""Code that runs in this process, in the thread that asks for it, on values by reference."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import replace
from time import perf_counter

from agent_magic.errors import ExecutorError
from agent_magic.executors.answers import handed_over
from agent_magic.executors.breaking import Breaking
from agent_magic.executors.protocol import Executor
from agent_magic.executors.streams import Streams
from agent_magic.interpreter import ErrorReport, FinalAnswer, Interpreter, Limits, Outcome, Policy
from agent_magic.worker.figures import FigureWatch
from agent_magic.worker.outputs import Output, Printed, Shown
from agent_magic.worker.richrepr import bundle_of, text_of

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
        self._functions: dict[str, Callable[..., object]] = {
            "final_answer": self._final_answer,
            "display": self._display,
        }
        self._interpreter = Interpreter(self._policy, limits, self._functions)
        self._interpreter.leave_to_host(["matplotlib", "pyplot"])  # FigureWatch keeps them apart
        self._interpreter.on_output = lambda text: self._put_out(Printed(text))
        self._show_last = self._interpreter.compile("display()")
        self._figures = FigureWatch(lambda bundle: self._put_out(Shown(bundle)))
        self._streams = Streams()
        self._breaking = Breaking()
        self._outputs: list[Output] = []
        self._last: tuple[object, ...] = ()
        self._running = False
        self._interrupted = False

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules that the code may import."""
        return tuple(self._policy.allowed_names())

    @property
    def names(self) -> frozenset[str]:
        """The names of lent functions."""
        return frozenset(self._functions)

    def expose(
        self,
        *,
        functions: Mapping[str, Callable[..., object]] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        """Lend `functions` and put `variables` into the namespace."""
        self._functions |= functions or {}
        self._interpreter.lend(functions or {})
        self._interpreter.namespace.update(variables or {})

    def iter(self, code: str) -> Generator[Output, None, Outcome]:
        """Run `code`, then yield what it put out, and return the outcome."""
        if self._running:
            raise ExecutorError("this executor runs code already; give each agent an executor of its own")
        self._interrupted = False  # here, not where the run begins: an interrupt in between must not be lost
        return self._iter(code)

    def interrupt(self) -> None:
        """End the code that is running, from any thread, also where it is inside of a long call."""
        self._interrupted = True
        self._interpreter.interrupt()
        self._breaking.interrupt()

    def _iter(self, code: str) -> Generator[Output, None, Outcome]:
        begun, self._outputs, self._running = perf_counter(), [], True
        try:
            with self._breaking, self._streams.warned(), self._figures:
                outcome = self._run(code)
        except KeyboardInterrupt as interrupt:
            outcome = self._broken_off(interrupt, perf_counter() - begun)
        finally:
            self._running = False
        yield from _merged(self._outputs)
        return outcome

    def _run(self, code: str) -> Outcome:
        """Run the code and show its last value, in a run of its own: the code may have a say in its text."""
        if self._interrupted:
            raise KeyboardInterrupt
        outcome = self._interpreter.run(code)
        if outcome.error is not None or outcome.final or outcome.value is None or self._interrupted:
            return outcome
        self._last = (outcome.value,)
        try:
            shown = self._interpreter.run(self._show_last)
        finally:
            self._last = ()
        return outcome if shown.error is None else replace(outcome, error=shown.error)

    def _display(self, *values: object) -> None:
        """Show tables, figures and other values to the user."""
        for value in values or self._last:
            self._figures.shown(value)
            self._put_out(Shown(bundle_of(value) or {"text/plain": text_of(value)}))

    def _final_answer(self, value: object) -> None:
        """End the task with `value` as its answer."""
        self._figures.shown(value)
        raise FinalAnswer(handed_over(value))

    def _put_out(self, output: Output) -> None:
        self._outputs.append(output)
        if self.live is not None:
            with self._streams.real():
                self.live(output)

    def _broken_off(self, interrupt: KeyboardInterrupt, seconds: float) -> Outcome:
        report = ErrorReport(
            "KeyboardInterrupt",
            "the code was stopped",
            None,
            "KeyboardInterrupt: the code was stopped",
            interrupt,
        )
        printed = "".join(output.text for output in self._outputs if isinstance(output, Printed))
        return Outcome(None, printed, report, final=False, operations=0, seconds=seconds)


def _merged(outputs: Iterable[Output]) -> list[Output]:
    """Return the outputs with the texts that follow each other as one."""
    merged: list[Output] = []
    for output in outputs:
        if merged and isinstance(output, Printed) and isinstance(merged[-1], Printed):
            merged[-1] = Printed(merged[-1].text + output.text)
        else:
            merged.append(output)
    return merged
