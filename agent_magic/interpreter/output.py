"""Where the code's printed text goes."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from agent_magic.interpreter.errors import ForbiddenOperation, LimitExceeded, RunEnded
from agent_magic.interpreter.meter import Meter


class Output(io.TextIOBase):
    """Stands for `sys.stdout` while the code runs; other threads of the process go on writing to the real one."""

    def __init__(self, meter: Meter, real: TextIO, listener: Callable[[str], None] | None) -> None:
        super().__init__()
        self._meter = meter
        self._real = real
        self._listener = listener
        self._thread = threading.get_ident()
        self._pieces: list[str] = []
        self._length = 0
        self.muted = False
        self._passing = False

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

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the real one."""
        return self._real.encoding

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep `text`, up to the limit of the run, which ends there."""
        if self._passing or threading.get_ident() != self._thread:
            return self._real.write(text)
        if self.muted:
            return len(text)
        limit = self._meter.limits.output_chars
        kept = text if limit is None else text[: max(0, limit - self._length)]
        if kept:
            self._pieces.append(str.__str__(kept))
            self._length += len(kept)
            if self._listener is not None:
                self.notify(self._listener, self._pieces[-1])
        if len(kept) < len(text):
            ended = LimitExceeded(f"the code printed more than {limit:,} characters")
            self._meter.trip(ended)
            raise ended
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


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
    """Puts an `Output` in the place of `sys.stdout`, and the real one back."""

    def __init__(self, output: Output) -> None:
        super().__init__()
        self._output = output
        self._stdout: TextIO = sys.stdout

    def __enter__(self) -> None:
        super().__enter__()
        self._stdout = sys.stdout
        sys.stdout = self._output

    def __exit__(self, *_: object) -> None:
        sys.stdout = self._stdout
        super().__exit__()
