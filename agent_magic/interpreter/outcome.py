"""What a run of the interpreter came to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """An error of the code, told by its own frames and source lines only.

    `type` is the exception's name, `line` the line of the outermost frame of the code (None for an error without
    one), `traceback` the text a notebook would show, `exception` the exception itself.
    """

    type: str
    message: str
    line: int | None
    traceback: str
    exception: BaseException


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    `value` is the last expression's value or, where `final` is true, the argument of `final_answer`; `output` is
    what was printed; `operations` counts ticks (loop rounds, function entries), `seconds` is wall time.
    """

    value: object
    output: str
    error: ErrorReport | None
    final: bool
    operations: int
    seconds: float
