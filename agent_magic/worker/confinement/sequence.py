"""The order in which a process confines itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from itertools import chain

from agent_magic.worker.confinement import landlock, privileges, process, rlimits, seccomp
from agent_magic.worker.confinement.linux import MissingFromKernel, own_status
from agent_magic.worker.confinement.readable import library_paths, packages
from agent_magic.worker.confinement.settings import Confinement, Layer


def confine(settings: Confinement, *, keep: Iterable[int], parent: int | None = None) -> tuple[Layer, ...]:
    """Confine this process for good and return its layers, those that the system lacks with `enforced=False`.

    Call it right after a fork or at a program's start, while there is one thread: Landlock binds the thread that
    calls it and those that come after. Numpy and the like may be loaded, their threads do not survive a fork.

    - `keep`: the descriptors to stay open, pipes or stream sockets; 0, 1 and 2 lead nowhere unless they are kept
    - `parent`: the process that must still be there, by default whichever is the parent now; the thread of it
      that forked must live on, for its end kills this process

    Raises OSError where a granted path cannot be opened, where there are other threads, where `parent` is gone, or
    where a layer that the system has cannot be put up; the process is then to end without running any code.
    """
    expected = os.getppid() if parent is None else parent
    if sys.platform != "linux":
        return confined_elsewhere(settings, keep, expected)
    threads = int(own_status()["Threads"])
    if threads != 1:
        raise BlockingIOError(f"{threads} threads run here; confine a process before it starts threads")
    process.leave_session()
    descriptors = process.close_descriptors(keep)
    libraries = library_paths()
    ruleset, files = file_rules(libraries, settings)
    needed = chain(libraries, packages(), settings.readable)
    user = privileges.leave_root(needed, settings.writable, lends=settings.memory is not None)
    bounds = (*rlimits.limit(settings), rlimits.limit_threads(settings.threads))
    rights = privileges.drop_capabilities()
    session = process.die_with(expected)
    if ruleset is not None:
        landlock.restrict(ruleset)
    calls = judge_calls(locks=bool(settings.readable or settings.writable))
    return (session, descriptors, *bounds, user, rights, files, calls)


def file_rules(libraries: Iterable[str], settings: Confinement) -> tuple[int | None, Layer]:
    """Return Landlock's set of rules, None where the kernel has none, and its layer."""
    try:
        ruleset = landlock.rules((*libraries, *settings.readable), settings.writable)
    except MissingFromKernel as missing:
        return None, Layer("landlock", False, str(missing))
    granted = ", ".join(
        [*(f"reads {path}" for path in settings.readable), *(f"reads and writes {path}" for path in settings.writable)]
    )
    more = f"; {granted}" if granted else ", writes nothing"
    return ruleset, Layer("landlock", True, f"reads Python's and its libraries' files{more}")


def judge_calls(*, locks: bool) -> Layer:
    """Put up the filter of system calls and return its layer."""
    try:
        return Layer("seccomp", True, seccomp.restrict(locks=locks))
    except MissingFromKernel as missing:
        return Layer("seccomp", False, str(missing))


def confined_elsewhere(settings: Confinement, keep: Iterable[int], parent: int) -> tuple[Layer, ...]:
    """Put up what systems other than Linux offer and return all layers."""
    process.leave_session()
    descriptors = process.close_descriptors(keep)
    session = process.die_with(parent)
    lacking = [
        Layer("user", False, "stays the user that started it"),
        Layer("landlock", False, "only Linux has it: the code can read and write what its user can"),
        Layer("seccomp", False, "only Linux has it: the code can open connections and start programs"),
    ]
    return (session, descriptors, *rlimits.limit(settings), rlimits.limit_threads(settings.threads), *lacking)
