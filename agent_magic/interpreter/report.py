"""Errors as a notebook user and a model both need them: the code's own frames, its source, the chain of causes."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Final

from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.outcome import ErrorReport
from agent_magic.interpreter.program import is_agent_code, is_part
from agent_magic.interpreter.suggestions import suggestion

_MESSAGE_CHARS: Final = 4_000
_TRACEBACK_CHARS: Final = 8_000
_NUMBERED: Final = re.compile(r"<agent code \d+>")
_SHOWN: Final = {
    f"{ForbiddenOperation.__module__}.ForbiddenImport": "ForbiddenOperation",
    f"{ForbiddenOperation.__module__}.ForbiddenAccess": "ForbiddenOperation",
    f"{ForbiddenOperation.__module__}.": "",
}


def report(error: BaseException, file: str | None = None) -> ErrorReport:
    """Return what is told of an error that came out of the code, of which some may be from `file`."""

    def is_own(filename: str) -> bool:
        return is_agent_code(filename) or filename == file

    kind = "ForbiddenOperation" if isinstance(error, ForbiddenOperation) else type(error).__name__
    told = traceback.TracebackException.from_exception(error, compact=True)
    keep_own_frames(told, is_own)
    text = _NUMBERED.sub("<code>", "".join(told.format()))
    if sys.version_info < (3, 12):
        text = f"{text.rstrip()}{suggestion(error)}\n"
    for ours, shown in _SHOWN.items():
        text = text.replace(ours, shown)
    return ErrorReport(
        type=kind,
        message=_cut(_message(error), _MESSAGE_CHARS),
        line=_line(error, is_own),
        traceback=_cut(text, _TRACEBACK_CHARS),
        exception=error,
    )


def report_unreadable(error: BaseException, failure: BaseException) -> ErrorReport:
    """Return what is told of an error of the code that fails when it is asked for its text."""
    kind, why = (type.__dict__["__name__"].__get__(type(each)) for each in (error, failure))
    message = f"the error cannot be shown: asking it raised {why}"
    return ErrorReport(kind, message, None, f"{kind}: {message}\n", error)


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg or "invalid syntax"
    try:
        return str(error)
    except Exception as failure:
        return f"the message cannot be shown: its __str__ raised {type(failure).__name__}"


def _line(error: BaseException, is_own: Callable[[str], bool]) -> int | None:
    if isinstance(error, SyntaxError) and is_own(error.filename or ""):
        return error.lineno
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if is_own(trace.tb_frame.f_code.co_filename):
            inner = trace.tb_next
            return inner.tb_lineno if inner is not None and is_part(inner.tb_frame.f_code) else trace.tb_lineno
        trace = trace.tb_next
    line: int | None = getattr(error, "line", None) if isinstance(error, ForbiddenOperation) else None
    return line


def keep_own_frames(told: traceback.TracebackException, is_own: Callable[[str], bool]) -> None:
    """Take the frames that are not the code's out of what is told of an error and of those behind it."""
    told.stack = own_frames(told.stack, is_own)
    for other in (told.__cause__, told.__context__, *(told.exceptions or ())):
        if other is not None:
            keep_own_frames(other, is_own)


def own_frames(stack: Iterable[traceback.FrameSummary], is_own: Callable[[str], bool]) -> traceback.StackSummary:
    """Return the frames that are the code's; one of a part of a scope takes the place of the scope's."""
    frames: list[traceback.FrameSummary] = []
    for frame in stack:
        if is_own(frame.filename):
            if frame.name[:1] == "." and frames:
                frame.name = frames.pop().name
            frames.append(frame)
    return traceback.StackSummary.from_list(frames)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n… {len(text) - 2 * half:,} characters left out …\n{text[-half:]}"
