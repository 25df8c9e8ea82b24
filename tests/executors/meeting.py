"""What holds whenever the host meets a worker that does not keep to the protocol."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from agent_magic.executors import ProcessExecutor
from agent_magic.interpreter import Limits, Outcome
from agent_magic.worker.confinement import Confinement

MIB: Final = 1 << 20
SECONDS: Final = 0.5
LATE: Final = SECONDS + 2
"""When the host must have given up at the latest."""

MEMORY: Final = 128 * MIB
GROWTH: Final = 600 * MIB
"""What the host may take for a moment: headers of 16 MiB in the worst form, and twice what the worker may have."""

LIMITS: Final = Limits(seconds=SECONDS, output_chars=100_000)
CONFINEMENT: Final = Confinement(memory=MEMORY)
CONFINED = pytest.mark.skipif(sys.platform != "linux", reason="workers are confined on Linux")

Meet = Callable[[str], tuple[ProcessExecutor, Outcome]]
"""Runs code with a program as the worker."""


@contextmanager
def little_memory(most: int = GROWTH) -> Iterator[None]:
    """Check that this process never takes more than `most` bytes on top of what it has."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _peak()
    yield
    assert _peak() - before < most


def _peak() -> int:
    (line,) = re.findall(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return int(line) << 10


def cases(programs: Mapping[str, str], *quick: str) -> list[Any]:
    """Return the parameters of a test; all but the `quick` ones wait for the deadline, and so are slow."""
    return [
        pytest.param(program, id=name, marks=() if name in quick else pytest.mark.slow)
        for name, program in programs.items()
    ]


def death_of(outcome: Outcome) -> str:
    """Return why the worker is gone; the error is one line that says what is lost."""
    assert outcome.error is not None
    assert outcome.error.type == "WorkerDied"
    assert outcome.value is None
    assert "\n" not in outcome.error.message
    assert "the variables of earlier steps are gone" in outcome.error.message
    return outcome.error.message
