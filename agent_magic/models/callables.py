"""A plain function as a model: what is called with messages and returns a reply."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from agent_magic.errors import AgentMagicError, MalformedReply, ModelError, UsageError
from agent_magic.messages import Chunk, ReplyEnd, Request, TextChunk, Usage
from agent_magic.models.stops import StopCutter
from agent_magic.redaction import redact

MOST_CHARS = 300
"""The longest message of an engine's error that is passed on."""


class CallableModel:
    """A model that calls `engine(messages, stop_sequences=[…], grammar=…)`, which returns its reply.

    `messages` is a list of {"role": …, "content": …}. The engine may take `stop_sequences`, or `stop`, or neither, and
    `grammar`, which is passed where one is set. It returns a text, or what holds one as `.content` or "content". The
    reply is cut at the stop sequences whatever the engine did.
    """

    scripted = False

    def __init__(self, engine: Callable[..., Any], name: str | None = None) -> None:
        if not callable(engine) or isinstance(engine, type):
            raise UsageError(f"{engine!r} cannot be called with messages; give a function or an object with __call__.")
        if inspect.iscoroutinefunction(engine) or inspect.iscoroutinefunction(getattr(engine, "__call__", None)):  # noqa: B004
            raise UsageError(f"{_name(engine)} is async; give a plain function that returns the reply.")
        self.engine = engine
        self.name = name or _name(engine)
        """What the user is shown."""
        self._parameters = _parameters(engine)

    def __repr__(self) -> str:
        return f"<CallableModel {self.name}>"

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Yield the reply in one piece; raises a `ModelError` where the engine fails or returns no text."""
        messages = [message.as_dict() for message in request.messages]
        try:
            reply = self.engine(messages, **self._arguments(request))
        except AgentMagicError:
            raise
        except Exception as error:
            raise ModelError(f"{self.name} failed with {_line(error)}") from error
        cutter = StopCutter(request.stop_sequences)
        if text := cutter.feed(self._text(reply)) + cutter.flush():
            yield TextChunk(text)
        yield ReplyEnd(Usage())

    def _arguments(self, request: Request) -> dict[str, Any]:
        """Return what the engine takes of the request besides the messages."""
        arguments: dict[str, Any] = {}
        stop = next((name for name in ("stop_sequences", "stop") if self._takes(name)), None)
        if stop and (request.stop_sequences or self._needs(stop)):
            arguments[stop] = list(request.stop_sequences)
        if self._takes("grammar") and (request.grammar is not None or self._needs("grammar")):
            arguments["grammar"] = None if request.grammar is None else dict(request.grammar)
        return arguments

    def _takes(self, name: str) -> bool:
        kinds = {parameter.kind for parameter in self._parameters.values()}
        # An engine that names `stop` and takes more besides is to get `stop`.
        rest = inspect.Parameter.VAR_KEYWORD in kinds and not (name == "stop_sequences" and "stop" in self._parameters)
        return name in self._parameters or rest

    def _needs(self, name: str) -> bool:
        parameter = self._parameters.get(name)
        return parameter is not None and parameter.default is inspect.Parameter.empty

    def _text(self, reply: Any) -> str:
        text = reply
        if isinstance(reply, Mapping):
            text = reply.get("content")
        elif not isinstance(reply, str):
            text = getattr(reply, "content", None)
        if not isinstance(text, str):
            kind = type(reply).__name__
            raise MalformedReply(f"{self.name} returned {kind} without a text; return the reply as a str.")
        return text


def _parameters(engine: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    """Return the parameters after the first one, that of the messages; none where they cannot be known."""
    try:
        parameters = list(inspect.signature(engine).parameters.values())
    except (TypeError, ValueError):
        return {}
    first = 1 if parameters and parameters[0].kind is not inspect.Parameter.VAR_KEYWORD else 0
    return {parameter.name: parameter for parameter in parameters[first:]}


def _name(engine: Any) -> str:
    while isinstance(engine, functools.partial):
        engine = engine.func
    return str(getattr(engine, "__name__", type(engine).__name__))


def _line(error: Exception) -> str:
    line = " ".join(redact(f"{type(error).__name__}: {error}").split()).rstrip(".:")
    return f"{line[:MOST_CHARS]}." if len(line) <= MOST_CHARS else f"{line[: MOST_CHARS - 1]}…"
