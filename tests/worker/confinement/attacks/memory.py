"""Taking more than was given."""

from __future__ import annotations

import array
import ctypes
import fcntl
import mmap
import os
import resource
import signal
import threading
import time

from tests.worker.confinement.attacks.target import Target, number_of, system_call


def take_a_bytearray(target: Target) -> object:
    return len(bytearray(target.size))


def take_many_small_objects(target: Target) -> object:
    kept = []
    for _ in range(0, target.size, 1 << 20):
        kept.append(b"x" * (1 << 20))
    return len(kept)


def take_an_array(target: Target) -> object:
    return len(array.array("b", bytes(1)) * target.size)


def take_private_pages(target: Target) -> object:
    return len(mmap.mmap(-1, target.size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))


def take_shared_pages(target: Target) -> object:
    return len(mmap.mmap(-1, target.size))


def take_pages_outside_of_the_process(target: Target) -> object:
    file = system_call(number_of(319, 279), ctypes.c_char_p(b"memory"), 0)
    for _ in range(0, target.size, 1 << 20):
        os.write(file, bytes(1 << 20))
    return file


def take_a_shared_segment(target: Target) -> object:
    segment = system_call(number_of(29, 194), 0, 1 << 20, 0o1600)
    system_call(number_of(31, 195), segment, 0, 0)  # IPC_RMID
    return segment


def fill_the_disk(target: Target) -> object:
    path = f"{target.folder}/filling{os.getpid()}"
    with open(path, "wb") as file:
        for _ in range(0, target.size, 1 << 20):
            file.write(bytes(1 << 20))
    return os.unlink(path)


def open_many_files(target: Target) -> object:
    return [os.open(os.devnull, os.O_RDONLY) for _ in range(200)]


def raise_its_limits(target: Target) -> object:
    return resource.setrlimit(resource.RLIMIT_NOFILE, (200, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def raise_its_limits_otherwise(target: Target) -> object:
    return resource.prlimit(os.getpid(), resource.RLIMIT_CORE, (0, 0))


def take_locks_without_end(target: Target) -> object:
    """Each lock on a range costs the kernel memory that no limit counts."""
    library = os.open(threading.__file__, os.O_RDONLY)
    return [fcntl.lockf(library, fcntl.LOCK_SH, 1, 2 * start) for start in range(10)]


def spin_for_ever(target: Target) -> object:
    """Past the limit of processor time, which a handler alone would not stop."""
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while time.process_time() < target.seconds:
        continue
    return "spun"
