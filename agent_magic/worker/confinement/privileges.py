"""Who this process is: an unprivileged user where root started it, no capabilities, and no way to more."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from agent_magic.worker.confinement.linux import checked, libc, own_status, process_control
from agent_magic.worker.confinement.settings import Layer

KILL, SET_GROUPS, SET_USERS, SET_CAPABILITIES, RAISE_LIMITS = 5, 6, 7, 8, 24
"""Capabilities, by number."""

NO_NEW_PRIVILEGES, DROP_BOUND, AMBIENT, CLEAR_AMBIENT = 38, 24, 47, 4
VERSION_3 = 0x2008_0522

FIRST_UNUSED, NOBODY = 1_879_048_192, 65_534
"""Users above the first one are given to nobody on Linux; a container may have numbers up to 65,535 alone."""


def held() -> int:
    """Return the capabilities in force, a bit for each."""
    return int(own_status()["CapEff"], 16)


def holds(*capabilities: int) -> bool:
    """Say whether all of `capabilities` are in force."""
    return all(held() >> capability & 1 for capability in capabilities)


def leave_root(readable: Iterable[str], writable: Iterable[str], *, lends: bool) -> Layer:
    """Become a user that owns nothing, where that user can read and write the paths.

    With `lends` the host raises limits later: of another user's process, only the capability for it lets it.
    Where the user cannot be, this process stays root, without capabilities: Landlock and seccomp carry the confinement.
    """
    if os.getuid() != 0:
        return Layer("user", True, f"runs as the ordinary user {os.getuid()}")
    if not holds(SET_USERS, SET_GROUPS, KILL, *([RAISE_LIMITS] if lends else [])):
        return stays_root("of another user's process, the host could not raise limits here or end it")
    user = next((user for user in (FIRST_UNUSED + os.getpid(), NOBODY) if exists(user)), None)
    if user is None:
        return stays_root("there is no other user here")
    with acting_as(user):
        closed = out_of_reach(readable, writable)
    if closed is not None:
        return stays_root(f"another user could not reach {closed}")
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    return Layer("user", True, f"runs as user {user}, who owns nothing")


def stays_root(reason: str) -> Layer:
    """Return the layer of a process that stays root."""
    return Layer("user", False, f"stays root, without capabilities: {reason}")


def exists(user: int) -> bool:
    """Say whether this process could become `user`: its namespace may not have that number."""
    try:
        with acting_as(user):
            return True
    except OSError:
        return False


@contextmanager
def acting_as(user: int) -> Iterator[None]:
    """Be `user` for a while, as far as files are concerned, in a process that is root."""
    groups, group = os.getgroups(), os.getegid()
    os.setgroups([])
    try:
        os.setegid(user)
        os.seteuid(user)
        yield
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)


def out_of_reach(readable: Iterable[str], writable: Iterable[str]) -> str | None:
    """Return a path that the acting user cannot use as it must, None where there is none."""
    unread = (path for path in readable if not reaches(path, os.R_OK))
    unwritten = (path for path in writable if not reaches(path, os.R_OK | os.W_OK))
    return next(unread, None) or next(unwritten, None)


def reaches(path: str, how: int) -> bool:
    """Say whether the acting user can open `path`, and go into it where it is a folder."""
    enter = os.X_OK if os.path.isdir(path) else 0  # noqa: PTH112 - speed
    return os.access(path, how | enter, effective_ids=True)


def drop_capabilities() -> Layer:
    """Give up every capability, also those that a program started later could get."""
    if holds(SET_CAPABILITIES):
        last = Path("/proc/sys/kernel/cap_last_cap").read_text(encoding="utf-8")
        for capability in range(int(last) + 1):
            process_control("bounding set", DROP_BOUND, capability)
    process_control("ambient capabilities", AMBIENT, CLEAR_AMBIENT)
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    checked(libc().capset(header, nothing), "capabilities")
    process_control("no new privileges", NO_NEW_PRIVILEGES, 1)
    return Layer("privileges", True, "no capabilities, and no program gives new ones")
