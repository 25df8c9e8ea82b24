"""Plants hostile code in a worker, as whoever runs this program; started by the tests, for each user."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from agent_magic.executors import ProcessExecutor
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import Limits, Policy
from tests.executors.planted import HARMFUL, HARMLESS

SECONDS = 1.0
"""The deadline of each run."""

PLAIN = "import builtins\nbuiltins.exec(source, {'TARGET': TARGET, '__name__': 'planted'})"
"""Plain `exec`, which no rule of the interpreter sees."""


class Host:
    """What the code is after: sockets that listen here, and a count of the signals that came."""

    def __init__(self, home: str, scratch: str) -> None:
        self.signals = 0
        signal.signal(signal.SIGUSR1, self._got_signal)
        self._tcp, self._unix, self._abstract = socket.socket(), socket.socket(socket.AF_UNIX), socket.socket(1)
        self._tcp.bind(("127.0.0.1", 0))
        path, name = f"{scratch}/{os.getpid()}.sock", f"planted-{os.getpid()}"
        self._unix.bind(path)
        self._abstract.bind(f"\0{name}")
        for listening in (self._tcp, self._unix, self._abstract):
            listening.listen(16)
            listening.setblocking(False)
        self._secret = ctypes.create_string_buffer(b"secret!")
        self.target = {
            "host": os.getpid(),
            "home": home,
            "scratch": scratch,
            "port": self._tcp.getsockname()[1],
            "socket": path,
            "abstract": name,
            "address": ctypes.addressof(self._secret),
        }

    def reached(self) -> list[str]:
        """Return what of this process was reached since it was asked last."""
        found = ["signal"] * self.signals
        for name, listening in (("tcp", self._tcp), ("unix", self._unix), ("abstract", self._abstract)):
            try:
                listening.accept()[0].close()
                found.append(name)
            except BlockingIOError:
                continue
        self.signals = 0
        return found

    def _got_signal(self, *_: object) -> None:
        self.signals += 1


def planted(host: Host) -> dict[str, Any]:
    """Run each program in a worker; tell how it ended, how long it took and what the next run said."""
    server, told = WarmServer(), {}
    limits = Limits(seconds=SECONDS, operations=None, value_items=None, output_chars=100_000)
    with ProcessExecutor(policy=Policy.permissive(), limits=limits, server=server) as executor:
        executor.expose(variables={"TARGET": host.target}, functions={"tool": lambda given: given})
        for name, source in (HARMLESS | HARMFUL).items():
            executor.expose(variables={"source": source})
            executor.run("0")
            begun = time.monotonic()
            outcome = executor.run(PLAIN)
            seconds = time.monotonic() - begun
            told[name] = {
                "error": outcome.error and f"{outcome.error.type}: {outcome.error.message}",
                "seconds": seconds,
                "next": executor.run("40 + 2").value,
                "reached": host.reached(),
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10,
            }
    server.close()
    return told


def unconfined(host: Host) -> dict[str, Any]:
    """Run each harmless program in a plain child of this process."""
    told = {}
    for name, source in HARMLESS.items():
        program = f"TARGET = {host.target!r}\n{source}"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        told[name] = {"error": done.stderr.strip().rpartition("\n")[2] or None, "reached": host.reached()}
    return told


def main(how: str, home: str, scratch: str) -> None:
    """Print how all of it went, as JSON."""
    host = Host(home, scratch)
    told = planted(host) if how == "planted" else unconfined(host)
    sys.stdout.write(json.dumps({"told": told, "left": sorted(path.name for path in Path(scratch).iterdir())}))


if __name__ == "__main__":
    main(*sys.argv[1:])
