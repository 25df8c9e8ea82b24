"""Printed text on its way out: at once where it is seldom, in larger pieces where it is much."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import Final

_PAUSE_SECONDS: Final = 0.02
_LARGE: Final = 8_192
_PIECE: Final = 1 << 19
"""Characters of the longest text that is handed over in one piece; a message may hold more, even of commas."""


class Printing:
    """Collects text and hands it to `send` within 20 milliseconds; safe to use from several threads."""

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self._lock = threading.Lock()
        self._pieces: list[str] = []
        self._length = 0
        self._sent = 0.0
        self._waiting = threading.Event()
        self._thread: threading.Thread | None = None

    def write(self, text: str) -> None:
        """Take a piece of text."""
        with self._lock:
            self._pieces.append(text)
            self._length += len(text)
            due = self._length >= _LARGE or (text.endswith("\n") and monotonic() - self._sent > _PAUSE_SECONDS)
        if due:
            self.flush()
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._flush_later, daemon=True)
            self._thread.start()
        self._waiting.set()

    def flush(self) -> None:
        """Hand over what there is."""
        with self._lock:
            text, self._pieces, self._length = "".join(self._pieces), [], 0
            if text:
                self._sent = monotonic()
                for start in range(0, len(text), _PIECE):
                    self._send(text[start : start + _PIECE])

    def _flush_later(self) -> None:
        pause = threading.Event()
        while True:
            self._waiting.wait()
            self._waiting.clear()
            pause.wait(_PAUSE_SECONDS)
            self.flush()
