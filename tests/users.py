"""Running Python as whoever runs the tests and, where that is root, as an ordinary user too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from tests.conftest import ROOT

IS_ROOT = os.geteuid() == 0
ORDINARY = 65_534 if IS_ROOT else os.geteuid()
"""The user `nobody`, or the one who is no other than an ordinary user already."""

USERS = sorted({os.geteuid(), ORDINARY})
EVERY_USER = pytest.mark.parametrize("user", USERS, ids=lambda user: "root" if user == 0 else "an ordinary user")


def python(
    user: int,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    seconds: float = 60,
    descriptors: tuple[int, ...] = (),
) -> subprocess.CompletedProcess[str]:
    """Run Python as `user`, in the project's top folder; skip the test where that user cannot read one of them."""
    if not _can_run(user):
        pytest.skip("an ordinary user cannot read this Python or the project")
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **(environment or {})},
        capture_output=True,
        text=True,
        timeout=seconds,
        pass_fds=descriptors,
        start_new_session=True,  # signals to the group are not for pytest
        check=False,
        **_becoming(user),
    )


@cache
def _can_run(user: int) -> bool:
    needed = [sys.executable, "-c", "import sys; open(sys.argv[1]).close()", __file__]
    try:
        done = subprocess.run(needed, capture_output=True, check=False, **_becoming(user))
    except PermissionError:
        return False
    return done.returncode == 0


def _becoming(user: int) -> dict[str, Any]:
    return {} if user == os.geteuid() else {"user": user, "group": user, "extra_groups": []}
