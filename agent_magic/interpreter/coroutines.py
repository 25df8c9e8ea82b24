"""How a program is run to its end, also one that awaits, in an event loop that is the code's own."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import math
import selectors
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from types import CodeType, FunctionType
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenOperation, LimitExceeded

_SLICE_SECONDS: Final = 0.02

# What gives threads, processes, connections and signal handlers.
_LEADING_OUT: Final = """
    run_in_executor set_default_executor add_reader add_writer remove_reader remove_writer add_signal_handler
    remove_signal_handler subprocess_exec subprocess_shell connect_accepted_socket connect_read_pipe
    connect_write_pipe create_connection create_datagram_endpoint create_server create_unix_connection
    create_unix_server getaddrinfo getnameinfo sendfile sock_accept sock_connect sock_recv sock_recv_into
    sock_recvfrom sock_recvfrom_into sock_sendall sock_sendfile sock_sendto start_tls
""".split()


class ModuleLoop:
    """The event loop that module code awaits in: one for all runs, so that tasks, locks and generators last."""

    def __init__(self, check: Callable[[None], None]) -> None:
        self._check = check
        self._runner: asyncio.Runner | None = None

    def run(self, main: Coroutine[Any, Any, Any]) -> None:
        """Run a program that awaits; after a run that was stopped comes a new loop."""
        context = contextvars.copy_context()
        if self._runner is None:
            self._runner = _runner(self._check)
        try:
            with _alone(main):
                self._runner.run(main, context=context)
        except (LimitExceeded, KeyboardInterrupt):
            runner, self._runner = self._runner, None
            with _alone(main):
                runner.close()
            raise
        finally:
            for variable, value in context.items():  # what it set holds from here on, as without an await
                variable.set(value)

    def abandon(self) -> None:
        """Let everything go that still waits."""
        if self._runner is None:
            return
        loop = self._runner.get_loop()
        for task in asyncio.all_tasks(loop):
            coroutine = task.get_coro()
            if isinstance(coroutine, Coroutine):
                with suppress(BaseException):  # nobody is left to be told how the code takes it
                    coroutine.close()
        loop.close()


def drive(code: CodeType, namespace: dict[str, Any], loop: ModuleLoop) -> None:
    """Run module code, in `loop` where it awaits in its module scope."""
    if code.co_flags & inspect.CO_COROUTINE:
        loop.run(FunctionType(code, namespace)())
    else:
        exec(code, namespace)


def run_coroutine(main: Coroutine[Any, Any, Any], check: Callable[[None], None], *, debug: bool | None = None) -> Any:
    """Run a coroutine to its end and return its result, as `asyncio.run` does; `check` ends it where it waits."""
    with _alone(main), _runner(check, debug=debug) as runner:
        return runner.run(main)


def _runner(check: Callable[[None], None], *, debug: bool | None = None) -> asyncio.Runner:
    return asyncio.Runner(debug=debug, loop_factory=lambda: _Loop(_Selector(check)))


@contextmanager
def _alone(main: Coroutine[Any, Any, Any]) -> Iterator[None]:
    """Set the event loop aside that a notebook's kernel runs in itself; raise where it is one of the code's."""
    outer = asyncio._get_running_loop()
    if outer is not None and getattr(outer, "of_code", False):
        main.close()
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(outer)


class _Selector(selectors.DefaultSelector):
    """Waits in slices, between which the run may be ended."""

    def __init__(self, check: Callable[[None], None]) -> None:
        super().__init__()
        self._check = check

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready once something is, or after `timeout` seconds."""
        end = math.inf if timeout is None else time.monotonic() + timeout
        while True:
            left = end - time.monotonic()
            ready = super().select(min(max(left, 0), _SLICE_SECONDS))
            if ready or left <= _SLICE_SECONDS:
                return ready
            self._check(None)


class _Loop(asyncio.SelectorEventLoop):
    """A loop of the code's own; what goes wrong in a task that nobody awaits is not written about."""

    of_code = True

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Say nothing."""


def _refusing(name: str) -> Callable[..., Any]:
    def refused(*args: Any, **options: Any) -> Any:
        raise ForbiddenOperation(f"the event loop's {name} is not allowed: it leads out of the code's own thread")

    return refused


for _name in _LEADING_OUT:
    setattr(_Loop, _name, _refusing(_name))
