"""Starting programs and processes."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import subprocess
import time

from tests.worker.confinement.attacks.target import Target, number_of, system_call

_TRUE = next((path for path in ("/bin/true", "/usr/bin/true") if os.path.exists(path)), "/bin/true")
_SIGCHLD, _VFORK_AND_MEMORY = 17, 0x4100


def run_a_program(target: Target) -> object:
    return subprocess.run([_TRUE], check=True)


def run_a_shell(target: Target) -> object:
    status = os.system("true")
    if status:
        raise OSError(f"the shell was not run: {status}")
    return status


def become_a_program(target: Target) -> object:
    os.execv(_TRUE, [_TRUE])


def spawn_a_program(target: Target) -> object:
    _, status = os.waitpid(os.posix_spawn(_TRUE, [_TRUE], {}), 0)
    if status:
        raise OSError(f"the program was not run: {status}")
    return status


def become_a_program_by_ctypes(target: Target) -> object:
    arguments = (ctypes.c_char_p * 2)(_TRUE.encode(), None)
    return system_call(number_of(59, 221), ctypes.c_char_p(_TRUE.encode()), arguments, None)


def become_a_program_in_memory(target: Target) -> object:
    program = os.memfd_create("program")
    with open(_TRUE, "rb") as file:
        os.write(program, file.read())
    os.execve(program, [_TRUE], {})


def fork_once(target: Target) -> object:
    return _reaped(os.fork())


def fork_until_it_breaks(target: Target) -> object:
    for _ in range(target.processes):
        child = os.fork()
        if child == 0:
            time.sleep(1)
            os._exit(0)
    return target.processes


def clone_by_ctypes(target: Target) -> object:
    return _reaped(system_call(number_of(56, 220), _SIGCHLD, 0, 0, 0, 0))


def clone3_by_ctypes(target: Target) -> object:
    arguments = (ctypes.c_uint64 * 8)(0, 0, 0, 0, _SIGCHLD, 0, 0, 0)
    return _reaped(system_call(435, arguments, ctypes.sizeof(arguments)))


def fork_with_shared_memory(target: Target) -> object:
    """With the flags of vfork: the code of a child, on the parent's own pages."""
    return _reaped(system_call(number_of(56, 220), _SIGCHLD | 0x4000, 0, 0, 0, 0))


def start_a_worker_of_multiprocessing(target: Target) -> object:
    worker = multiprocessing.get_context("fork").Process(target=int)
    worker.start()
    worker.join()
    return worker.exitcode


def _reaped(child: int) -> int:
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child
