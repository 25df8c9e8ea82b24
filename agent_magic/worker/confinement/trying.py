"""The attempts of a confined process to break out, which show that its layers hold. Runs in a process of its own."""

from __future__ import annotations

import json
import mmap
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from agent_magic.worker.confinement.sequence import confine
from agent_magic.worker.confinement.settings import GIB, MIB, Confinement, Layer


def open_socket() -> None:
    """Make a socket that could reach the network."""
    socket.socket().close()


def read_file() -> None:
    """Read a file that every user may read."""
    Path("/etc/passwd").read_bytes()


def list_home() -> None:
    """List the folder above the home folders."""
    os.listdir("/home" if sys.platform == "linux" else Path.home().parent)  # noqa: PTH208


def look_at_processes() -> None:
    """List the processes of the machine."""
    os.listdir("/proc")  # noqa: PTH208


def write_file() -> None:
    """Write a file where every user may."""
    handle, name = tempfile.mkstemp(dir=tempfile.gettempdir())
    os.close(handle)
    Path(name).unlink()


def start_program() -> None:
    """Start a program."""
    subprocess.run([sys.executable, "-I", "-S", "-c", ""], check=True)


def fork() -> None:
    """Make a process."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def signal_parent() -> None:
    """Send the parent a signal; number 0 only asks whether one could be sent."""
    os.kill(os.getppid(), 0)


def raise_limits() -> None:
    """Set a limit of its own to what it is."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE))


def take_memory() -> None:
    """Take addresses for 3 GiB, without using them."""
    mmap.mmap(-1, 3 * GIB).close()


ATTEMPTS: dict[str, dict[str, Callable[[], None]]] = {
    "memory": {"taking 3 GiB": take_memory},
    "landlock": {
        "reading /etc/passwd": read_file,
        "listing home folders": list_home,
        "listing processes": look_at_processes,
        "writing a file": write_file,
    },
    "seccomp": {
        "opening a socket": open_socket,
        "starting a program": start_program,
        "forking": fork,
        "signalling the parent": signal_parent,
        "raising limits": raise_limits,
    },
}
"""By layer, what it should refuse."""


def went_through(attempt: Callable[[], None]) -> bool:
    """Make the attempt and say whether it was not refused."""
    try:
        attempt()
    except Exception:  # whatever refused it, in whichever way: it did not go through
        return False
    return True


def tried(layer: Layer, before: dict[str, bool]) -> Layer:
    """Return `layer` with what was seen when its attempts were made; `before`: whether they went through before."""
    attempts = ATTEMPTS.get(layer.name, {})
    if not layer.enforced or not attempts:
        return layer
    through = [name for name, attempt in attempts.items() if went_through(attempt)]
    if through:
        return replace(layer, enforced=False, note=f"did not refuse {', '.join(through)}")
    shown = [name for name in attempts if before[name]]
    return replace(
        layer, note=f"{layer.note}; refused when tried: {', '.join(shown) or 'nothing worked before either'}"
    )


def main() -> None:
    """Confine this process, make the attempts, and print the layers as JSON."""
    before = {name: went_through(attempt) for attempts in ATTEMPTS.values() for name, attempt in attempts.items()}
    layers = confine(Confinement(memory=64 * MIB), keep=[1])
    rows = [(layer.name, layer.enforced, layer.note) for layer in (tried(layer, before) for layer in layers)]
    sys.stdout.write(json.dumps(rows))
