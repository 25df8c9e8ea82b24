"""How a program is run to its end, also one that awaits, in an event loop that is the code's own."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Coroutine
from types import CodeType, FunctionType
from typing import Any


def drive(code: CodeType, namespace: dict[str, Any]) -> None:
    """Run module code, in an event loop where it awaits in its module scope."""
    if code.co_flags & inspect.CO_COROUTINE:
        run_coroutine(FunctionType(code, namespace)())
    else:
        exec(code, namespace)


def run_coroutine(main: Coroutine[Any, Any, Any], *, debug: bool | None = None) -> Any:
    """Run a coroutine to its end and return its result; twin of `asyncio.run`.

    A notebook's kernel runs in an event loop itself, which is set aside meanwhile.
    """
    outer = asyncio._get_running_loop()
    if outer is not None and getattr(outer, "of_code", False):
        main.close()
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    asyncio._set_running_loop(None)
    try:
        with asyncio.Runner(debug=debug, loop_factory=_Loop) as runner:
            return runner.run(main)
    finally:
        asyncio._set_running_loop(outer)


class _Loop(asyncio.SelectorEventLoop):
    """A loop of the code's own; what goes wrong in a task that nobody awaits is not written about."""

    of_code = True

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Say nothing."""
