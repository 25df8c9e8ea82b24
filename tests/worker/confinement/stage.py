"""Runs attacks, each in a child of its own that is confined or not; started as a program by the tests."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import traceback
from dataclasses import dataclass
from typing import Any

from agent_magic.worker.confinement import Confinement, confine, library_paths
from tests.worker.confinement.attacks import ATTACKS
from tests.worker.confinement.attacks.target import Target

SECONDS = 10


@dataclass
class Signals:
    """How many signals this process got from its children."""

    count: int = 0

    def got(self, *_: object) -> None:
        self.count += 1


def run(name: str, target: Target, settings: Confinement | None) -> dict[str, Any]:
    """Make one attack in a child and return how it went."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        attack_and_exit(name, target, settings, writing)
    os.close(writing)
    said, told = b"", True
    while told:
        ready, _, _ = select.select([reading], [], [], SECONDS)
        told = os.read(reading, 65536) if ready else b""
        said += told
    if not ready:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(reading)
    code = os.waitstatus_to_exitcode(status)
    return json.loads(said) if said else {"through": code == 0, "note": f"ended with {code}"}


def attack_and_exit(name: str, target: Target, settings: Confinement | None, report: int) -> None:
    """Confine this process, make the attack, report and end."""
    try:
        os.set_inheritable(report, False)
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        if settings is not None:
            confine(settings, keep=[report, 2])
        try:
            result = {"through": True, "note": repr(ATTACKS[name](target))[:200]}
        except (OSError, MemoryError, RuntimeError, ValueError) as error:
            result = {"through": False, "note": f"{type(error).__name__}: {error}"}
        os.write(report, json.dumps(result).encode())
    except BaseException:
        traceback.print_exc()
        os._exit(99)
    os._exit(0)


def main() -> None:
    """Read what to do from the first argument, and print how each attack went."""
    asked = json.loads(sys.argv[1])
    signals = Signals()
    signal.signal(signal.SIGUSR1, signals.got)
    settings = None if asked["settings"] is None else Confinement(**asked["settings"])
    library_paths()  # once, for all children
    results = {}
    for name in asked["attacks"]:
        signals.count = 0
        results[name] = run(name, Target(**asked["target"]), settings) | {"signals": signals.count}
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main()
