"""Resource limits: what this process may take of memory, processor, files and threads."""

from __future__ import annotations

import math
import os
import sys
import time
from pathlib import Path

if sys.platform != "win32":
    import resource

from agent_magic.worker.confinement.linux import own_status
from agent_magic.worker.confinement.settings import MIB, Confinement, Layer

KIB = 1 << 10
PER_PROCESSOR = 48 * MIB
"""What the libraries' own threads take on each processor: a stack and a buffer of linear algebra."""

RESERVED, RESERVED_PER_PROCESSOR, MOST_PROCESSORS = 256 * MIB, 128 * MIB, 8
"""Addresses that allocators reserve without using them."""

PENDING_SIGNALS = 256


def limit(settings: Confinement) -> tuple[Layer, ...]:
    """Set the limits of this process and return a layer for each. No limit that it inherited is raised."""
    if sys.platform == "win32":
        missing = "Windows sets no such limit from inside of a process"
        return tuple(Layer(name, False, missing) for name in ("memory", "processor", "file size", "open files"))
    lower(resource.RLIMIT_CORE, 0, 0)
    for name, value in (("RLIMIT_SIGPENDING", PENDING_SIGNALS), ("RLIMIT_MSGQUEUE", 0), ("RLIMIT_RTPRIO", 0)):
        if hasattr(resource, name):
            lower(getattr(resource, name), value, value)
    files = lower(resource.RLIMIT_NOFILE, settings.open_files, settings.open_files)
    return (
        limit_memory(settings.memory),
        limit_processor(settings.cpu_seconds),
        limit_file_size(settings.file_bytes),
        Layer("open files", True, f"at most {files} at once"),
    )


def limit_memory(size: int | None) -> Layer:
    """Bound what is taken from now on to `size` bytes, as soft limits, which the host can raise (`lend_memory`)."""
    if size is None:
        return Layer("memory", False, "no limit was asked for")
    if not hasattr(resource, "RLIMIT_AS") or not os.path.exists("/proc/self/status"):  # noqa: PTH110 - one look
        return Layer("memory", False, "only Linux counts a process's memory")
    status = own_status()
    processors = len(os.sched_getaffinity(0))
    reserved = RESERVED + RESERVED_PER_PROCESSOR * min(processors, MOST_PROCESSORS)
    size_now, data_now = (int(status[name].split()[0]) * KIB for name in ("VmSize", "VmData"))
    threads = PER_PROCESSOR * processors
    data = lower(resource.RLIMIT_DATA, data_now + size + threads)
    addresses = lower(resource.RLIMIT_AS, size_now + size + threads + reserved)
    left = min(size, data - data_now, addresses - size_now)
    inherited = "" if left == size else ", by a limit that was set before"
    return Layer("memory", True, f"{max(left, 0) / MIB:,.0f} MiB on top of what was loaded{inherited}")


def limit_processor(seconds: int | None) -> Layer:
    """Bound the time on processors to `seconds` from now on; after that the process is killed."""
    if seconds is None:
        return Layer("processor", False, "no limit was asked for; the host's deadline ends the process")
    until = math.ceil(time.process_time()) + seconds
    lower(resource.RLIMIT_CPU, until, until)
    return Layer("processor", True, f"{seconds} seconds of all threads together")


def limit_file_size(size: int | None) -> Layer:
    """Bound the size of each file that is written."""
    if size is None:
        return Layer("file size", False, "no limit was asked for")
    bound = lower(resource.RLIMIT_FSIZE, size, size)
    return Layer("file size", True, f"at most {bound / MIB:,.0f} MiB in one file")


def limit_threads(threads: int | None) -> Layer:
    """Bound the threads; the kernel counts those of all processes of a user together, and never root's."""
    if threads is None:
        return Layer("threads", False, "no limit was asked for")
    if not Path("/proc/loadavg").exists():
        return Layer("threads", False, "only Linux counts threads")
    if os.getuid() == 0:
        return Layer("threads", False, "the kernel counts none of root's; each takes from the memory")
    others = int(Path("/proc/loadavg").read_text(encoding="utf-8").split()[3].partition("/")[2])
    lower(resource.RLIMIT_NPROC, others + threads, others + threads)
    return Layer("threads", True, f"{threads} more than the {others} that the machine ran, counted per user")


def lend_memory(process: int, size: int) -> None:
    """Let the confined `process` take `size` more bytes (fewer where negative); call it in the host, on Linux.

    Raises ProcessLookupError where the process is gone, PermissionError where it is not the caller's.
    """
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        soft, hard = resource.prlimit(process, kind)
        if soft != resource.RLIM_INFINITY:
            resource.prlimit(process, kind, (within(soft + size, hard), hard))


def lower(kind: int, soft: int, hard: int | None = None) -> int:
    """Set the limits of `kind`, neither above what it was, and return the soft one; without `hard` that stays."""
    old_soft, old_hard = resource.getrlimit(kind)
    new_hard = old_hard if hard is None else within(hard, old_hard)
    new_soft = within(within(soft, old_soft), new_hard)
    resource.setrlimit(kind, (new_soft, new_hard))
    return new_soft


def within(value: int, bound: int) -> int:
    """Return `value`, or `bound` where that is a lower limit; -1 is no limit."""
    return value if bound == -1 else min(value, bound)
