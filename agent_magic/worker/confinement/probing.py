"""What is enforced on this machine: each layer tried by a process of its own, not assumed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from agent_magic.worker.confinement.settings import Layer

SECONDS = 30.0

PROGRAM = """
import sys
sys.path.append(sys.argv[1])
from agent_magic.worker.confinement.trying import main
main()
"""


def probe() -> tuple[Layer, ...]:
    """Start a fresh Python that confines itself and then tries to break out; return what was seen of each layer.

    A layer counts as enforced where it was put up and nothing that it should refuse went through. Takes less than a
    second; the process that asks is not touched.
    """
    root = str(Path(__file__).parents[3])
    command = [sys.executable, "-I", "-c", PROGRAM, root]
    try:
        seen = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, env=environment(), check=True
        )
        return tuple(Layer(*row) for row in json.loads(seen.stdout))
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return (Layer("probe", False, f"a process could not confine itself: {' '.join(last) or error}"),)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return (Layer("probe", False, f"no process to try it could be run: {error}"),)


def environment() -> dict[str, str]:
    """Return what a Python needs of this process's environment to start."""
    return {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
