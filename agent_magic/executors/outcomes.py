"""What a worker says of a run, made into outputs and outcomes; every field is checked, as the worker may lie."""

from __future__ import annotations

import math
from typing import Any, Final

from agent_magic.errors import InputError
from agent_magic.executors.weighing import weight
from agent_magic.interpreter import ErrorReport, Limits, Outcome
from agent_magic.interpreter.values import handed_out
from agent_magic.worker.codec import Undecodable, decode
from agent_magic.worker.confinement import Layer
from agent_magic.worker.cutting import cut_middle
from agent_magic.worker.frames import BadFrame, Frame
from agent_magic.worker.outputs import Kept, Output, Printed, Shown

_MOST: Final = 1 << 62
_LINE_CHARS: Final = 500
_ERROR_CHARS: Final = 250_000
"""More than an honest worker leaves of a message or traceback."""


class CodeError(Exception):
    """Stands for an exception that was raised in a worker."""


def output_of(frame: Frame) -> Output:
    """Return what the code put out. Raises BadFrame where it is no output."""
    match frame.kind, frame.fields:
        case "printed", {"text": str(text)} if text:
            return Printed(text)
        case "shown", {"bundle": {"text/plain": str()} as bundle}:
            return Shown(bundle)
    raise BadFrame(f"it said {frame.kind[:40]!r} where it may not")


def outcome_of(frame: Frame, run: int, printed: str, limits: Limits, *, trust: bool) -> Outcome:
    """Return what the run with the number `run` came to. Raises BadFrame where that cannot be read.

    A value that is no answer may be shown without a look at its size, so a huge one is a short text, as in the worker.
    """
    match frame.fields:
        case {
            "run": int(number),
            "final": bool(final),
            "operations": int(operations),
            "seconds": float(seconds),
            "error": error,
        } if number == run and 0 <= operations < _MOST and math.isfinite(seconds):
            report = None if error is None else _report(error)
            value = _value(frame, trust=trust)
            value = value if final else handed_out(value, limits.output_chars)
            return Outcome(value, printed, report, final, operations, seconds)
    raise BadFrame("it told an outcome that cannot be read")


def layers_of(frame: Frame) -> tuple[Layer, ...]:
    """Return how a worker is confined. Raises BadFrame where that cannot be read."""
    match frame.fields.get("layers"):
        case [*layers] if all(_is_layer(layer) for layer in layers):
            return tuple(Layer(*layer) for layer in layers)
    raise BadFrame("it told a confinement that cannot be read")


def failure_of(frame: Frame) -> str:
    """Return why a worker could not start. Raises BadFrame where that cannot be read."""
    match frame.fields:
        case {"reason": str(reason)}:
            return _line(reason)
    raise BadFrame("it told of a failure what cannot be read")


def exposed_error_of(frame: Frame) -> str | None:
    """Return what is wrong with an input. Raises BadFrame where that cannot be read."""
    match frame.fields:
        case {"error": None}:
            return None
        case {"error": str(error)}:
            return _line(error)
    raise BadFrame("it told of an input what cannot be read")


def dead_outcome(reason: str, printed: str, seconds: float, *, interrupted: bool) -> Outcome:
    """Return the outcome of a run whose worker is gone."""
    if interrupted:
        kind, message = "KeyboardInterrupt", "the code was stopped"
    else:
        kind = "WorkerDied"
        message = f"{reason}; the variables of earlier steps are gone, the inputs are there again"
    report = ErrorReport(kind, message, None, f"{kind}: {message}", _exception(kind, message))
    return Outcome(None, printed, report, final=False, operations=0, seconds=seconds)


def refused_outcome(refused: InputError) -> Outcome:
    """Return the outcome of a run that did not begin, as the worker could not take an input."""
    message = str(refused)
    report = ErrorReport("InputError", message, None, f"InputError: {message}", refused)
    return Outcome(None, "", report, final=False, operations=0, seconds=0.0)


def _is_layer(layer: Any) -> bool:
    match layer:
        case [str(), bool(), str()]:
            return True
    return False


def _report(error: Any) -> ErrorReport:
    match error:
        case [str(kind), str(message), int() | None as line, str(traceback)] if line is None or 0 <= line < _MOST:
            kind, message, traceback = (
                _line(kind),
                cut_middle(message, _ERROR_CHARS),
                cut_middle(traceback, _ERROR_CHARS),
            )
            return ErrorReport(kind, message, line, traceback, _exception(kind, message))
    raise BadFrame("it told an error that cannot be read")


def _line(text: str) -> str:
    return " ".join(text[:_LINE_CHARS].split())


def _exception(kind: str, message: str) -> BaseException:
    """An interrupt is one here too, so that the run ends; anything else is only told of."""
    return KeyboardInterrupt(message) if kind == "KeyboardInterrupt" else CodeError(message)


def _value(frame: Frame, *, trust: bool) -> Any:
    match frame.fields:
        case {"kept": {"name": str(name), "type": str(kind), "text": str(text), "bundle": dict() | None as bundle}}:
            weight(bundle or {})
            return Kept(name, kind, text, bundle)
        case {"value": tree}:
            try:
                return decode(tree, frame.buffers, pickles=trust)
            except Undecodable as error:
                raise BadFrame(f"it sent a value that cannot be read: {error}") from None
    raise BadFrame("it told an outcome without a value")
