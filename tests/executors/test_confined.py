"""Hostile code as plain Python inside of a worker: it fails there, and the executor goes on, whoever runs it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.executors.planted import HARMFUL, HARMLESS
from tests.executors.planting import SECONDS
from tests.users import EVERY_USER, python

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="workers are confined on Linux"),
    pytest.mark.slow,
]

LATE = SECONDS + 2
"""When the host must have given up at the latest."""

MIB = 1 << 20
Told = dict[str, Any]
RunAs = Callable[[int, str], Told]


@pytest.fixture(scope="module")
def run_as(tmp_path_factory: pytest.TempPathFactory) -> RunAs:
    """Return a function that runs all programs as a user, "planted" in workers or "unconfined"."""

    @cache
    def run(user: int, how: str) -> Told:
        folder = tmp_path_factory.mktemp("planting")
        for above in (folder, *folder.parents[:3]):
            if above.stat().st_uid == os.getuid() and above != Path("/tmp"):
                above.chmod(0o755)
        home, scratch = folder / "home", folder / "scratch"
        home.mkdir()
        scratch.mkdir()
        (home / "secret.txt").write_text("secret")
        if user != os.geteuid():
            for path in (home, scratch, home / "secret.txt"):
                os.chown(path, user, user)
        done = python(
            user,
            *("-m", "tests.executors.planting", how, str(home), str(scratch)),
            environment={"HOME": str(home), "PLANTED_SECRET": "secret"},
            seconds=100,
        )
        assert done.returncode == 0, done.stderr
        told: Told = json.loads(done.stdout)
        return told

    return run


@EVERY_USER
@pytest.mark.parametrize("name", HARMLESS)
def test_it_works_where_nothing_stops_it(run_as: RunAs, user: int, name: str) -> None:
    assert run_as(user, "unconfined")["told"][name]["error"] is None


@EVERY_USER
@pytest.mark.parametrize("name", [*HARMLESS, *HARMFUL])
def test_it_fails_in_a_worker_and_the_next_run_works(run_as: RunAs, user: int, name: str) -> None:
    told = run_as(user, "planted")["told"][name]
    assert told["error"] is not None
    assert told["seconds"] < LATE
    assert told["next"] == 42
    assert told["reached"] == []


@EVERY_USER
def test_nothing_was_written_or_unpickled(run_as: RunAs, user: int) -> None:
    assert [name for name in run_as(user, "planted")["left"] if not name.endswith(".sock")] == []


@EVERY_USER
def test_the_host_stayed_small(run_as: RunAs, user: int) -> None:
    peaks = [told["peak"] for told in run_as(user, "planted")["told"].values()]
    assert peaks[-1] - peaks[0] < 100 * MIB
