"""What the tests of tools share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def loaded_by() -> Callable[[str], set[str]]:
    """Return a function that runs a program in a Python of its own and tells which packages it imported."""

    def run(program: str) -> set[str]:
        source = f"{program}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
        done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
        return set(done.stdout.split())

    return run
