"""Coroutines run to their end, for callers that cannot await."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import threading
from collections.abc import Awaitable
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
    loop = asyncio.new_event_loop()
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(loop.run_forever,), name="async tool", daemon=True)
    thread.start()
    future = asyncio.run_coroutine_threadsafe(_awaited(value), loop)
    try:
        return future.result()
    finally:
        future.cancel()
        asyncio.run_coroutine_threadsafe(loop.shutdown_asyncgens(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
