"""Seeing inside a run: each line that was executed, and the names that it changed."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from agent_magic.interpreter import Interpreter
from agent_magic.interpreter.trace import Trace, TracedLine


def traced(source: str, interpreter: Interpreter | None = None) -> list[TracedLine]:
    lines: list[TracedLine] = []
    outcome = (interpreter or Interpreter()).run(source, on_line=lines.append)
    assert outcome.error is None, outcome.error.traceback
    return lines


def told(source: str) -> list[tuple[int, str, dict[str, str | None]]]:
    return [(line.line, line.function, dict(line.changed)) for line in traced(source)]


def test_each_line_tells_what_it_changed() -> None:
    assert told("x = 1\ny = x + 1\nx += y\ndel y\n") == [
        (1, "<module>", {"x": "1"}),
        (2, "<module>", {"y": "2"}),
        (3, "<module>", {"x": "3"}),
        (4, "<module>", {"y": None}),
    ]


def test_containers_that_change_are_told_again() -> None:
    lines = told("a = [1]\na.append(2)\na\nb = {}\nb['k'] = a\n")
    assert [changed for _, _, changed in lines if changed] == [
        {"a": "[1]"}, {"a": "[1, 2]"}, {"b": "{}"}, {"b": "{'k': [1, 2]}"},
    ]  # fmt: skip


def test_calls_tell_the_names_of_their_own() -> None:
    lines = told("def f(n):\n    m = n + 1\n    return m\nr = f(1)\n")
    assert (2, "f", {"m": "2"}) in lines
    assert lines[-1] == (4, "<module>", {"r": "2"})


def test_rounds_of_a_loop_are_told_one_by_one() -> None:
    lines = told("t = 0\nfor i in range(3):\n    t += i\n")
    assert [changed["t"] for line, _, changed in lines if line == 3 and "t" in changed] == ["1", "3"]


def test_an_error_is_no_line() -> None:
    lines = told("try:\n    x = 1 / 0\nexcept ZeroDivisionError:\n    y = 1\n")
    assert lines[-1][2].get("y") == "1" or any(changed.get("y") == "1" for _, _, changed in lines)


def test_long_values_are_short_and_broken_ones_say_so() -> None:
    lines = told("a = 'x' * 1_000\nclass B:\n    def __repr__(self): return 1 / 0\nb = B()\n")
    changed: dict[str, str | None] = {}
    for _, _, each in lines:
        changed.update(each)
    assert len(changed["a"] or "") < 80
    assert "ZeroDivisionError" in (changed["b"] or "") or "B" in (changed["b"] or "")


def test_a_trace_function_of_the_host_is_set_aside() -> None:
    events: list[str] = []

    def host(frame: FrameType, event: str, argument: Any) -> None:
        events.append(frame.f_code.co_filename)

    before = sys.gettrace()
    sys.settrace(host)
    try:
        traced("x = 1\n")
        assert sys.gettrace() is host
    finally:
        sys.settrace(before)
    assert not [name for name in events if name.startswith("<agent code")]


def test_each_event_of_a_frame_is_told_to_the_listener() -> None:
    """Drive the trace function by hand, as CPython does: what runs within a trace function is traced by nobody."""
    lines: list[TracedLine] = []
    with Trace(lines.append):
        begin = sys.gettrace()
        sys.settrace(None)
    assert begin is not None

    def step(first: int, last: int) -> None:
        frame = sys._getframe(1)
        if first == 1:
            assert begin(sys._getframe(), "call", None) is None
            handlers.append(begin(frame, "call", None))
        on_event = handlers[-1]
        assert on_event(frame, "exception", None) == on_event
        for _ in range(first, last):
            on_event(frame, "line", None)

    handlers: list[Any] = []
    namespace = {"step": step, "__name__": "__main__"}
    source = "class B:\n    __class__ = property(lambda self: 1 / 0)\n    __repr__ = __class__.fget\nstep(1, 2)\nx = [1]\nb = B()\nstep(2, 4)\nx.append(2)\ndel b\nstep(4, 6)"
    exec(compile(source, "<agent code 1>", "exec"), namespace)
    changed = [dict(line.changed) for line in lines]
    assert {"x": "[1]", "b": "<B, whose repr raised ZeroDivisionError>"} in changed
    assert {"x": "[1, 2]", "b": None} in changed
    assert {line.function for line in lines} == {"<module>"}


def test_nothing_is_traced_when_nobody_listens() -> None:
    interpreter = Interpreter()
    interpreter.run("import sys\nx = 1")
    assert traced("x = 2", interpreter)[0].changed["x"] == "2"
    assert sys.gettrace() is None or "coverage" in repr(sys.gettrace()).lower()
