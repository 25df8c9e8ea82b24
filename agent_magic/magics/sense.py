"""Options of `%%agent` that make no sense together: one line that says which, and what to leave out."""

from __future__ import annotations

from agent_magic.errors import UsageError
from agent_magic.magics.options import CellOptions

WITH_CODE = ("code", "once")
"""The modes in which code runs."""
_OF_CODE = ("imports", "executor", "files", "memory", "trust")


def check_sense(options: CellOptions, mode: str) -> None:
    """Raise `UsageError` where two options on the line of a cell contradict each other."""
    if options.record and options.replay:
        raise UsageError("%%agent: --record writes what --replay would read: leave one of them out.")
    given = [f"--{name}" for name in _OF_CODE if getattr(options, name)]
    if given and mode not in WITH_CODE:
        raise UsageError(
            f"%%agent: {given[0]} is about code that runs, and in the mode {mode} none does: leave it out, or take "
            f"--mode code."
        )
    if mode == "once" and options.max_steps is not None:
        raise UsageError("%%agent: in the mode once there is one step: leave --max-steps out, or take --mode code.")
