"""How a program is run to its end, also one that awaits, in an event loop that is the code's own."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import math
import selectors
import time
from collections.abc import Callable, Coroutine
from types import CodeType, FunctionType
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenOperation

_SLICE_SECONDS: Final = 0.02

# What gives threads, processes, connections and signal handlers.
_LEADING_OUT: Final = """
    run_in_executor set_default_executor add_reader add_writer remove_reader remove_writer add_signal_handler
    remove_signal_handler subprocess_exec subprocess_shell connect_accepted_socket connect_read_pipe
    connect_write_pipe create_connection create_datagram_endpoint create_server create_unix_connection
    create_unix_server getaddrinfo getnameinfo sendfile sock_accept sock_connect sock_recv sock_recv_into
    sock_recvfrom sock_recvfrom_into sock_sendall sock_sendfile sock_sendto start_tls
""".split()


def drive(code: CodeType, namespace: dict[str, Any], check: Callable[[None], None]) -> None:
    """Run module code, in an event loop where it awaits in its module scope."""
    if code.co_flags & inspect.CO_COROUTINE:
        inner = contextvars.copy_context()
        try:
            run_coroutine(FunctionType(code, namespace)(), check, context=inner)
        finally:
            for variable, value in inner.items():  # what it set holds from here on, as without an await
                variable.set(value)
    else:
        exec(code, namespace)


def run_coroutine(
    main: Coroutine[Any, Any, Any],
    check: Callable[[None], None],
    *,
    debug: bool | None = None,
    context: contextvars.Context | None = None,
) -> Any:
    """Run a coroutine to its end and return its result, as `asyncio.run` does; `check` ends it where it waits.

    A notebook's kernel runs in an event loop itself, which is set aside meanwhile.
    """
    outer = asyncio._get_running_loop()
    if outer is not None and getattr(outer, "of_code", False):
        main.close()
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    asyncio._set_running_loop(None)
    try:
        with asyncio.Runner(debug=debug, loop_factory=lambda: _Loop(_Selector(check))) as runner:
            return runner.run(main, context=context)
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
