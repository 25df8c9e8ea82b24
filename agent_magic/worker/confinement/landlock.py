"""Landlock: which files this process, for good, can read or write; what is not granted is refused.

It judges opening, listing, making, moving and removing. It does not judge asking whether a path exists and how large
and old it is: that stays possible for who guesses the path. See `system_calls.FILES` for what else it lets pass.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
from collections.abc import Iterable

from agent_magic.worker.confinement.linux import MissingFromKernel, system_call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""The same on every machine."""

ASK_VERSION, PATH_BENEATH = 1, 1

EXECUTE, WRITE_FILE, READ_FILE, READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_FOLDER, REMOVE_FILE, MAKE_FOLDER, MAKE_FILE = 1 << 4, 1 << 5, 1 << 7, 1 << 8
MOVE, TRUNCATE = 1 << 13, 1 << 14

READ = READ_FILE | READ_FOLDER
WRITE = READ | WRITE_FILE | REMOVE_FOLDER | REMOVE_FILE | MAKE_FOLDER | MAKE_FILE | MOVE | TRUNCATE
"""Links, pipes, sockets and devices cannot be made: whoever opens a file there later might follow them."""

OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
"""The rights that a rule for a single file can hold."""

HANDLED_BITS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From a version of Landlock on, how many of the rights on files it knows."""

NO_TCP, NO_ABSTRACT_SOCKETS_OR_SIGNALS = 0b11, 0b11
ABSENT = (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM)


class Attributes(ctypes.Structure):
    """`struct landlock_ruleset_attr`."""

    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class BelowPath(ctypes.Structure):
    """`struct landlock_path_beneath_attr`."""

    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version() -> int:
    """Return the kernel's version of Landlock; raise `MissingFromKernel` where it has none."""
    try:
        return system_call("Landlock", CREATE_RULESET, 0, 0, ASK_VERSION)
    except OSError as error:
        if error.errno not in ABSENT:
            raise
        reason = "it came with Linux 5.13 and must be on at boot (lsm=landlock) and let through by the container"
        raise MissingFromKernel(
            f"this kernel offers no Landlock ({os.strerror(error.errno or 0)}): {reason}"
        ) from error


def rules(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Return the descriptor of a set of rules that lets `readable` be read and `writable` be written too.

    All that this kernel's Landlock knows is refused otherwise: TCP from version 4, abstract sockets and signals to
    processes outside from 6. Raises `MissingFromKernel`, and OSError where a path cannot be opened.
    """
    offered = version()
    handled = (1 << max(bits for since, bits in HANDLED_BITS if since <= offered)) - 1
    attributes = Attributes(handled, 0, 0)
    attributes.network = NO_TCP if offered >= 4 else 0
    attributes.scoped = NO_ABSTRACT_SOCKETS_OR_SIGNALS if offered >= 6 else 0
    size = 8 if offered < 4 else 16 if offered < 6 else 24
    ruleset = system_call("Landlock", CREATE_RULESET, ctypes.byref(attributes), size, 0)
    for path in readable:
        add(ruleset, path, READ & handled)
    for path in (*writable, "/dev/null"):
        add(ruleset, path, WRITE & handled)
    return ruleset


def add(ruleset: int, path: str, allowed: int) -> None:
    """Allow `allowed` on `path` and all that is below it; raise OSError that names the path."""
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(folder).st_mode):
            allowed &= OF_FILES
        system_call(f"Landlock on {path}", ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(BelowPath(allowed, folder)), 0)
    finally:
        os.close(folder)


def restrict(ruleset: int) -> None:
    """Put this thread under the rules, and close their descriptor; threads that it starts are under them too."""
    system_call("Landlock", RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
