"""The run's outside: a deadline that code cannot swallow, and a Ctrl-C that ends it."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import signal
import threading
import time
from types import FrameType
from typing import Any, Final, Self

from agent_magic.interpreter.coroutines import drive
from agent_magic.interpreter.errors import LimitExceeded
from agent_magic.interpreter.meter import Meter
from agent_magic.interpreter.program import is_agent_code

# `signal.signal` turns numbers into enumeration members and back, which costs more than the rest of a clock.
_SIGINT: Final = int(signal.SIGINT)
_SIGALRM: Final = int(getattr(signal, "SIGALRM", 0))
_REPEAT_SECONDS: Final = 0.01


class Clock:
    """Trips a meter at the deadline, and on Ctrl-C where the run is on the main thread.

    There a signal does it, again and again until the run is over, because one that arrives at the recursion limit is
    lost. Elsewhere a timer does, and the run ends at its next tick.
    """

    def __init__(self, meter: Meter, seconds: float | None) -> None:
        self._meter = meter
        self._seconds = seconds
        self._main = threading.get_ident() == threading.main_thread().ident
        self._timer: threading.Timer | None = None
        self._handlers: list[tuple[int, Any]] = []
        self._earlier = (0.0, 0.0)
        self._started = 0.0

    def __enter__(self) -> Self:
        if not self._main:
            if self._seconds is not None:
                self._timer = threading.Timer(self._seconds, self._meter.trip, [self._late()])
                self._timer.daemon = True
                self._timer.start()
            return self
        self._handlers.append((_SIGINT, _signal.signal(_SIGINT, self._on_interrupt)))
        if self._seconds is not None and hasattr(signal, "setitimer"):
            self._handlers.append((_SIGALRM, _signal.signal(_SIGALRM, self._on_alarm)))
            self._started = time.monotonic()
            self._earlier = signal.setitimer(signal.ITIMER_REAL, max(self._seconds, 1e-6), _REPEAT_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()  # no thread of ours is left behind
        if self._started:
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in self._handlers:
            _signal.signal(number, handler)
        delay, interval = self._earlier
        if delay:
            signal.setitimer(signal.ITIMER_REAL, max(delay - (time.monotonic() - self._started), 1e-6), interval)

    def _late(self) -> LimitExceeded:
        return LimitExceeded(f"the code ran for more than {self._seconds:g} seconds")

    def _on_alarm(self, number: int, frame: FrameType | None) -> None:
        self._meter.trip(self._late())
        while frame is not None:
            if frame.f_code is drive.__code__ or is_agent_code(frame.f_code.co_filename):
                self._meter.check(None)
            frame = frame.f_back

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        self._meter.trip(KeyboardInterrupt())
        raise KeyboardInterrupt
