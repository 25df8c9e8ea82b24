"""How a failure is shown: one line, without our frames, in a cell that has failed all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from agent_magic.errors import AgentMagicError, NoModelChosen

_LONGEST = 600
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@contextmanager
def one_line() -> Iterator[None]:
    """Let errors of ours, and an interrupt, out in a form that a shell shows as one line.

    IPython's own UsageError would be written to stderr and leave no error in the saved notebook, so that
    whoever reads it later could not tell that the cell failed.
    """
    try:
        yield
    except (AgentMagicError, KeyboardInterrupt) as error:
        # A shell asks the exception how it wants to be shown.
        vars(error)["_render_traceback_"] = partial(_rendered, as_line(error))
        raise


def _rendered(line: str) -> list[str]:
    return [line]


def as_line(error: BaseException) -> str:
    """Return the error's name and message without control characters, in one line where it may be one."""
    if isinstance(error, NoModelChosen):
        return "\n".join(_CONTROL.sub(" ", line) for line in f"{type(error).__name__}: {error}".split("\n"))
    message = _CONTROL.sub(" ", str(error)).strip()
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
