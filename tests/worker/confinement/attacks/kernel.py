"""Corners of the kernel: whether the call arrives there is told by the error, with arguments that do nothing."""

from __future__ import annotations

import errno
import fcntl
import os
import struct

from tests.worker.confinement.attacks.target import Target, number_of, system_call


def _arrives(number: int, *arguments: int) -> str:
    """Return where the kernel looked at the call; EPERM and ENOSYS are refusals."""
    try:
        return str(system_call(number, *arguments))
    except OSError as error:
        if error.errno in (errno.EPERM, errno.ENOSYS):
            raise
        return str(error)


def set_up_io_uring(target: Target) -> object:
    return _arrives(425, 1, 0)


def load_a_program_for_the_kernel(target: Target) -> object:
    return _arrives(number_of(321, 280), 0, 0, 0)


def look_for_keys(target: Target) -> object:
    return _arrives(number_of(250, 219), 0, 0, 0)


def open_a_queue(target: Target) -> object:
    return _arrives(number_of(240, 180), 0, 0, 0, 0)


def splice(target: Target) -> object:
    return _arrives(number_of(275, 76), -1, 0, -1, 0, 0, 0)


def handle_of_a_path(target: Target) -> object:
    return _arrives(number_of(303, 264), -1, 0, 0, 0, 0)


def open_a_tree_of_mounts(target: Target) -> object:
    return _arrives(428, -1, 0, 1 << 30)


def open_a_tree_of_processes(target: Target) -> object:
    return _arrives(434, -1, 0)


def ask_a_device(target: Target) -> object:
    """A request that no file knows: unconfined it is `ENOTTY`."""
    return _arrives(number_of(16, 29), 1, 0xDEAD, 0)


def push_a_key_into_the_terminal(target: Target) -> object:
    host, terminal = os.openpty()
    os.setsid()
    fcntl.ioctl(terminal, 0x540E, 0)
    return fcntl.ioctl(terminal, 0x5412, struct.pack("b", 10)), host
