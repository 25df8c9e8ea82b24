"""The server that workers are forked from: started with a clean environment, it holds the libraries that take time.

It is a process of its own with a single thread, and serves the process at the other end of its control socket: a line
of JSON with a socket asks for a worker, which is forked and confines itself before it listens on that socket. When the
other end is closed, the server ends, and its workers with it.
"""

from __future__ import annotations

import gc
import importlib
import json
import logging
import os
import random
import select
import signal
import socket
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from agent_magic.worker.confinement import Confinement, Layer, confine, library_paths
from agent_magic.worker.frames import Channel, Frame, SocketStream
from agent_magic.worker.serving import Worker

_LINE_BYTES: Final = 1 << 20
_LOOK_SECONDS: Final = 0.05
_REST_SECONDS: Final = 1.0
"""How often it looks for workers that ended where nothing tells of that, and for its parent."""


class Server:
    """Forks workers on demand; `libraries` are imported one by one while nobody asks for one."""

    def __init__(self, control: socket.socket, libraries: list[str]) -> None:
        self._control = control
        self._libraries = libraries
        self._parent = os.getppid()
        self._workers: dict[int, int | None] = {}  # their pids, and handles of them where the system has those

    def serve(self) -> None:
        """Serve until the other end is closed."""
        while os.getppid() == self._parent:
            control = self._control.fileno()
            ready, _, _ = select.select([control, *self._handles()], [], [], self._patience())
            if control in ready and not self._answer():
                return
            self._reap()
            if not ready and self._libraries:
                self._load(self._libraries.pop(0))

    def _handles(self) -> list[int]:
        """What can be read from once a worker has ended."""
        return [handle for handle in self._workers.values() if handle is not None]

    def _patience(self) -> float:
        if self._libraries:
            return 0
        return _LOOK_SECONDS if None in self._workers.values() else _REST_SECONDS

    def _load(self, library: str) -> None:
        try:
            importlib.import_module(library)
        except Exception:  # it is the code that is told of it, when it imports the library
            traceback.print_exc()
        if not self._libraries:
            gc.collect()
            gc.freeze()  # so that a worker's collector does not touch, and thereby copy, what it shares with the others

    def _answer(self) -> bool:
        """Fork a worker, or end when the other end is closed."""
        line, files, _, _ = socket.recv_fds(self._control, _LINE_BYTES, 1)
        if not line:
            return False
        settings = json.loads(line)
        pid = os.fork()
        if not pid:
            self._become_worker(socket.socket(fileno=files[0]), settings)
        os.close(files[0])
        handle = self._workers[pid] = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
        files = [] if handle is None else [handle]
        socket.send_fds(self._control, [json.dumps({"forked": pid}).encode() + b"\n"], files)
        return True

    def _become_worker(self, connection: socket.socket, settings: Mapping[str, Any]) -> None:
        """Work for the host; never return. Where the confinement fails, the host is told why, and no code runs."""
        self._control.close()
        channel = Channel(SocketStream(connection), budget=settings["budget"], files=True)
        try:
            with suppress(OSError):  # it went, or is none of this user's: relative paths lead nowhere then
                os.chdir(settings["folder"])
            layers = _confined(settings["confinement"], connection.fileno())
            told = {"layers": [[layer.name, layer.enforced, layer.note] for layer in layers]}
            channel.send(Frame("ready", told))
            Worker(channel).serve()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            os._exit(0)  # the host went away
        except BaseException as error:
            channel.send(Frame("failed", {"reason": f"{type(error).__name__}: {error}"}))
            os._exit(1)
        os._exit(0)

    def _reap(self) -> None:
        """Collect workers that have ended, and tell how."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            handle = self._workers.pop(pid)
            if handle is not None:
                os.close(handle)
            self._control.sendall(
                json.dumps({"ended": pid, "code": os.waitstatus_to_exitcode(status)}).encode() + b"\n"
            )


def _confined(settings: Mapping[str, Any], connection: int) -> tuple[Layer, ...]:
    """Confine this process, which was just forked, and return the layers."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()  # each worker would draw the same numbers
    granted = {name: tuple(settings[name]) for name in ("readable", "writable")}
    return confine(Confinement(**{**settings, **granted}), keep=[connection])


def main(control: int, libraries: list[str]) -> None:
    """Run a server on the control socket with this file descriptor."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C in the terminal is for the notebook
    # A worker cannot keep matplotlib's list of fonts, and nobody has to know.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    library_paths()  # looked up here, once for all workers
    Server(socket.socket(fileno=control), libraries).serve()
