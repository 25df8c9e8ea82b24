"""What runs code wherever it runs: an interpreter, with the figures, streams and answers that go with it."""

from __future__ import annotations

import tokenize
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import StringIO
from time import perf_counter
from typing import Final

from agent_magic.interpreter import ErrorReport, FinalAnswer, Interpreter, Limits, Outcome, Policy
from agent_magic.worker.answers import handed_over
from agent_magic.worker.breaking import Breaking
from agent_magic.worker.figures import FigureWatch
from agent_magic.worker.outputs import Output, Printed, Shown
from agent_magic.worker.richrepr import bundle_of, text_of
from agent_magic.worker.streams import Streams

_SILENT: Final = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}


class Runner:
    """A namespace that lasts, in which code can call `final_answer(value)` and `display(*values)`.

    `put_out` gets each output at once, in the code's thread. The value of the last expression is shown as in a
    notebook.
    """

    def __init__(self, policy: Policy, limits: Limits, put_out: Callable[[Output], None]) -> None:
        self._put_out_of_host = put_out
        self._functions: dict[str, Callable[..., object]] = {
            "final_answer": self._final_answer,
            "display": self._display,
        }
        self._interpreter = Interpreter(policy, limits, self._functions)
        self._interpreter.leave_to_host(["matplotlib", "pyplot"])  # FigureWatch keeps them apart
        self._interpreter.on_output = lambda text: self._put_out(Printed(text))
        self._show_last = self._interpreter.compile("display()")
        self._figures = FigureWatch(lambda bundle: self._put_out(Shown(bundle)), self._interpreter.as_in_run)
        self._streams = Streams()
        self._breaking = Breaking()
        self._printed: list[str] = []
        self._last: tuple[object, ...] = ()
        self._interrupted = False

    @property
    def names(self) -> frozenset[str]:
        """The names of lent functions."""
        return frozenset(self._functions)

    @property
    def namespace(self) -> dict[str, object]:
        """The code's variables."""
        return self._interpreter.namespace

    def lend(self, functions: Mapping[str, Callable[..., object]]) -> None:
        """Lend more functions of the host."""
        self._functions |= functions
        self._interpreter.lend(functions)

    def get_ready(self) -> None:
        """Forget an interrupt that came too late for the last run; one that comes from now on counts."""
        self._interrupted = False

    def interrupt(self) -> None:
        """End the code that is running, from any thread, also where it is inside of a long call."""
        self._interrupted = True
        self._interpreter.interrupt()
        self._breaking.interrupt()

    def run(self, code: str) -> Outcome:
        """Run `code` and return what it came to; an interrupt is an outcome whose error says so."""
        begun, self._printed = perf_counter(), []
        try:
            with self._breaking, self._streams.warned(), self._figures:
                return self._run(code)
        except KeyboardInterrupt as interrupt:
            message = "the code was stopped"
            report = ErrorReport("KeyboardInterrupt", message, None, f"KeyboardInterrupt: {message}", interrupt)
            seconds = perf_counter() - begun
            return Outcome(None, "".join(self._printed), report, final=False, operations=0, seconds=seconds)

    def _run(self, code: str) -> Outcome:
        """Run the code and show its last value, in a run of its own: the code may have a say in its text."""
        if self._interrupted:
            raise KeyboardInterrupt
        outcome = self._interpreter.run(code)
        if outcome.error is not None or outcome.final or outcome.value is None or self._interrupted or _is_quiet(code):
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
        if isinstance(output, Printed):
            self._printed.append(output.text)
        with self._streams.real():
            self._put_out_of_host(output)


def _is_quiet(code: str) -> bool:
    """Whether the code ends with a semicolon, which in a notebook keeps the last value from being shown."""
    if ";" not in code:
        return False
    tokens = [token.string for token in tokenize.generate_tokens(StringIO(code).readline) if token.type not in _SILENT]
    return tokens[-1:] == [";"]
