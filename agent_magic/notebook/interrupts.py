"""What an interrupt does while a cell awaits."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Self


class Interrupts:
    """Around an awaited run: SIGINT tells the agent to stop.

    The kernel's own handler would cancel the cell's coroutine wherever it is just then; this way the run ends
    in order, with its last event. While code runs, the executor takes the signal instead. Outside the main
    thread there are no signals, and nothing to do.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        self._stop()
