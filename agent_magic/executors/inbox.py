"""What has come from a worker and was not looked at yet: little, so that a flood stays with the worker."""

from __future__ import annotations

import threading
from collections import deque
from typing import Final

from agent_magic.worker.frames import Frame

_WAITING_BYTES: Final = 1 << 20
_FRAME_BYTES: Final = 1 << 10
"""What a message counts for on top of the bytes that it came in."""


class Inbox:
    """Messages and, as the last one, why there are no more; for one thread that puts and one that takes."""

    def __init__(self) -> None:
        self._waiting: deque[Frame | Exception] = deque()
        self._size = 0
        self._closed = False
        self._changed = threading.Condition()

    def wait_for_room(self) -> bool:
        """Wait until more may come, which may be one message of any size; return False once it is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._size < _WAITING_BYTES)
            return not self._closed

    def put(self, heard: Frame | Exception) -> None:
        """Add what has come, without waiting."""
        with self._changed:
            self._waiting.append(heard)
            self._size += _size_of(heard)
            self._changed.notify_all()

    def take(self, seconds: float) -> Frame | Exception | None:
        """Return what came first, None where nothing comes within `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting, seconds)
            if not self._waiting:
                return None
            heard = self._waiting.popleft()
            self._size -= _size_of(heard)
            self._changed.notify_all()
            return heard

    def close(self) -> None:
        """Wake who waits; drop what nobody will look at."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()


def _size_of(heard: Frame | Exception) -> int:
    return _FRAME_BYTES + (heard.size if isinstance(heard, Frame) else 0)
