"""The one server of this process that executors take their workers from, unless they are given another."""

from __future__ import annotations

import atexit
import sys
from functools import cache
from importlib.util import find_spec

from agent_magic.executors.warm import WarmServer

LIBRARIES = ("numpy", "pandas", "matplotlib.pyplot", "matplotlib.backends.backend_agg")
"""What takes long to import and is used most."""

LIBRARIES_IN_USE = ("scipy.stats", "sklearn.ensemble", "seaborn")
"""What is held too where this process has loaded it."""

IDLE_SECONDS = 600.0
"""How long the server waits for the next worker before it is let go."""


@cache
def shared_server() -> WarmServer:
    """Return the server; it starts when it is first asked for a worker, and ends with this process."""
    server = WarmServer(libraries(), idle_seconds=IDLE_SECONDS)
    atexit.register(server.close)
    return server


def libraries() -> list[str]:
    """Return the modules that the server is to hold."""
    installed = [name for name in LIBRARIES if find_spec(name.partition(".")[0]) is not None]
    return installed + [name for name in LIBRARIES_IN_USE if name.partition(".")[0] in sys.modules]
