"""Coroutines run to their end, for callers that cannot await."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import threading
from collections.abc import Awaitable
from concurrent.futures import Future
from typing import Any


def finished(value: Any) -> Any:
    """Return `value`, or what it comes to where it is awaitable; in a thread of its own where a loop runs here."""
    if not inspect.isawaitable(value):
        return value
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_awaited(value))
    return _in_a_thread(value)


async def _awaited(value: Awaitable[Any]) -> Any:
    return await value


def _in_a_thread(value: Awaitable[Any]) -> Any:
    """Wait for `value` in a thread with a loop of its own; an interrupt cancels it and is not kept waiting."""
    begun: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = Future()
    done: Future[Any] = Future()

    async def main() -> Any:
        task = asyncio.current_task()
        assert task is not None
        begun.set_result((asyncio.get_running_loop(), task))
        return await value

    def work() -> None:
        try:
            done.set_result(asyncio.run(main()))
        except BaseException as error:  # it is raised where the tool was called
            done.set_exception(error)

    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(work,), name="async tool", daemon=True).start()
    try:
        return done.result()
    finally:
        if not done.done():
            loop, task = begun.result()
            loop.call_soon_threadsafe(task.cancel)
