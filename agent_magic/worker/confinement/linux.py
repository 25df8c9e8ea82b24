"""The C library's door to Linux: calls that Python has no function for."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any


class MissingFromKernel(Exception):
    """The kernel, or the container around this process, does not offer the layer; the message says so."""


@cache
def libc() -> Any:
    """Return the C library that this process runs on."""
    return ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    """Return `result`; raise OSError with `what` where it is the C library's -1."""
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def system_call(what: str, number: int, *arguments: Any) -> int:
    """Make the system call `number` and return its result; raise OSError that names `what`."""
    words = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    return checked(libc().syscall(ctypes.c_long(number), *words), what)


def process_control(what: str, option: int, *arguments: int) -> int:
    """Call prctl with `option` and up to four arguments; raise OSError that names `what`."""
    words = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    return checked(libc().prctl(option, *words), what)


def own_status() -> dict[str, str]:
    """Return what `/proc/self/status` says; raise OSError where `/proc` is not there."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
