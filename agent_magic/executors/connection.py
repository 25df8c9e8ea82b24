"""One worker as the host sees it: what it says is taken in by a thread, what it is told goes out by another.

So the notebook's kernel never waits for a worker that does not read, or does not speak. Of what a worker says, at most
two messages of any size are held at once: the one that is looked at, and the next.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from agent_magic.errors import ExecutorError
from agent_magic.executors.inbox import Inbox
from agent_magic.executors.warm import WorkerProcess
from agent_magic.worker.frames import BadFrame, Frame, TooLong

_REAPING_SECONDS: Final = 1.0

_Message = Callable[[int], Frame]


class Gone(Exception):
    """The worker ended, or broke the protocol; the message says which."""


class Connection:
    """Messages to and from one worker, which `fork` makes in the background."""

    def __init__(self, fork: Callable[[], WorkerProcess]) -> None:
        self._fork = fork
        self._worker: WorkerProcess | None = None
        self._inbox = Inbox()
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

    def answer(self, frame: Frame) -> None:
        """Send a message at once and wait until it is on its way; nothing happens where the worker is gone.

        So an answer that the worker does not read is held by the thread that made it, and by nothing else. Raises
        TooLong.
        """
        worker = self._worker
        if worker is not None and not self.is_over:
            with suppress(OSError):
                worker.channel.send(frame)

    def hear(self, seconds: float) -> Frame | None:
        """Return the next message, None where there is none within `seconds`.

        Raises Gone where the worker ended, and ExecutorError where it could not be started.
        """
        heard = self._inbox.take(seconds)
        if heard is None and self._over.is_set():
            raise Gone("it ended")
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
            self._inbox.close()
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
            except TooLong as error:
                self._inbox.put(ExecutorError(f"the inputs cannot go to the worker: {error}; use --executor local"))
                return
            except OSError:
                return  # it is gone: the listener tells of it

    def _listen(self, worker: WorkerProcess) -> None:
        try:
            while self._inbox.wait_for_room():
                self._inbox.put(worker.channel.receive())
        except BadFrame as error:
            self._inbox.put(Gone(f"it broke the protocol: {error}"))
        except MemoryError:
            self._inbox.put(Gone("it sent more than there is memory for here"))
        except (OSError, EOFError, ValueError):
            self._inbox.put(Gone(_how(worker.ended(_REAPING_SECONDS))))


def _how(code: int | None) -> str:
    """How a process ended, by its exit code."""
    if code is None or code == 0:
        return "it ended"
    if code == -9:
        return "it was killed, as it may be where memory is short"
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with exit code {code}"
