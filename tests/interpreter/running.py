"""How the tests run a piece of code: to its value, or to the error that ends it."""

from __future__ import annotations

from typing import Any

from agent_magic.interpreter import ErrorReport, Interpreter


def value_of(source: str, **lent: Any) -> Any:
    """Return what the code comes to in a new interpreter."""
    outcome = Interpreter(**lent).run(source)
    assert outcome.error is None, outcome.error.traceback
    return outcome.value


def printed_by(source: str, **lent: Any) -> str:
    """Return what the code prints."""
    outcome = Interpreter(**lent).run(source)
    assert outcome.error is None, outcome.error.traceback
    return outcome.output


def error_of(source: str, **lent: Any) -> ErrorReport:
    """Return the error that ends the code."""
    outcome = Interpreter(**lent).run(source)
    assert outcome.error is not None, f"it came to {outcome.value!r}"
    return outcome.error


def refusal_of(source: str, **lent: Any) -> str:
    """Return what is said where the policy refuses the code."""
    error = error_of(source, **lent)
    assert error.type == "ForbiddenOperation", error.traceback
    return error.message


def limit_of(source: str, **lent: Any) -> str:
    """Return what is said where a limit ends the code."""
    error = error_of(source, **lent)
    assert error.type == "LimitExceeded", error.traceback
    return error.message
