"""Which place code runs in where nobody chose one: a confined worker, where the system can confine it."""

from __future__ import annotations

import sys
from functools import cache
from typing import Final, Literal

from agent_magic.worker.confinement import landlock, seccomp
from agent_magic.worker.confinement.linux import MissingFromKernel

Name = Literal["process", "local"]
NAMES: Final[tuple[Name, ...]] = ("process", "local")


def default_name() -> Name:
    """Return the name of the executor to take."""
    return "process" if why_not_confined() is None else "local"


@cache
def why_not_confined() -> str | None:
    """Return in one line why a worker would not be confined here, None where it would; it starts nothing."""
    if sys.platform != "linux":
        return "only Linux confines a worker process"
    try:
        landlock.version()
        seccomp.this_machine()
    except (MissingFromKernel, OSError) as missing:
        return str(missing)
    return None
