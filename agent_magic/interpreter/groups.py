"""The guard of `except*`: CPython trusts what an exception group's `split` returns."""

from __future__ import annotations

import sys

from agent_magic.interpreter.errors import ForbiddenOperation


def check_group() -> None:
    """Raise `ForbiddenOperation` where the group that is being handled has a `split` of the code's own."""
    error = sys.exception()
    if isinstance(error, BaseExceptionGroup) and (
        type(error).split is not BaseExceptionGroup.split or "split" in vars(error)
    ):
        raise ForbiddenOperation("an exception group with a split() of its own cannot be matched by except*")
