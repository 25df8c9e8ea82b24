"""Where the code's printed text goes."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from agent_magic.interpreter.errors import ForbiddenOperation, LimitExceeded, RunEnded
from agent_magic.interpreter.meter import Meter


class Output:
    """What the code prints. `stream` stands for `sys.stdout` and `errors` for `sys.stderr` while it runs."""

    def __init__(self, meter: Meter, real: TextIO, listener: Callable[[str], None] | None) -> None:
        self._meter = meter
        self._real = real
        self._listener = listener
        self._thread = threading.get_ident()
        self._pieces: list[str] = []
        self._length = 0
        self._told = 0
        self.muted = False
        self._passing = False
        self.stream: TextIO = _Stream(real, self._keep)  # type: ignore[assignment]

    @property
    def text(self) -> str:
        """All that was printed so far."""
        return "".join(self._pieces)

    def notify(self, listener: Callable[[Any], None], what: object) -> None:
        """Call a function of the host, whose own output is not the code's."""
        self._passing = True
        try:
            listener(what)
        finally:
            self._passing = False

    def errors(self, real: TextIO) -> TextIO:
        """Return a stream that passes on what is written to `real`, up to the same limit."""

        def pass_on(text: str) -> int:
            if not self._passing and threading.get_ident() == self._thread:
                self._told += len(text)
                limit = self._meter.limits.output_chars
                if limit is not None and self._told > limit:
                    raise self._too_much(limit)
            return real.write(text)

        return _Stream(real, pass_on)  # type: ignore[return-value]

    def _keep(self, text: str) -> int:
        """Keep `text`, up to the limit of the run, which ends there."""
        if self._passing or threading.get_ident() != self._thread:
            return self._real.write(text)
        if self.muted:
            return len(text)
        limit = self._meter.limits.output_chars
        kept = text if limit is None else text[: max(0, limit - self._length)]
        if kept:
            self._pieces.append(kept)
            self._length += len(kept)
            if self._listener is not None:
                self.notify(self._listener, self._pieces[-1])
        if limit is not None and len(kept) < len(text):
            raise self._too_much(limit)
        return len(text)

    def _too_much(self, limit: int) -> LimitExceeded:
        ended = LimitExceeded(f"the code printed more than {limit:,} characters")
        self._meter.trip(ended)
        return ended


class _Stream(io.TextIOBase):
    """All that the code can get of a standard stream: libraries hand it to the methods of their subclasses."""

    def __init__(self, real: TextIO, write: Callable[[str], int]) -> None:
        super().__init__()
        self._real = real
        self._write = write

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the real one."""
        return self._real.encoding

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def close(self) -> None:
        """Leave the real one open, which may be closed by now when this one is collected."""

    def flush(self) -> None:
        """Flush the real one."""
        self._real.flush()

    def write(self, text: str) -> int:
        """Take a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        return self._write(str.__str__(text))


class Muted:
    """Keeps quiet about destructors of the code that are stopped: CPython would write about them to `sys.stderr`."""

    def __init__(self) -> None:
        self._before = sys.unraisablehook

    def __enter__(self) -> None:
        self._before = sys.unraisablehook
        sys.unraisablehook = self._unraisable

    def __exit__(self, *_: object) -> None:
        sys.unraisablehook = self._before

    def _unraisable(self, told: sys.UnraisableHookArgs) -> None:
        if not issubclass(told.exc_type, RunEnded | ForbiddenOperation):
            self._before(told)


class Redirected(Muted):
    """Puts the streams of an `Output` in the place of the real ones, and those back."""

    def __init__(self, output: Output) -> None:
        super().__init__()
        self._output = output
        self._streams: tuple[TextIO, TextIO] = (sys.stdout, sys.stderr)

    def __enter__(self) -> None:
        super().__enter__()
        self._streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._output.stream, self._output.errors(sys.stderr)

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self._streams
        super().__exit__()
