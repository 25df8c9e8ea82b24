"""Seccomp: the filter that judges every system call of this process, on all of its threads, for good."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from dataclasses import dataclass

from agent_magic.worker.confinement.bpf import Instruction, Never, Only, Test, assembled, passes, program
from agent_magic.worker.confinement.linux import MissingFromKernel, system_call
from agent_magic.worker.confinement.system_calls import ATTRIBUTES, LAST_REVIEWED, REFUSED

ACTION_AVAILABLE, SET_FILTER, ALL_THREADS = 2, 1, 1


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of processor: its AUDIT_ARCH number, its column in the tables and where foreign calls begin."""

    architecture: int
    column: int
    seccomp: int
    foreign: int | None = None


MACHINES = {
    "x86_64": Machine(0xC000_003E, 0, 317, foreign=0x4000_0000),
    "aarch64": Machine(0xC000_00B7, 1, 277),
}

THREAD, NAMESPACES = 0x0001_0000, 0x7E02_0000
"""Flags of clone."""

UNIX, STREAM, TYPES = 1, 1, 0xF

CONTROLS = (
    *(2, 3, 16, 21, 23, 30, 39, 42),  # asking for the death signal, dumpable, name, filter, capability and the like
    15,  # a thread's name
    29,  # a thread's timer slack
    41,  # huge pages
    *(50, 51, 63, 64),  # widths of aarch64's vectors
    0x53564D41,  # names of memory areas
)
"""What prctl may do; clearing the death signal, say, is not in it."""

REQUESTS = (0x5401, 0x802C_542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""What ioctl may do: is it a terminal, its size, bytes waiting, non-blocking, close on exec."""

SIGNAL_OWNER = (8, 10, 15)
"""F_SETOWN, F_SETSIG, F_SETOWN_EX: with them the kernel sends any signal to any process of the user."""

LEASES, LOCKS = (1024, 1026), (6, 7, 37, 38)
"""Leases and watches on files of others, and locks on ranges of a file, which take memory without end."""


def judgements(pid: int, *, locks: bool) -> dict[tuple[int, int], tuple[Test, ...]]:
    """Return, by number on x86-64 and aarch64, when a call of the process `pid` passes; `locks`: on files too."""
    only_self = (Only(0, (pid,)),)
    return {
        (56, 220): (Only(0, (THREAD,), THREAD | NAMESPACES),),  # clone
        (62, 129): only_self,  # kill
        (200, 130): only_self,  # tkill: the main thread
        (234, 131): only_self,  # tgkill
        (44, 206): (Only(4, (0,), wide=True),),  # sendto, without an address
        (53, 199): (Only(0, (UNIX,)), Only(1, (STREAM,), TYPES)),  # socketpair; datagrams could go elsewhere
        (302, 261): (Only(0, (0, pid)), Only(2, (0,), wide=True)),  # prlimit64, asking only
        (157, 167): (Only(0, CONTROLS),),  # prctl
        (16, 29): (Only(1, REQUESTS),),  # ioctl
        (72, 25): (Never(1, (*SIGNAL_OWNER, *LEASES, *(() if locks else LOCKS))),),  # fcntl
        (203, 122): (Only(0, (0, pid)),),  # sched_setaffinity
    }


def filter_for(machine: Machine, pid: int, *, locks: bool) -> list[Instruction]:
    """Return the filter for the process `pid` on `machine`; `locks` lets it lock ranges of files."""
    refused = {numbers[machine.column]: errno.EPERM for numbers in REFUSED.values()}
    refused |= {numbers[machine.column]: errno.ENOTSUP for numbers in ATTRIBUTES.values()}
    refused[435] = errno.ENOSYS  # clone3 hides its flags from a filter; the C library falls back to clone
    known = {number: error for number, error in refused.items() if number is not None}
    judged = {
        numbers[machine.column]: passes(tests, errno.EPERM) for numbers, tests in judgements(pid, locks=locks).items()
    }
    return program(machine.architecture, LAST_REVIEWED, machine.foreign, known, judged, errno.ENOSYS)


def this_machine() -> Machine:
    """Return the kind of processor that this process runs on; raise `MissingFromKernel` where there is no table."""
    kind = os.uname().machine
    if kind not in MACHINES or sys.maxsize < 2**32 or sys.byteorder != "little":
        raise MissingFromKernel(f"no table of system calls for this Python on {kind}; x86_64 and aarch64 have one")
    return MACHINES[kind]


def restrict(*, locks: bool) -> str:
    """Put the filter on all threads of this process and return what it does in one line.

    Raises `MissingFromKernel` where there is no seccomp, OSError where it fails in another way.
    """
    machine = this_machine()
    action = ctypes.c_uint32(KILL_PROCESS)
    try:
        system_call("seccomp", machine.seccomp, ACTION_AVAILABLE, 0, ctypes.byref(action))
    except OSError as error:
        raise MissingFromKernel(f"this kernel has no seccomp filters ({error.strerror})") from error
    steps = filter_for(machine, os.getpid(), locks=locks)
    code = ctypes.create_string_buffer(assembled(steps))
    header = FilterProgram(len(steps), ctypes.cast(code, ctypes.c_void_p))
    unable = system_call("seccomp", machine.seccomp, SET_FILTER, ALL_THREADS, ctypes.byref(header))
    if unable:
        raise OSError(errno.EBUSY, f"seccomp: thread {unable} has a filter of its own")
    return "no sockets, processes, programs or signals to others; system calls that are new are refused"


KILL_PROCESS = 0x8000_0000


class FilterProgram(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]
