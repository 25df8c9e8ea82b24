"""Seeing inside a run: each statement that was executed, and the names that it changed."""

from __future__ import annotations

import reprlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any, Final, Self

from agent_magic.interpreter.program import is_agent_code, is_part

_MISSING: Final = object()
_CONTAINERS: Final = (list, dict, set, bytearray)


@dataclass(frozen=True, slots=True)
class TracedLine:
    """A line that was executed in `function` ("<module>" for the module scope).

    `changed` holds a short repr of each name that the line bound or changed, None for one that it deleted.
    """

    line: int
    function: str
    changed: Mapping[str, str | None]


class Trace:
    """Tells `listener` of each line of the code while it is entered; the trace function of a debugger is set aside.

    Source of the method: `sys.settrace`, which calls back before each line; what a line changed is known when the
    next event of its frame comes.
    """

    def __init__(self, listener: Callable[[TracedLine], None]) -> None:
        self._listener = listener
        self._short = reprlib.Repr()
        self._short.maxstring = self._short.maxother = 60
        self._before: Any = None

    def __enter__(self) -> Self:
        self._before = sys.gettrace()
        sys.settrace(self._on_call)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.settrace(self._before)

    def _on_call(self, frame: FrameType, event: str, argument: object) -> Any:
        if not is_agent_code(frame.f_code.co_filename) or is_part(frame.f_code):
            return None
        return _Frame(self._listener, self._text, frame).on_event

    def _text(self, value: object) -> str:
        try:
            return self._short.repr(value)
        except Exception as error:
            return f"<{type(value).__name__}, whose repr raised {type(error).__name__}>"


class _Frame:
    """One call of a function of the code, or its module scope."""

    def __init__(self, listener: Callable[[TracedLine], None], text: Callable[[object], str], frame: FrameType) -> None:
        self._listener = listener
        self._text = text
        self._line: int | None = None
        self._seen: dict[str, tuple[object, str]] = {}
        self._look(frame)

    def on_event(self, frame: FrameType, event: str, argument: object) -> Any:
        """Tell of the line that is over, and note the one that begins."""
        if event == "exception":
            return self.on_event
        changed = self._look(frame)
        if self._line is not None:
            self._listener(TracedLine(self._line, frame.f_code.co_name, changed))
        self._line = frame.f_lineno if event == "line" else None
        return self.on_event

    def _look(self, frame: FrameType) -> dict[str, str | None]:
        """Return what has changed among the frame's names since the last look."""
        changed: dict[str, str | None] = {}
        now = {name: value for name, value in frame.f_locals.items() if name[:1] != "." and name[:2] != "__"}
        for name, value in now.items():
            old, old_text = self._seen.get(name, (_MISSING, ""))
            if value is old and not issubclass(type(value), _CONTAINERS):
                continue
            text = self._text(value)
            if value is not old or text != old_text:
                changed[name] = text
                self._seen[name] = value, text
        for name in self._seen.keys() - now.keys():
            changed[name] = None
            del self._seen[name]
        return changed
