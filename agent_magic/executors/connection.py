"""One worker as the host sees it: what it says is taken in by a thread, what it is told goes out by another.

So the notebook's kernel never waits for a worker that does not read, or does not speak.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from agent_magic.errors import ExecutorError
from agent_magic.executors.warm import WorkerProcess
from agent_magic.worker.frames import BadFrame, Frame, TooLong

_REAPING_SECONDS: Final = 1.0
_WAITING: Final = 256
"""How many messages may wait; a worker that says more has to wait itself."""


_Message = Callable[[int], Frame]


class Gone(Exception):
    """The worker ended, or broke the protocol; the message says which."""


class Connection:
    """Messages to and from one worker, which `fork` makes in the background."""

    def __init__(self, fork: Callable[[], WorkerProcess]) -> None:
        self._fork = fork
        self._worker: WorkerProcess | None = None
        self._inbox: queue.Queue[Frame | Exception] = queue.Queue(_WAITING)
        self._outbox: queue.SimpleQueue[_Message | None] = queue.SimpleQueue()
        self._over = threading.Event()
        self._ending = threading.Lock()
        threading.Thread(target=self._speak, daemon=True).start()

    @property
    def is_over(self) -> bool:
        """Whether the worker is gone."""
        return self._over.is_set()

    @property
    def pid(self) -> int | None:
        """The worker's process, once there is one."""
        return self._worker.pid if self._worker is not None else None

    def tell(self, message: Frame | _Message) -> None:
        """Send a message in its turn, without waiting; a callable makes it for the worker with this pid."""
        self._outbox.put((lambda pid: message) if isinstance(message, Frame) else message)

    def hear(self, seconds: float) -> Frame | None:
        """Return the next message, None where there is none within `seconds`.

        Raises Gone where the worker ended, and ExecutorError where it could not be started.
        """
        try:
            heard = self._inbox.get(timeout=seconds)
        except queue.Empty:
            if self._over.is_set():
                raise Gone("it ended") from None
            return None
        if isinstance(heard, Exception):
            self.kill()
            raise heard
        return heard

    def kill(self) -> None:
        """End the worker at once; wait until it is gone."""
        with self._ending:
            if self._over.is_set():
                return
            self._over.set()
            self._outbox.put(None)
            if self._worker is not None:
                self._end(self._worker)

    def _end(self, worker: WorkerProcess) -> None:
        worker.kill()
        worker.ended(_REAPING_SECONDS)
        worker.let_go()

    def _speak(self) -> None:
        """Start the worker, then send what it is told."""
        try:
            worker = self._fork()
        except ExecutorError as error:
            self._inbox.put(error)
            return
        with self._ending:
            if self._over.is_set():
                self._end(worker)
                return
            self._worker = worker
        threading.Thread(target=self._listen, args=(worker,), daemon=True).start()
        while (make := self._outbox.get()) is not None:
            try:
                worker.channel.send(make(worker.pid))
            except (OSError, ValueError, TooLong):
                return  # it is gone: the listener tells of it

    def _listen(self, worker: WorkerProcess) -> None:
        heard: Frame | Exception | None = None
        while not isinstance(heard, Exception) and not self._over.is_set():
            try:
                heard = worker.channel.receive()
            except BadFrame as error:
                heard = Gone(f"it broke the protocol: {error}")
            except (OSError, EOFError, ValueError):
                heard = Gone(_how(worker.ended(_REAPING_SECONDS)))
            self._take_in(heard)

    def _take_in(self, heard: Frame | Exception) -> None:
        while not self._over.is_set():
            with suppress(queue.Full):
                self._inbox.put(heard, timeout=0.1)
                return


def _how(code: int | None) -> str:
    """How a process ended, by its exit code."""
    if code is None or code == 0:
        return "it ended"
    if code == -9:
        return "it was killed, as it may be where memory is short"
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with exit code {code}"
