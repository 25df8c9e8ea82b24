"""Acting on the parent, which stands for any other process of the user."""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import signal

from tests.worker.confinement.attacks.target import Target, number_of, system_call

_TRACEME, _SEIZE = 0, 0x4206


def signal_the_parent(target: Target) -> object:
    return os.kill(os.getppid(), signal.SIGUSR1)


def signal_the_parents_group(target: Target) -> object:
    return os.killpg(os.getpgid(os.getppid()), signal.SIGUSR1)


def signal_by_a_descriptor(target: Target) -> object:
    return signal.pidfd_send_signal(os.pidfd_open(os.getppid()), signal.SIGUSR1)


def signal_a_thread_of_the_parent(target: Target) -> object:
    parent = os.getppid()
    return system_call(number_of(234, 131), parent, parent, int(signal.SIGUSR1))


def signal_by_tkill(target: Target) -> object:
    return system_call(number_of(200, 130), os.getppid(), int(signal.SIGUSR1))


def signal_by_the_owner_of_a_pipe(target: Target) -> object:
    """The kernel signals the owner of a descriptor when there is something to read."""
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, os.getppid())
    fcntl.fcntl(reading, fcntl.F_SETSIG, signal.SIGUSR1)
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC)
    return os.write(writing, b"x")


def let_itself_be_traced(target: Target) -> object:
    return system_call(number_of(101, 117), _TRACEME, 0, 0, 0)


def trace_the_parent(target: Target) -> object:
    return system_call(number_of(101, 117), _SEIZE, os.getppid(), 0, 0)


def read_memory_of_a_process(target: Target) -> object:
    return _read_memory_of(os.getpid())


def look_into_the_parent(target: Target) -> object:
    return _read_memory_of(os.getppid())


def _read_memory_of(process: int) -> int:
    text = ctypes.create_string_buffer(b"here")
    into = ctypes.create_string_buffer(4)
    there = (ctypes.c_uint64 * 2)(ctypes.addressof(text), 4)
    here = (ctypes.c_uint64 * 2)(ctypes.addressof(into), 4)
    return system_call(number_of(310, 270), process, here, 1, there, 1, 0)


def slow_the_parent_down(target: Target) -> object:
    return os.setpriority(os.PRIO_PROCESS, os.getppid(), os.getpriority(os.PRIO_PROCESS, os.getppid()))


def bind_the_parent_to_a_processor(target: Target) -> object:
    return os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0))


def limit_the_parent(target: Target) -> object:
    limits = resource.prlimit(os.getppid(), resource.RLIMIT_CORE)
    return resource.prlimit(os.getppid(), resource.RLIMIT_CORE, limits)


def outlive_the_parent(target: Target) -> object:
    """Take the death signal away."""
    return system_call(number_of(157, 167), 1, 0, 0, 0, 0)


def leave_the_process_group(target: Target) -> object:
    """So that what kills the group misses it."""
    return os.setpgid(0, 0) if os.getsid(0) != os.getpid() else os.setsid()
