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
    """What the code prints. `stream` stands for `sys.stdout` and `errors` for `sys.stderr` while it runs.

    They last as long as the interpreter, as in a notebook: what keeps a stream in one run prints to it in the next.
    """

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._real: tuple[TextIO, TextIO] = (sys.stdout, sys.stderr)
        self._listener: Callable[[str], None] | None = None
        self._thread = 0
        self._pieces: list[str] = []
        self._length = 0
        self._told = 0
        self.muted = True
        self._passing = False
        self.stream: TextIO = _Stream(self._keep, lambda: self._real[0])  # type: ignore[assignment]
        self.errors: TextIO = _Stream(self._pass_on, lambda: self._real[1])  # type: ignore[assignment]

    @property
    def text(self) -> str:
        """All that this run has printed so far."""
        return "".join(self._pieces)

    def begin(self, listener: Callable[[str], None] | None) -> None:
        """Begin a run in this thread; `listener` is told of each piece of text."""
        self._real = sys.stdout, sys.stderr
        self._listener = listener
        self._thread = threading.get_ident()
        self._pieces = []
        self._length = self._told = 0
        self.muted = False

    def notify(self, listener: Callable[[Any], None], what: object) -> None:
        """Call a function of the host, whose own output is not the code's."""
        self._passing = True
        try:
            listener(what)
        finally:
            self._passing = False

    def _is_of_host(self) -> bool:
        return self._passing or threading.get_ident() != self._thread

    def _pass_on(self, text: str) -> int:
        """Let `text` through to the real stream, up to the limit of the run."""
        if not self._is_of_host():
            self._told += len(text)
            limit = self._meter.limits.output_chars
            if limit is not None and self._told > limit:
                raise self._too_much(limit)
        return self._real[1].write(text)

    def _keep(self, text: str) -> int:
        """Keep `text`, up to the limit of the run, which ends there."""
        if self._is_of_host():
            return self._real[0].write(text)
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

    def __init__(self, write: Callable[[str], int], real: Callable[[], TextIO]) -> None:
        self._write = write
        self._real = real

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the real one."""
        return self._real().encoding

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def close(self) -> None:
        """Stay open, as the real one does, which may be closed by now when this one is collected."""

    def flush(self) -> None:
        """Flush the real one."""
        self._real().flush()

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
        sys.stdout, sys.stderr = self._output.stream, self._output.errors

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self._streams
        super().__exit__()
