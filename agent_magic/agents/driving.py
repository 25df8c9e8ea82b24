"""Who waits: the same run driven by a thread that blocks, or by a coroutine that awaits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter
from typing import TypeAlias, TypeVar

from agent_magic.events import Event

PATIENCE = 0.05
"""Seconds that a driver waits at a stretch, and after which the awaiting one lets others work."""


def _at_once(seconds: float) -> None:
    """Wait for nothing."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing has come yet; `wait` returns when something has, or after the seconds it is given."""

    wait: Callable[[float], object] = _at_once


T = TypeVar("T")
Moments: TypeAlias = Generator[Event | Idle, None, T]
Stop: TypeAlias = Callable[[BaseException], None]
"""Ends the run soon; the exception is raised again after its last event."""


def blocking(moments: Moments[None], stop: Stop) -> Generator[Event, None, None]:
    """Yield the events and block this thread until they come."""
    with closing(moments):
        for moment in moments:
            if not isinstance(moment, Idle):
                yield moment
                continue
            try:
                moment.wait(PATIENCE)
            except KeyboardInterrupt as interrupt:
                stop(interrupt)


async def awaiting(moments: Moments[None], stop: Stop) -> AsyncIterator[Event]:
    """Yield the events, and let the event loop work while they come, also where they come without a pause."""
    pause, rested = 0.001, perf_counter()
    with closing(moments):
        for moment in moments:
            if not isinstance(moment, Idle):
                yield moment
                pause = 0.001
                if perf_counter() - rested < PATIENCE:
                    continue
            try:
                await asyncio.sleep(pause)
            except asyncio.CancelledError as cancelled:
                stop(cancelled)
            pause, rested = min(pause * 2, PATIENCE), perf_counter()
