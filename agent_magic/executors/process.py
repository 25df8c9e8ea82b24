"""Code that runs in a process of its own, which the operating system confines."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final

from agent_magic.errors import ExecutorError, InputError
from agent_magic.executors.connection import Connection, Gone
from agent_magic.executors.host_calls import HostCalls
from agent_magic.executors.local import LIMITS
from agent_magic.executors.outcomes import (
    dead_outcome,
    exposed_error_of,
    failure_of,
    layers_of,
    outcome_of,
    output_of,
    refused_outcome,
)
from agent_magic.executors.protocol import Executor
from agent_magic.executors.put_out import PutOut
from agent_magic.executors.servers import shared_server
from agent_magic.executors.telling import exposing, setting_up
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import Limits, Outcome, Policy
from agent_magic.worker.confinement import Confinement, Layer, is_confining
from agent_magic.worker.frames import BadFrame, Frame
from agent_magic.worker.outputs import Kept, Output

_POLL_SECONDS: Final = 0.05
_START_SECONDS: Final = 30.0
_GRACE_SECONDS: Final = 1.0
"""How long a worker may go on after its deadline, or after it was told to stop, before it is killed."""
_NEEDED: Final = ("landlock", "seccomp")
_OWN_FUNCTIONS: Final = frozenset({"final_answer", "display"})


class ProcessExecutor(Executor):
    """Runs code in a confined worker; values are copied to it, and its answers come back as plain data.

    The worker starts in the background. When it dies, the run that is on ends with an error, and the next one has a
    new worker with the same inputs; what the code had defined is lost. `live` gets each output at once. `trust` lets
    answers come back as pickles, which can run code here. `server` is the one that workers are forked from.
    """

    def __init__(
        self,
        *,
        policy: Policy | None = None,
        limits: Limits = LIMITS,
        confinement: Confinement | None = None,
        live: Callable[[Output], None] | None = None,
        trust: bool = False,
        server: WarmServer | None = None,
    ) -> None:
        self.live = live
        self._policy = policy or Policy()
        self._limits = limits
        self._confinement = _granted(confinement or Confinement(), self._policy)
        self._folder = os.getcwd() if self._policy.files.read or self._policy.files.write else "/"  # noqa: PTH109
        self._trust = trust
        self._server = server or shared_server()
        self._functions: dict[str, Callable[..., object]] = {}
        self._variables: dict[str, object] = {}
        self._connection: Connection | None = None
        self._calls = self._no_calls()
        self._awaited = 0
        self._runs = 0
        self._running = False
        self._interrupted_at: float | None = None
        self.layers: tuple[Layer, ...] = ()

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
        return _OWN_FUNCTIONS | self._functions.keys()

    @property
    def pid(self) -> int | None:
        """The process that the code runs in, where there is one."""
        return self._connection.pid if self._connection is not None else None

    def start(self) -> None:
        """Start a worker, where there is none; it gets ready while this returns."""
        if self._connection is None or self._connection.is_over:
            self._connect()

    def expose(
        self,
        *,
        functions: Mapping[str, Callable[..., object]] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        """Lend `functions` and send `variables`, which travel in the background.

        Raises ExecutorError where a variable cannot be sent.
        """
        self._functions |= functions or {}
        self._variables |= variables or {}
        if self._connection is not None and not self._connection.is_over:
            self._send_all(self._connection, functions or {}, variables or {})

    def iter(self, code: str) -> Generator[Output | None, None, Outcome]:
        """Run `code` and yield what it puts out, as it comes; return the outcome.

        Where the worker cannot take an input, no code runs and the outcome's error is an InputError.
        """
        if self._running:
            raise ExecutorError("this executor runs code already; give each agent an executor of its own")
        self._running, self._interrupted_at = True, None
        return self._iter(code)

    def interrupt(self) -> None:
        """End the code that is running, from any thread; a worker that goes on regardless is killed."""
        self._interrupted_at = self._interrupted_at or monotonic()
        if self._connection is not None:
            self._connection.tell(Frame("interrupt"))

    def stop(self) -> None:
        """End the worker."""
        if self._connection is not None:
            self._connection.kill()
            self._connection = None

    def _connect(self) -> Connection:
        server, confinement, budget, folder = self._server, self._confinement, self._budget, self._folder
        self._connection = connection = Connection(lambda: server.fork(confinement, budget=budget, folder=folder))
        weakref.finalize(self, _kill_soon, connection).atexit = False
        self._calls, self._awaited, self.layers = self._no_calls(), 1, ()
        connection.tell(setting_up(self._policy, self._limits, trust=self._trust))
        self._send_all(connection, self._functions, self._variables)
        return connection

    @property
    def _budget(self) -> int:
        """How many bytes an answer may have: no more than the worker has."""
        return self._confinement.memory or 1 << 40

    def _no_calls(self) -> HostCalls:
        return HostCalls(self._functions, budget=self._budget, trust=self._trust)

    def _send_all(
        self, connection: Connection, functions: Mapping[str, Callable[..., object]], variables: Mapping[str, object]
    ) -> None:
        kept = {name: self._kept_here(name, value) for name, value in variables.items() if isinstance(value, Kept)}
        sent = {name: value for name, value in variables.items() if name not in kept}
        connection.tell(exposing(functions, sent, kept))
        self._awaited += 1

    def _kept_here(self, name: str, value: Kept) -> str:
        """Return the name that the worker knows a kept value by. Raises ExecutorError where it is not there."""
        home = value.home
        if not isinstance(home, Home) or home.connection is not self._connection or home.connection.is_over:
            raise ExecutorError(f"{name} was kept in a worker that has ended, or in another one; make it anew")
        return value.name

    def _iter(self, code: str) -> Generator[Output | None, None, Outcome]:
        begun, over, put_out = monotonic(), False, PutOut(self._limits)
        try:
            connection = self._live_connection()
            yield from self._until_ready(connection)
            begun = monotonic()
            if self._is_interrupted():
                over = True
                return self._dead("", put_out, begun)
            outcome = yield from self._ran(connection, code, put_out, begun)
            over = True
            if self._is_interrupted():  # the worker may have several words for it
                return self._dead("", put_out, begun)
            return outcome
        except BadFrame as broken:
            return self._dead(f"it broke the protocol: {broken}", put_out, begun)
        except Gone as gone:
            return self._dead(str(gone), put_out, begun)
        except InputError as refused:
            return refused_outcome(refused)
        finally:
            if not over:  # it is left while it runs, or the worker is gone
                self.stop()
            self._running = False

    def _ran(
        self, connection: Connection, code: str, put_out: PutOut, begun: float
    ) -> Generator[Output | None, None, Outcome]:
        """Run `code` in a worker that is ready. Raises Gone and BadFrame where it does not get to an outcome."""
        self._runs += 1
        connection.tell(Frame("run", {"code": code, "run": self._runs}))
        while True:
            frame = self._heard(connection, begun)
            if frame is None:
                yield None
            elif frame.kind == "outcome":
                outcome = outcome_of(frame, self._runs, put_out.text, self._limits, trust=self._trust)
                return self._at_home(outcome, connection)
            elif not self._is_answered(frame, connection):
                output = output_of(frame)
                put_out.take(output)
                if self.live is not None:
                    self.live(output)
                yield output

    def _is_interrupted(self) -> bool:
        return self._interrupted_at is not None

    def _dead(self, reason: str, put_out: PutOut, begun: float) -> Outcome:
        return dead_outcome(reason, put_out.text, monotonic() - begun, interrupted=self._is_interrupted())

    def _at_home(self, outcome: Outcome, connection: Connection) -> Outcome:
        """The outcome with a kept value bound to the worker that keeps it."""
        value = outcome.value
        return (
            replace(outcome, value=replace(value, home=Home(self, connection))) if isinstance(value, Kept) else outcome
        )

    def _live_connection(self) -> Connection:
        if self._connection is None or self._connection.is_over:
            return self._connect()
        return self._connection

    def _until_ready(self, connection: Connection) -> Generator[None, None, None]:
        """Wait until the worker is there and has its inputs.

        Raises ExecutorError where it could not start, InputError where it could not take an input.
        """
        begun = monotonic()
        while self._awaited:
            frame = self._heard(connection, begun, patience=_START_SECONDS)
            if frame is None:
                yield None
            elif not self._is_answered(frame, connection):
                output_of(frame)  # of a thread that outlived its run: nobody is there to see it

    def _is_answered(self, frame: Frame, connection: Connection) -> bool:
        """Do what a message that is neither an output nor an outcome asks for; return False for those.

        Raises ExecutorError where the worker could not start, InputError where it could not take an input.
        """
        if frame.kind == "call":
            self._calls.begin(frame, connection.answer)
        elif frame.kind == "ready" and not self.layers:
            self.layers = layers_of(frame)
            self._check_confined()
            self._awaited -= 1
        elif frame.kind == "failed" and self.layers:
            raise Gone(f"it failed ({failure_of(frame)})")
        elif frame.kind == "failed":
            raise ExecutorError(f"the worker could not start ({failure_of(frame)}); use --executor local")
        elif frame.kind == "exposed" and self._awaited and self.layers:
            self._awaited -= 1
            error = exposed_error_of(frame)
            if error is not None:
                raise InputError(f"an input cannot go to the worker ({error}); use --executor local for it")
        else:
            return False
        return True

    def _heard(self, connection: Connection, begun: float, *, patience: float | None = None) -> Frame | None:
        """The next message of the worker; raises Gone where it is late, or goes on after it was told to stop."""
        now = monotonic()
        seconds = patience if patience is not None else self._limits.seconds
        if seconds is not None and now - begun > seconds + _GRACE_SECONDS:
            raise Gone(f"it ran for more than {seconds:g} seconds")
        if self._interrupted_at is not None and now - self._interrupted_at > _GRACE_SECONDS:
            raise Gone("it did not stop when it was told to")
        try:
            return connection.hear(_POLL_SECONDS)
        except KeyboardInterrupt:  # as local code is interrupted: the outcome tells of it
            self.interrupt()
            return None

    def _check_confined(self) -> None:
        """Raise ExecutorError where a layer is missing on which the promise rests."""
        if not is_confining(self.layers):
            missing = [
                f"{layer.name}: {layer.note}" for layer in self.layers if layer.name in _NEEDED and not layer.enforced
            ]
            raise ExecutorError(
                f"the code cannot be confined here ({'; '.join(missing)}); --executor local runs it in the kernel"
            )


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """Where a kept value is: whoever holds the value holds the executor, and so the worker lives on."""

    executor: ProcessExecutor
    connection: Connection


def _kill_soon(connection: Connection) -> None:
    """End a worker that nobody can reach any more, without waiting: this may run at any moment."""
    threading.Thread(target=connection.kill, daemon=True).start()


def _granted(confinement: Confinement, policy: Policy) -> Confinement:
    """The confinement with the folders that the policy lends."""
    read, write = (tuple(map(str, paths)) for paths in (policy.files.read, policy.files.write))
    return replace(confinement, readable=(*confinement.readable, *read), writable=(*confinement.writable, *write))
