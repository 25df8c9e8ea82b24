"""The standard streams while code runs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOBase
from typing import Any


class Warned(TextIOBase):
    """Stands for `sys.stderr`: libraries' warnings go where the code prints; other threads keep theirs."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self._thread = threading.get_ident()

    def write(self, text: str) -> int:
        """Pass `text` on."""
        stream = sys.stdout if threading.get_ident() == self._thread else self._real
        stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush the stream that was there."""
        self._real.flush()

    def writable(self) -> bool:
        """Say that text can be written."""
        return True


class Streams:
    """The host's streams: kept around a run, and put back for a moment where the host has to write."""

    def __init__(self) -> None:
        self._real: tuple[Any, Any] = sys.stdout, sys.stderr

    @contextmanager
    def warned(self) -> Iterator[None]:
        """Take warnings into the code's output."""
        self._real = sys.stdout, sys.stderr
        sys.stderr = Warned(sys.stderr)
        try:
            yield
        finally:
            sys.stderr = self._real[1]

    @contextmanager
    def real(self) -> Iterator[None]:
        """Let the host write."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._real
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before
