"""What a process has: descriptors, threads, children, shared memory; to see what is left behind."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Belongings:
    """What this process has at a moment; descriptors by what they lead to, children by their pid."""

    descriptors: Counter[str]
    threads: Counter[str]
    children: frozenset[int]
    shared: frozenset[str]


def belongings() -> Belongings:
    """Return what this process has now."""
    return Belongings(
        Counter(map(_kind_of, _descriptors())),
        Counter(thread.name.partition("-")[0] for thread in threading.enumerate()),
        frozenset(children()),
        frozenset(path.name for path in Path("/dev/shm").iterdir()),
    )


def children(of: int | None = None) -> list[int]:
    """Return the processes that `of`, or this process, has started, those that ended unseen too."""
    parent = os.getpid() if of is None else of
    return [pid for pid in _processes() if _status(pid).get("PPid") == str(parent)]


def is_running(pid: int) -> bool:
    """Say whether the process is there and has not ended."""
    return _status(pid).get("State", "Z")[0] not in "ZX"


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Say whether `holds` comes true within `seconds`."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _descriptors() -> list[str]:
    found = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(entry.readlink()))
        except FileNotFoundError:  # the listing's own
            continue
    return found


def _kind_of(target: str) -> str:
    """What a descriptor leads to, without the number of the socket or pipe."""
    return target.partition(":[")[0]


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208 - many


def _status(pid: int) -> dict[str, str]:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
