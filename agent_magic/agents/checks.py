"""Checks of a final answer: functions of the user's that say whether it is accepted, and why not."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from agent_magic.agents.record import RunRecord
from agent_magic.errors import UsageError

Check: TypeAlias = Callable[..., object]
"""Takes the answer and, where it has a second parameter, the `RunRecord`; `agent` goes to a parameter of that name.

True and None accept. False, a text that is the reason, or an exception refuse.
"""
_POSITIONAL: Final = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def check_checks(checks: Sequence[Check]) -> None:
    """Raise `UsageError` where one of `checks` cannot be called with an answer."""
    for check in checks:
        if not callable(check):
            raise UsageError(f"final_answer_checks holds {check!r}, which is no function: give functions of the answer")


def why_refused(checks: Sequence[Check], answer: object, record: RunRecord, agent: object) -> str | None:
    """Return the reason of the first check that refuses `answer`, None where all accept it."""
    for check in checks:
        name = getattr(check, "__name__", type(check).__name__)
        try:
            verdict = check(*_arguments(check, answer, record), **_options(check, agent))
        except Exception as error:
            return f"{name}: {str(error) or type(error).__name__}"
        if isinstance(verdict, str) and verdict:
            return verdict
        if not (verdict is None or verdict):
            return f"{name} does not accept it"
    return None


def _arguments(check: Check, answer: object, record: RunRecord) -> list[Any]:
    parameters = [each for each in _parameters(check) if each.kind in _POSITIONAL and each.name != "agent"]
    return [answer, record][: max(1, min(2, len(parameters)))]


def _options(check: Check, agent: object) -> dict[str, object]:
    return {"agent": agent} if any(each.name == "agent" for each in _parameters(check)) else {}


def _parameters(check: Check) -> list[inspect.Parameter]:
    try:
        return list(inspect.signature(check).parameters.values())
    except (TypeError, ValueError):
        return []
