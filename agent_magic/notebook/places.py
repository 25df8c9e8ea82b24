"""The places where the code of a notebook's cells runs: a confined worker for each run, or the kernel.

A worker ends with its run, unless the answer is a value that stayed in it: then it lives as long as the notebook holds
that answer, and a run that takes the answer as an input takes place in the same worker.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final, cast

from agent_magic.errors import UsageError
from agent_magic.executors import Executor, LocalExecutor, ProcessExecutor
from agent_magic.executors.choice import why_not_confined
from agent_magic.interpreter import Files, Limits, Policy
from agent_magic.notebook.task import Place
from agent_magic.worker.confinement import Confinement
from agent_magic.worker.outputs import Kept

MOST_KEPT: Final = 8
"""Workers that live on for an answer of theirs; of more, the one that was used longest ago ends."""


class Places:
    """Makes the places of one notebook and lets them go."""

    def __init__(self) -> None:
        self._made: weakref.WeakKeyDictionary[Executor, Place] = weakref.WeakKeyDictionary()
        self._keeping: list[weakref.ref[Executor]] = []
        self._told = False

    def place(self, wanted: Place, inputs: Mapping[str, Any]) -> Executor:
        """Return where a run with these inputs takes place; raises `UsageError` where there is no such place."""
        wanted = replace(wanted, executor=wanted.executor or ("local" if why_not_confined() else "process"))
        kept = {name: value for name, value in inputs.items() if isinstance(value, Kept)}
        if kept:
            return self._where_kept(wanted, kept)
        executor = _made(wanted)
        self._made[executor] = wanted
        return executor

    def note(self, wanted: Place) -> str:
        """Return, once, why the code runs in the kernel though nobody asked for that; else an empty text."""
        reason = why_not_confined()
        if wanted.executor or reason is None or self._told:
            return ""
        self._told = True
        return f"The code runs in this kernel, as a worker process cannot be confined here: {reason}.\n"

    def leave(self, executor: Executor, answer: object) -> None:
        """Let the place of a run that is over go, unless it keeps the answer or an earlier one."""
        keeps = isinstance(answer, Kept) or any(held() is executor for held in self._keeping)
        self._keeping = [held for held in self._keeping if held() not in (None, executor)]
        if not keeps:
            _stop_soon(executor)
            return
        self._keeping.append(weakref.ref(executor))
        for held in self._keeping[:-MOST_KEPT]:
            _stop_soon(held())

    def close(self) -> None:
        """Let every place go."""
        for executor in list(self._made):
            executor.stop()

    def _where_kept(self, wanted: Place, kept: Mapping[str, Kept]) -> Executor:
        """Return the worker that keeps all of `kept`; the new run gets what the worker began with, or none."""
        names = " and ".join(kept)
        executor, *others = dict.fromkeys(getattr(value.home, "executor", None) for value in kept.values())
        if executor is None or others:
            raise UsageError(f"{names} are kept in different workers, or in none: lend one of them, or make them anew")
        made = self._made.get(executor, wanted)
        wanted = replace(wanted, seconds=made.seconds)  # no option of a cell
        other = [f"--{one.name}" for one in fields(Place) if getattr(made, one.name) != getattr(wanted, one.name)]
        if other:
            raise UsageError(
                f"{names} is kept in a worker that began with another {', '.join(other)}: give the same here"
            )
        return cast("Executor", executor)


def _made(place: Place) -> Executor:
    policy = Policy(imports=place.imports, files=Files(read=place.files))
    limits = Limits(seconds=place.seconds)
    if place.executor == "local":
        return LocalExecutor(policy=policy, limits=limits)
    confinement = Confinement(memory=place.memory)
    return ProcessExecutor(policy=policy, limits=limits, confinement=confinement, trust=place.trust)


def _stop_soon(executor: Executor | None) -> None:
    """End a worker at once, and do not wait until the system has taken it away."""
    if executor is not None:
        threading.Thread(target=executor.stop, name="agent_magic stop", daemon=True).start()
