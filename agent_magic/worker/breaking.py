"""Breaking off code that runs in this process: SIGINT, where it runs on the main thread."""

from __future__ import annotations

import signal
import threading
from types import TracebackType
from typing import Any, Self


class Breaking:
    """Around a run: SIGINT raises KeyboardInterrupt in it, and `interrupt` sends one.

    Nothing but a signal ends a single long call in C. In an awaited cell the
    notebook's own handler only cancels the cell's coroutine. On other threads there are no signals: nothing
    happens here.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._runs_on_main = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.getsignal(signal.SIGINT)
            if self._before is not None:  # None: a handler in C, which cannot be put back
                signal.signal(signal.SIGINT, signal.default_int_handler)
                self._runs_on_main = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        late: KeyboardInterrupt | None = None
        while self._runs_on_main:
            try:
                with self._lock:
                    self._runs_on_main = False
                signal.signal(signal.SIGINT, self._before)  # a signal that came just now raises here, before
            except KeyboardInterrupt as interrupt:
                self._runs_on_main, late = True, interrupt
        if late is not None:
            raise late

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the run, from any thread, if it is on the main thread."""
        with self._lock:
            main = threading.main_thread().ident
            if self._runs_on_main and main is not None:
                signal.pthread_kill(main, signal.SIGINT)
