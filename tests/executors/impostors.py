"""Processes that stand at the other end of a worker's socket and do not keep to the protocol."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import suppress
from typing import Final

from agent_magic.executors.warm import WarmServer, WorkerProcess
from agent_magic.worker.confinement import Confinement
from agent_magic.worker.frames import Channel, SocketStream

_SPEECH: Final = """
import array, json, os, signal, socket, struct, sys, time
channel = socket.socket(fileno=int(sys.argv[1]))
def packed(header):
    return struct.pack("!I", len(header)) + header
def frame(kind, sizes=(), **fields):
    return packed(json.dumps({**fields, "kind": kind, "sizes": list(sizes)}).encode())
def say(kind, sizes=(), **fields):
    channel.sendall(frame(kind, sizes, **fields))
def read(size):
    data = b""
    while len(data) < size:
        data += channel.recv(size - len(data)) or sys.exit()
    return data
def hear():
    return json.loads(read(*struct.unpack("!I", read(4))))
def outcome(**fields):
    value = {} if "kept" in fields else {"value": 1}
    say("outcome", **{"run": 1, "error": None, "final": True, "operations": 0, "seconds": 0.1, **value, **fields})
"""

READY: Final = """
hear()
hear()
say("ready", layers=[["landlock", True, ""], ["seccomp", True, ""]])
say("exposed", error=None)
hear()
"""
"""What a worker does until it has been told to run code."""


class Impostor(WarmServer):
    """A server whose first worker is a process with a program of its own; all others come from `real`."""

    def __init__(self, real: WarmServer, program: str) -> None:
        super().__init__()
        self._real = real
        self._program: str | None = program

    def fork(self, confinement: Confinement, *, budget: int, folder: str = "/") -> WorkerProcess:
        """Return the impostor, then real workers."""
        if self._program is None:
            return self._real.fork(confinement, budget=budget)
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _SPEECH + self._program, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stderr=subprocess.DEVNULL,
            )
        self._program = None
        channel = Channel(SocketStream(ours), budget=budget, files=False)
        return WorkerProcess(channel, process.pid, os.pidfd_open(process.pid), lambda seconds: _ended(process, seconds))


def _ended(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    with suppress(subprocess.TimeoutExpired):
        return process.wait(seconds)
    return None
