"""Hostile code as plain Python inside of a worker: it fails there, and the executor goes on, whoever runs it."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.executors.planted import HARMFUL, HARMLESS
from tests.executors.planting import SECONDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are confined on Linux")

USERS = ("root", "nobody") if os.getuid() == 0 else (pwd.getpwuid(os.getuid()).pw_name,)
LATE = SECONDS + 2
"""When the host must have given up at the latest."""

MIB = 1 << 20
Told = dict[str, Any]


@pytest.fixture(scope="module")
def run_as(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Told]:
    """Return a function that runs all programs as a user, "planted" in workers or "unconfined"."""

    @cache
    def run(user: str, how: str) -> Told:
        folder = tmp_path_factory.mktemp("planting")
        for above in (folder, *folder.parents[:3]):
            if above.stat().st_uid == os.getuid() and above != Path("/tmp"):
                above.chmod(0o755)
        home, scratch = folder / "home", folder / "scratch"
        home.mkdir()
        scratch.mkdir()
        (home / "secret.txt").write_text("secret")
        other: dict[str, Any] = {}
        if user != pwd.getpwuid(os.getuid()).pw_name:
            known = pwd.getpwnam(user)
            for path in (home, scratch, home / "secret.txt"):
                os.chown(path, known.pw_uid, known.pw_gid)
            other = {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}
            needed = [sys.executable, "-c", "import tests.executors.planting"]
            if subprocess.run(needed, cwd=ROOT, capture_output=True, check=False, **other).returncode:
                pytest.skip(f"{user} cannot read this Python or the project")
        done = subprocess.run(
            [sys.executable, "-m", "tests.executors.planting", how, str(home), str(scratch)],
            env={"PATH": os.defpath, "HOME": str(home), "PYTHONPATH": str(ROOT), "PLANTED_SECRET": "secret"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
            **other,
        )
        assert done.returncode == 0, done.stderr
        told: Told = json.loads(done.stdout)
        return told

    return run


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("name", HARMLESS)
def test_it_works_where_nothing_stops_it(run_as: Callable[[str, str], Told], user: str, name: str) -> None:
    assert run_as(user, "unconfined")["told"][name]["error"] is None


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("name", [*HARMLESS, *HARMFUL])
def test_it_fails_in_a_worker_and_the_next_run_works(run_as: Callable[[str, str], Told], user: str, name: str) -> None:
    told = run_as(user, "planted")["told"][name]
    assert told["error"] is not None
    assert told["seconds"] < LATE
    assert told["next"] == 42
    assert told["reached"] == []


@pytest.mark.parametrize("user", USERS)
def test_nothing_was_written_or_unpickled(run_as: Callable[[str, str], Told], user: str) -> None:
    assert [name for name in run_as(user, "planted")["left"] if not name.endswith(".sock")] == []


@pytest.mark.parametrize("user", USERS)
def test_the_host_stayed_small(run_as: Callable[[str, str], Told], user: str) -> None:
    peaks = [told["peak"] for told in run_as(user, "planted")["told"].values()]
    assert peaks[-1] - peaks[0] < 100 * MIB
