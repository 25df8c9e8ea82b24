"""What the interpreter raises into the code that it runs.

Exception
└── ForbiddenOperation          the policy does not allow it; the code may catch it and go on
    ├── ForbiddenImport             the same for an import, so that `except ImportError` works
    └── ForbiddenAccess             the same for a file, so that `except OSError` works
BaseException
└── RunEnded                    the run is over, whatever the code catches
    ├── FinalAnswer                 the code gave its answer
    └── LimitExceeded               operations, seconds or output ran out
        └── Interrupted                 the user stopped it
"""

from __future__ import annotations


class ForbiddenOperation(Exception):
    """The policy does not allow what the code tried; the message says what to write instead."""


class ForbiddenImport(ForbiddenOperation, ImportError):
    """The policy does not allow this module or this member of it."""


class ForbiddenAccess(ForbiddenOperation, PermissionError):
    """The policy does not allow this file, connection or process."""


class RunEnded(BaseException):
    """The run is over; code that swallows it is stopped at its next step."""


class FinalAnswer(RunEnded):
    """Raised by a lent function to end the run with `value` as its answer."""

    def __init__(self, value: object) -> None:
        super().__init__(value)

    @property
    def value(self) -> object:
        """The answer."""
        return self.args[0]


class LimitExceeded(RunEnded):
    """A limit of the run was reached."""


class Interrupted(LimitExceeded):
    """The user stopped the run."""
