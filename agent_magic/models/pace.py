"""How often a model may be asked: calls kept apart, so that there are no more of them in a minute than allowed."""

from __future__ import annotations

import threading
import time


class Pace:
    """Gives each call its time; `per_minute` of None sets no limit. Any thread may ask."""

    def __init__(self, per_minute: float | None) -> None:
        self.per_minute = per_minute
        self._apart = 60.0 / per_minute if per_minute else 0.0
        self._lock = threading.Lock()
        self._next = 0.0

    def wait_for_turn(self) -> float:
        """Return the seconds until the next call may be made, which is then taken."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._apart
            return turn - now

    @property
    def reason(self) -> str:
        """Why a call waits."""
        return f"waiting for the limit of {self.per_minute:g} requests a minute"
