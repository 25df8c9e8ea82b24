"""What an attack is after, laid out by the test."""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Target:
    """`folder` holds a secret and a socket; `size`, `seconds` and `processes` are how much to take."""

    folder: str
    secret: str
    home: str
    project_file: str
    tcp_port: int
    udp_port: int
    socket_path: str
    abstract_name: str
    inherited: int
    size: int
    seconds: float
    processes: int


def system_call(number: int, *arguments: Any) -> int:
    """Make a system call as any code with ctypes can; raise OSError where it fails."""
    libc = ctypes.CDLL(None, use_errno=True)
    words = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    result: int = libc.syscall(ctypes.c_long(number), *words)
    if result == -1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def number_of(on_x86: int, on_arm: int) -> int:
    """Return the number of a system call on this machine."""
    return on_arm if os.uname().machine == "aarch64" else on_x86
