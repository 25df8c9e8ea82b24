"""What `%load_ext agent_magic` costs in a warm kernel, against an extension that does nothing.

    python -m tests.benchmarks.loading

Each round takes two fresh kernels, one for each extension, in turn; the figures are medians.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel
from jupyter_core.utils import ensure_event_loop

EMPTY = "empty_extension"
_WARM = """
import json, sys, time
import IPython.display
sys.path.insert(0, {folder!r})
1 + 1
"""
_LOAD = """
_before = set(sys.modules)
_start = time.perf_counter()
get_ipython().run_line_magic("load_ext", {extension!r})
_seconds = time.perf_counter() - _start
print(json.dumps([_seconds, sorted(set(sys.modules) - _before)]))
"""


@dataclass(frozen=True)
class Loading:
    """The seconds that loading took, and the modules that it imported."""

    seconds: float
    modules: tuple[str, ...]


def measure(extension: str) -> Loading:
    """Load `extension` in a fresh kernel that has run a few cells."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"{EMPTY}.py").write_text("def load_ipython_extension(shell): pass\n")
        manager, client = start_new_kernel(
            extra_arguments=["--HistoryManager.enabled=False"], stderr=subprocess.DEVNULL
        )
        try:
            _run(client, _WARM.format(folder=folder))
            _run(client, "%who")
            seconds, modules = json.loads(_run(client, _LOAD.format(extension=extension)))
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
            ensure_event_loop().close()  # the blocking client made it
    return Loading(seconds, tuple(modules))


def _run(client: Any, code: str) -> str:
    printed: list[str] = []

    def keep(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    reply = client.execute_interactive(code, timeout=60, output_hook=keep)["content"]
    if reply["status"] != "ok":
        raise RuntimeError(f"{reply['ename']}: {reply['evalue']}")
    return "".join(printed)


def main(rounds: int = 7) -> None:
    """Print the cost and what was imported."""
    ours: list[Loading] = []
    empty: list[Loading] = []
    for _ in range(rounds):
        empty.append(measure(EMPTY))
        ours.append(measure("agent_magic"))
    for name, found in ((EMPTY, empty), ("agent_magic", ours)):
        milliseconds = [one.seconds * 1000 for one in found]
        sys.stdout.write(
            f"{name:<16} median {statistics.median(milliseconds):6.1f} ms,"
            f" from {min(milliseconds):.1f} to {max(milliseconds):.1f}, {rounds} kernels\n"
        )
    sys.stdout.write(f"imported: {', '.join(ours[-1].modules)}\n")


if __name__ == "__main__":
    main()
