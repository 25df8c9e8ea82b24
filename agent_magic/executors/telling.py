"""What a worker is told before it runs code: the rules that it works by, then functions and variables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict

from agent_magic.errors import ExecutorError
from agent_magic.interpreter import Limits, Policy
from agent_magic.worker.codec import Unsendable, encode
from agent_magic.worker.confinement import lend_memory
from agent_magic.worker.frames import Frame


def setting_up(policy: Policy, limits: Limits, *, trust: bool) -> Frame:
    """Return the first message to a worker; `trust` lets its answers be pickles."""
    return Frame(
        "setup",
        {
            "imports": list(policy.imports),
            "unrestricted": policy.trusted,
            "read": [str(path) for path in policy.files.read],
            "write": [str(path) for path in policy.files.write],
            "limits": asdict(limits),
            "trust": trust,
        },
    )


def exposing(
    functions: Mapping[str, Callable[..., object]], variables: Mapping[str, object], kept: Mapping[str, str]
) -> Callable[[int], Frame]:
    """Return what makes the message that lends functions and variables, for the worker with the pid that it is given.

    `kept` names values that are there already. A worker may take as much more memory as the variables need. Raises
    ExecutorError where a variable cannot be sent.
    """
    try:
        encoded = encode(dict(variables), pickles=True)
    except Unsendable as error:
        raise ExecutorError(
            f"the input {_unsendable_of(variables)} cannot go to the worker ({error}); use --executor local for it"
        ) from None
    fields = {
        "functions": {name: _doc(function) for name, function in functions.items()},
        "variables": encoded.tree,
        "kept": dict(kept),
    }
    size = sum(buffer.nbytes for buffer in encoded.buffers)

    def make(pid: int) -> Frame:
        if size and sys.platform == "linux":
            lend_memory(pid, size)
        return Frame("expose", fields, encoded.buffers)

    return make


def _unsendable_of(variables: Mapping[str, object]) -> str:
    """Return the names of the variables that cannot be sent."""
    names = []
    for name, value in variables.items():
        try:
            encode(value, pickles=True)
        except Unsendable:
            names.append(name)
    return ", ".join(names)


def _doc(function: Callable[..., object]) -> str | None:
    return function.__doc__ if isinstance(function.__doc__, str) else None
