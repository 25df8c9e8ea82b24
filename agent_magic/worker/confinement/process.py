"""What ties this process to its parent, and to nothing else: session, death signal, file descriptors."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable

from agent_magic.worker.confinement.linux import process_control
from agent_magic.worker.confinement.settings import Layer

STANDARD = (0, 1, 2)
SET_DEATH_SIGNAL, SET_DUMPABLE = 1, 4


def leave_session() -> None:
    """Begin a session, and with it a process group, of its own, without a terminal."""
    if os.name == "posix" and os.getsid(0) != os.getpid():
        os.setsid()


def close_descriptors(keep: Iterable[int]) -> Layer:
    """Close all file descriptors but those in `keep`; let 0, 1 and 2 that are not kept lead nowhere."""
    kept = set(keep)
    if os.name != "posix":
        return Layer("descriptors", False, "Windows hands its child no descriptors that are not named")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in set(STANDARD) - kept - {nowhere}:
        os.dup2(nowhere, descriptor)
    for descriptor in {int(name) for name in os.listdir("/dev/fd")} - kept - set(STANDARD):  # noqa: PTH208 - no files
        close(descriptor)
    return Layer("descriptors", True, f"all closed but {len(kept)} to the host")


def close(descriptor: int) -> None:
    """Close `descriptor`, which may be closed already: the listing's own one is."""
    try:
        os.close(descriptor)
    except OSError:
        return


def die_with(parent: int) -> Layer:
    """Have this process killed when the thread that made it ends; raise OSError where `parent` is gone already.

    Call it after any change of user, which would undo it.
    """
    if sys.platform != "linux":
        return Layer("session", os.name == "posix", "of its own; nothing ends it with its parent but the closed pipe")
    process_control("death signal", SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        raise ProcessLookupError("the process that started this one is gone")
    process_control("dumpable", SET_DUMPABLE, 0)
    return Layer("session", True, "of its own, killed when its parent ends")
