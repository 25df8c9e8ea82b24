"""One interpreter: a namespace that lasts, a policy, limits, and what the host lends."""

from __future__ import annotations

import builtins
import contextvars
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from types import CodeType
from typing import Any

from agent_magic.interpreter.attributes import Attributes, Trusting
from agent_magic.interpreter.boundary import lend
from agent_magic.interpreter.builtin_twins import BuiltinTwins
from agent_magic.interpreter.clock import Clock
from agent_magic.interpreter.coroutines import drive
from agent_magic.interpreter.errors import FinalAnswer, ForbiddenOperation, Interrupted, RunEnded
from agent_magic.interpreter.formatting import Formatting
from agent_magic.interpreter.groups import check_group
from agent_magic.interpreter.limits import Limits
from agent_magic.interpreter.meter import Meter
from agent_magic.interpreter.module_twins import ModuleTwins
from agent_magic.interpreter.modules import Modules
from agent_magic.interpreter.outcome import ErrorReport, Outcome
from agent_magic.interpreter.output import Muted, Output, Redirected
from agent_magic.interpreter.patterns import Patterns
from agent_magic.interpreter.policy import Policy
from agent_magic.interpreter.process import Process
from agent_magic.interpreter.program import Program, bind, compile_program, guard_table
from agent_magic.interpreter.reaching import Reaching
from agent_magic.interpreter.registration import Registration
from agent_magic.interpreter.remains import Remains
from agent_magic.interpreter.report import report, report_unreadable
from agent_magic.interpreter.sizes import Sizes
from agent_magic.interpreter.trace import Trace, TracedLine
from agent_magic.interpreter.values import LastValue, handed_out


class Interpreter:
    """Runs code in a namespace of its own, under a policy and limits.

    `functions` are lent: the code sees opaque callables, whose names it cannot bind anew. Of `variables` the
    containers, arrays and tables are copied, and other objects cannot be changed by assignment. `namespace` is a dict
    to use instead of a new one. `on_output` is called with each piece of text that the code prints, in the code's
    thread.
    """

    _owns_namespace = False

    def __init__(
        self,
        policy: Policy | None = None,
        limits: Limits | None = None,
        functions: Mapping[str, Callable[..., Any]] | None = None,
        variables: Mapping[str, object] | None = None,
        namespace: dict[str, Any] | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self.limits = limits or Limits()
        self._owns_namespace = namespace is None
        self.namespace: dict[str, Any] = {} if namespace is None else namespace
        # A text object of our own: by its identity the classes that are made here are known.
        self.namespace.setdefault("__name__", "".join(["__", "main__"]))
        self.on_output: Callable[[str], None] | None = None
        self._functions: dict[str, Callable[..., Any]] = {}
        self._meter = Meter()
        self._output = Output(self._meter)
        self._last_value = LastValue()
        self._running = False
        self._stop_asked = False
        self._bound: tuple[Program, CodeType] | None = None
        self._guards, self._names = self._build()
        self._builtins: dict[str, Any] = {}
        self.lend(functions or {})
        self.namespace.update(self._process.exposed(variables or {}))

    def _build(self) -> tuple[dict[str, object], dict[str, Any]]:
        trusted, meter = self.policy.trusted, self._meter
        attributes = (Trusting if trusted else Attributes)(self.namespace)
        sizes = Sizes(meter)
        formatting = Formatting(attributes, sizes)
        twins = BuiltinTwins(attributes, sizes, meter)
        self._remains = Remains()
        self._process = process = Process(self.policy, attributes, self._remains)
        module_twins = ModuleTwins(attributes, twins, formatting, sizes, meter, self._remains)
        modules = Modules(self.policy, module_twins.of, process)
        registration = Registration(attributes)
        attributes.twins_of += [formatting.of, sizes.of, Reaching(attributes).of, registration.of]
        guards = {
            "rounds": meter.rounds, "truths": meter.truths, "compress": itertools.compress, "next": next,
            "type": type, "own": attributes.own, "knows": attributes.knows,
            "load": attributes.load, "receive": attributes.receive, "store": attributes.storing(),
            "store_special": attributes.store_special, "amend": attributes.amend, "reclass": attributes.reclass,
            "pattern": Patterns(attributes, trusted=trusted).check, "matched": attributes.matched, "failure": Exception,
            "power": sizes.power, "shift_left": sizes.shift_left, "repeat": sizes.repeat,
            "remainder": sizes.remainder, "exponent": sizes.exponent, "width": sizes.width, "finite": sizes.finite,
            "group": process.outside(check_group), "capture": self._last_value.keep, "super": super,
        }  # fmt: skip
        names = vars(builtins) if trusted else twins.table(modules.import_module, process.files.open)
        if not trusted:
            names["__build_class__"] = registration.build_class
        self._own_classes, self._matched = attributes.own, attributes.matched
        return guard_table(guards), names

    def __del__(self) -> None:
        # The code's functions lead through their constants to the guards, and from there to the namespace. CPython's
        # collector does not look into code objects, so this circle has to be opened by hand.
        if self._owns_namespace:
            with Muted():
                self.namespace.clear()

    def leave_to_host(self, libraries: Iterable[str]) -> None:
        """Leave the global state of these libraries to the host, who keeps it apart from the code's by itself."""
        self._process.state.kept_elsewhere |= set(libraries)

    @contextmanager
    def as_in_run(self) -> Iterator[None]:
        """Have libraries look as the code left them, for what is drawn when its run is over."""
        self._process.state.enter()
        try:
            yield
        finally:
            self._process.state.leave()

    def lend(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        """Lend more functions of the host."""
        for name, function in functions.items():
            self._functions[name] = lend(name, self._process.outside(function), self._meter)
        if functions:
            self._names = {**self._names, **self._functions}

    def compile(self, source: str) -> Program:
        """Check, rewrite and compile `source` into a program that any interpreter can run.

        Raises `SyntaxError`, `RecursionError` or `ForbiddenOperation`.
        """
        trusted = self.policy.trusted
        return compile_program(source, trusted=trusted, filename=self._file() if trusted else None)

    def _file(self) -> str | None:
        """The file that a handed-in namespace says its code is from."""
        file = self.namespace.get("__file__")
        return file if isinstance(file, str) else None

    def interrupt(self) -> None:
        """End the run that is on at its next tick; from any thread."""
        self._stop_asked = True
        self._meter.trip(Interrupted("the run was stopped"))

    def run(self, program: Program | str, on_line: Callable[[TracedLine], None] | None = None) -> Outcome:
        """Run a program or source text and return what it came to, whatever the code did.

        `on_line` is told of each line that was executed and of the names that it changed. Only the user's own
        `KeyboardInterrupt` goes through. Raises `RuntimeError` where a run is on already.
        """
        if self._running:
            raise RuntimeError("this interpreter runs code already; make another one for what is to run meanwhile")
        self._running = True
        try:
            return self._run(program, on_line)
        finally:
            self._running = False

    def _run(self, program: Program | str, on_line: Callable[[TracedLine], None] | None) -> Outcome:
        started = time.monotonic()
        self._stop_asked = False
        self._last_value.value = None
        listener = None if self.on_output is None else self._process.outside(self.on_output)
        self._output.begin(listener)
        ended: BaseException | None
        try:
            program = self.compile(program) if isinstance(program, str) else program
            self._refuse_rebinding(program)
            self._meter.start(self.limits)
            if self._stop_asked:
                self.interrupt()
            trace = Trace(partial(self._output.notify, self._process.outside(on_line))) if on_line else nullcontext()
            ended, told = self._execute(program, trace)
        except (Exception, RunEnded) as refused:
            ended, told = refused, self._report(refused)
        finally:
            self._meter.stop(sealed=not self.policy.trusted)
        is_final = type(ended) is FinalAnswer  # by its class, as the code has a say in what an error says that it is
        value = handed_out(self._last_value.value, self.limits.output_chars) if ended is None else None
        if is_final and isinstance(ended, FinalAnswer):
            value = ended.value
        self._last_value.value = None
        return Outcome(value, self._output.text, told, is_final, self._meter.operations, time.monotonic() - started)

    def _refuse_rebinding(self, program: Program) -> None:
        if not program.bound.isdisjoint(self._functions):
            taken = min(program.bound & self._functions.keys())
            raise ForbiddenOperation(f"{taken} is a function that was lent to you; choose another name")

    def _put_names_back(self) -> None:
        """Have built-in and lent names stand for what they stood for before the code could change them.

        The built-in ones are in one dictionary in all runs: a function keeps it, and finds what is lent to later runs
        in it too. What the code has put in their places may have destructors, so this is a part of the run.
        """
        if self.policy.trusted and not self._functions:
            self.namespace["__builtins__"] = self._names
            return
        self._builtins.clear()
        self._builtins.update(self._names)
        self.namespace["__builtins__"] = self._builtins
        for name in self._functions:
            self.namespace.pop(name, None)

    def _bind(self, program: Program) -> CodeType:
        if self._bound is None or self._bound[0] is not program:
            self._bound = (program, bind(program.code, self._guards))
        return self._bound[1]

    def _execute(
        self, program: Program, trace: AbstractContextManager[object]
    ) -> tuple[BaseException | None, ErrorReport | None]:
        """Run bound code; return what ended it before its end and what is told of that.

        The report is made while the run is on, as it asks exceptions of the code for their text.
        """
        code = self._bind(program)
        context = contextvars.copy_context()
        ended: BaseException | None = None
        self._remains.begin(context)
        try:
            with Clock(self._meter, self.limits.seconds), Redirected(self._output), trace, self._process:
                try:
                    self._put_names_back()
                    context.run(drive, code, self.namespace, self._meter.check)
                except BaseException as error:
                    ended = error
                reason = self._meter.ended
                if reason is not None and type(ended) is not type(reason):
                    ended = reason
                self._output.muted = True
                told = None if ended is None or type(ended) is FinalAnswer else self._report(ended)
        finally:
            self._own_classes.clear()
            self._remains.end(context)
            self._matched.clear()
            for name in program.hidden:
                self.namespace.pop(name, None)
        if isinstance(self._meter.ended, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        return ended, told

    def _report(self, error: BaseException) -> ErrorReport:
        try:
            return report(error, self._file() if self.policy.trusted else None)
        except BaseException as failure:  # the code has a say in the text of its errors
            return report(failure) if issubclass(type(failure), RunEnded) else report_unreadable(error, failure)
