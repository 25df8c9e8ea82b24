"""The host's side of the server that workers are forked from."""

from __future__ import annotations

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from agent_magic.errors import ExecutorError
from agent_magic.worker.confinement import Confinement
from agent_magic.worker.frames import Channel, SocketStream

_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from agent_magic.worker.server import main; main(int(sys.argv[2]), json.loads(sys.argv[3]))"
)
_PASSED_ON: Final = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT")
_PATIENCE_SECONDS: Final = 30.0


class _Ending:
    """How a worker ended, once it has."""

    def __init__(self) -> None:
        self._told = threading.Event()
        self._code: int | None = None

    def tell(self, code: int | None) -> None:
        self._code = code
        self._told.set()

    def wait(self, seconds: float) -> int | None:
        self._told.wait(seconds)
        return self._code


@dataclass(frozen=True, slots=True)
class _Forked:
    pid: int
    handle: int | None
    ending: _Ending


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """A worker that was forked: its channel, and how it is ended and asked how it ended."""

    channel: Channel
    pid: int
    handle: int | None
    ended: Callable[[float], int | None]

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self.channel.close()
        with suppress(ProcessLookupError):
            if self.handle is None:
                os.kill(self.pid, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def let_go(self) -> None:
        """Release what belongs to an ended worker."""
        if self.handle is not None:
            os.close(self.handle)


class WarmServer:
    """Starts the server when it is first needed, or earlier by `warm`; thread-safe.

    `libraries` are those that it holds. A server that died is started anew; one that had no worker for `idle_seconds`
    is let go, None being never.
    """

    def __init__(self, libraries: Sequence[str] = (), *, idle_seconds: float | None = None) -> None:
        self._libraries = list(libraries)
        self._idle_seconds = idle_seconds
        self._workers: dict[int, _Forked] = {}
        self._idle: threading.Timer | None = None
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._forked: queue.SimpleQueue[_Forked | None] = queue.SimpleQueue()

    def warm(self) -> None:
        """Start the server, if it is not running."""
        with self._lock:
            self._started()

    def fork(self, confinement: Confinement, *, budget: int, folder: str = "/") -> WorkerProcess:
        """Return a new worker, whose relative paths begin in `folder`. Raises ExecutorError where there can be none."""
        settings = {"confinement": asdict(confinement), "budget": budget, "folder": folder}
        try:
            ours, forked = self._connected(json.dumps(settings).encode())
        except OSError as error:
            raise ExecutorError(f"a worker could not be started ({error}); use --executor local") from None
        channel = Channel(SocketStream(ours), budget=budget, files=False)
        return WorkerProcess(channel, forked.pid, forked.handle, forked.ending.wait)

    def _connected(self, settings: bytes) -> tuple[socket.socket, _Forked]:
        ours, theirs = socket.socketpair()
        with self._lock, theirs:
            try:
                return ours, self._ask(settings, theirs.fileno())
            except BaseException:
                ours.close()
                raise

    def rest(self) -> None:
        """End the server, unless it has a worker; it starts again when one is wanted."""
        with self._lock:
            ended = None if self._workers else self._taken_away()
        if ended is not None:
            _end(*ended)

    def close(self) -> None:
        """End the server and its workers."""
        with self._lock:
            ended = self._taken_away()
        _end(*ended)

    def _taken_away(self) -> tuple[subprocess.Popen[bytes] | None, socket.socket | None]:
        ended = self._process, self._control
        self._process = self._control = None
        return ended

    def _wait_for_work(self) -> None:
        """Begin to count the time without a worker."""
        if self._idle is not None:
            self._idle.cancel()
        if self._idle_seconds is not None:
            self._idle = threading.Timer(self._idle_seconds, self.rest)
            self._idle.daemon = True
            self._idle.start()

    def _ask(self, settings: bytes, connection: int) -> _Forked:
        """Have a worker forked, by a new server where the one that was there has died. Raises OSError."""
        forked = self._asked(settings, connection) or self._asked(settings, connection)
        if forked is None:
            raise OSError("the server that workers come from has ended")
        return forked

    def _asked(self, settings: bytes, connection: int) -> _Forked | None:
        control = self._started()
        try:
            socket.send_fds(control, [settings], [connection])
            forked: _Forked | None = self._forked.get(timeout=_PATIENCE_SECONDS)
        except (OSError, queue.Empty):
            forked = None
        if forked is None:
            _end(*self._taken_away())
        return forked

    def _started(self) -> socket.socket:
        if self._process is not None and self._control is not None:
            if self._process.poll() is None:
                return self._control
            _end(*self._taken_away())
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-I",
                    "-c",
                    _START,
                    json.dumps(_library_path()),
                    str(theirs.fileno()),
                    json.dumps(self._libraries),
                ],
                pass_fds=[theirs.fileno()],
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._control = ours
        self._forked, self._workers = queue.SimpleQueue(), {}
        threading.Thread(target=self._listen, args=(ours, self._forked, self._workers), daemon=True).start()
        self._wait_for_work()
        return ours

    def _listen(
        self, control: socket.socket, forked: queue.SimpleQueue[_Forked | None], running: dict[int, _Forked]
    ) -> None:
        """Take what the server says: of workers that were forked, and of those that have ended."""
        pending = b""
        files: list[int] = []
        while True:
            try:
                data, more, _, _ = socket.recv_fds(control, 65_536, 16)
            except OSError:
                data, more = b"", []
            files += more
            if not data:
                for worker in running.values():
                    worker.ending.tell(None)
                running.clear()
                forked.put(None)
                return
            *lines, pending = (pending + data).split(b"\n")
            for line in map(json.loads, lines):
                if "forked" in line:
                    handle = files.pop(0) if files else None
                    running[line["forked"]] = worker = _Forked(line["forked"], handle, _Ending())
                    forked.put(worker)
                else:
                    running.pop(line["ended"]).ending.tell(line["code"])
                    if not running:
                        self._wait_for_work()


def _end(process: subprocess.Popen[bytes] | None, control: socket.socket | None) -> None:
    """End a server in order: it goes when its control socket is closed."""
    if control is not None:
        with suppress(OSError):
            control.shutdown(socket.SHUT_RDWR)
        control.close()
    if process is not None:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _library_path() -> list[str]:
    """Where Python's own modules, those that were installed and this package are; not the notebook's folder."""
    own = str(Path(__file__).parents[2])
    prefixes = (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)
    installed = ("site-packages", "dist-packages")
    kept = [entry for entry in sys.path if entry.startswith(prefixes) or entry.rstrip("/").endswith(installed)]
    return [*kept, *([] if own in kept else [own])]


def _environment() -> Mapping[str, str]:
    """What a worker may know of the environment: language and time zone, nothing else."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # Where joblib may not make semaphores it says so, each time that scikit-learn is imported.
    return {**kept, "PATH": os.defpath, "MPLBACKEND": "agg", "JOBLIB_MULTIPROCESSING": "0"}
