"""What an interrupt does while a cell awaits."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Self


class Interrupts:
    """Takes SIGINT while an agent runs in an awaited cell.

    The kernel's own handler only cancels the cell's coroutine, which does nothing while code runs, and does
    it late while nothing else is due. Here the agent is told to stop, and code that runs gets a
    KeyboardInterrupt, so that a sleep or a long call in C ends too. Outside the main thread there are no
    signals, and nothing to do.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        self._before: Any = None
        self.code_runs = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        self._stop()
        if self.code_runs:
            self.code_runs = False
            raise KeyboardInterrupt
