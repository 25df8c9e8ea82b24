"""What the host lends is opaque: the code sees a callable, and of its errors the type and the message."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from agent_magic.interpreter.errors import RunEnded
from agent_magic.interpreter.meter import Meter


def lend(name: str, function: Callable[..., Any], meter: Meter) -> Callable[..., Any]:
    """Return a callable that calls `function` and shows nothing of it.

    An error crosses as a new exception of the same type and message; `RunEnded` ends the run.
    """

    def call(*args: Any, **options: Any) -> Any:
        if meter.ended is not None:
            meter.check(None)  # the run is over, whatever the code made of that
        try:
            return function(*args, **options)
        except RunEnded as ended:
            meter.trip(ended)
            raise
        except Exception as error:
            failure = _bare(error)
        raise failure

    call.__name__ = call.__qualname__ = name
    call.__doc__ = function.__doc__ if isinstance(function.__doc__, str) else None
    call.__module__ = "agent_magic"
    return call


def _bare(error: Exception) -> Exception:
    """A new exception like `error`, without its cause, context, traceback, attributes and notes."""
    kind = type(error)
    base: type[Exception] = next(
        cls for cls in kind.__mro__ if getattr(builtins, cls.__name__, None) is cls and issubclass(cls, Exception)
    )
    if kind is not base:
        base = type(kind.__name__, (base,), {"__module__": "builtins"})
    plain = all(type(arg) in (str, int, float, bool, type(None)) for arg in error.args)
    try:
        return base(*error.args) if plain else base(str(error))
    except Exception:
        return Exception(f"{kind.__name__}: the message cannot be shown")
