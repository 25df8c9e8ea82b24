"""Systems other than Linux: the package loads without what they lack, and code runs in this process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

LACKING = {
    "darwin": ("memfd_create", "pidfd_open", "sched_getaffinity", "setresuid", "setresgid"),
    "win32": (
        *("memfd_create", "pidfd_open", "sched_getaffinity", "setresuid", "setresgid"),
        *("fork", "getuid", "geteuid", "setsid", "getppid"),
    ),
}
"""What `os` does not have there."""

MODULES = {"darwin": (), "win32": ("fcntl", "resource", "pwd", "grp", "termios")}

PROGRAM = """
import asyncio, concurrent.futures, ctypes.util, importlib.metadata, logging, mmap, multiprocessing, pathlib, random
import os, socket, subprocess, sys, sysconfig, tempfile, threading, uuid, zoneinfo
sysconfig.get_config_vars()  # read from a file that is named for the system
platform, lacking, modules = {platform!r}, {lacking!r}, {modules!r}
sys.platform = platform
for name in lacking:
    delattr(os, name)
for name in modules:
    sys.modules[name] = None
if platform == "win32":
    import signal
    for name in ("setitimer", "getitimer", "pthread_sigmask"):
        delattr(signal, name)
    del socket.send_fds, socket.recv_fds, signal.SIGKILL

from agent_magic.executors import LocalExecutor, ProcessExecutor
from agent_magic.executors.choice import default_name, why_not_confined
from agent_magic.interpreter import Limits

assert default_name() == "local", default_name()
with LocalExecutor(limits=Limits(seconds=20)) as executor:
    executor.expose(functions={{"tool": lambda n: n + 1}})
    outcome = executor.run("print('here')\\ntool(41)")
    error = LocalExecutor(limits=Limits(seconds=0.3)).run("while True: pass").error
print(outcome.output, outcome.value, error.type, why_not_confined())
"""


@pytest.mark.parametrize("platform", LACKING)
def test_code_runs_in_this_process(platform: str) -> None:
    program = PROGRAM.format(platform=platform, lacking=LACKING[platform], modules=MODULES[platform])
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "here\n 42 LimitExceeded only Linux confines a worker process\n"
