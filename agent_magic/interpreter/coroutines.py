"""How a program is run to its end, also one that awaits in its module scope."""

from __future__ import annotations

import inspect
from types import CodeType, FunctionType
from typing import Any

from agent_magic.interpreter.meter import Meter


def drive(code: CodeType, namespace: dict[str, Any], meter: Meter) -> None:
    """Run module code; where it awaits, resume it until it is done, checking the limits in between."""
    if not code.co_flags & inspect.CO_COROUTINE:
        exec(code, namespace)
        return
    coroutine = FunctionType(code, namespace)()
    try:
        while True:
            waiting = coroutine.send(None)
            meter.check(None)
            if waiting is not None:
                coroutine.throw(RuntimeError("no event loop is running here; await coroutines of the code only"))
    except StopIteration:
        return
    finally:
        coroutine.close()
