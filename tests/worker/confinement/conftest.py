"""What confined code is after: a secret, listeners and folders."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from agent_magic.worker.confinement import is_confining, probe
from tests.conftest import ROOT
from tests.users import IS_ROOT
from tests.worker.confinement.attacks.target import Target

SECRET = "the test's secret"


@pytest.fixture(scope="session", autouse=True)
def system_that_confines() -> None:
    """Skip where the system has no confinement."""
    if sys.platform != "linux" or not is_confining(probe()):
        pytest.skip("this system lacks Landlock or seccomp (Linux 5.13 or later has both)")


@pytest.fixture
def folder_for() -> Iterator[Callable[[int], Path]]:
    """Make folders outside of pytest's own, which only their owner may enter, that belong to a user."""
    with ExitStack() as stack:
        yield lambda user: stack.enter_context(folder_of(user))


@contextmanager
def folder_of(user: int) -> Iterator[Path]:
    """Lay out a folder with a secret that belongs to `user`."""
    folder = Path(tempfile.mkdtemp(prefix="confinement-", dir="/tmp"))
    for name in ("secret", "empty", "superfluous", "table.csv"):
        (folder / name).write_text(SECRET)
    for path in (folder, *folder.iterdir()):
        if IS_ROOT:
            os.chown(path, user, user)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def target_of(user: int, size: int, seconds: float, processes: int) -> Iterator[Target]:
    """Lay out all that an attack by `user` is after, with listeners that are there while this lasts."""
    with ExitStack() as stack:
        folder = stack.enter_context(folder_of(user))
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        unix = stack.enter_context(socket.socket(socket.AF_UNIX))
        unix.bind(str(folder / "socket"))
        if IS_ROOT:
            os.chown(folder / "socket", user, user)
        unix.listen()
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX))
        abstract.bind(f"\0{folder.name}")
        abstract.listen()
        secret = stack.enter_context((folder / "secret").open("rb"))
        yield Target(
            folder=str(folder),
            secret=str(folder / "secret"),
            home=str(folder),
            project_file=str(ROOT / "pyproject.toml"),
            tcp_port=tcp.getsockname()[1],
            udp_port=udp.getsockname()[1],
            socket_path=str(folder / "socket"),
            abstract_name=folder.name,
            inherited=secret.fileno(),
            size=size,
            seconds=seconds,
            processes=processes,
        )
