"""The connection of one call to a model: what comes over it, and how any thread ends it at once."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

MOST_ERROR_BYTES = 64_000
MOST_LINE_CHARS = 10_000_000


@dataclass(frozen=True, slots=True)
class HttpFailure(Exception):
    """The server answered with an error: its status, its own words, and when to ask again, as it wrote it."""

    status: int
    message: str
    retry_after: str | None = None


class Connection(ExitStack[bool | None]):
    """The exit stack that an `InferenceClient` puts its responses on, made to serve us.

    It refuses a response with an error status before the client reads it, splits the others into the lines of
    an event stream, and knows the socket from the start, so that `end` works while the client waits.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
        self.deadline = time.monotonic() + seconds
        self.lines: EventLines | None = None
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    @property
    def remaining(self) -> float:
        """Seconds that are left of the time for the whole call."""
        return max(0.0, self.deadline - time.monotonic())

    @property
    def ended(self) -> bool:
        """Whether somebody wants no more of this call."""
        return self._ended.is_set()

    def extend(self, seconds: float) -> None:
        """Give the call more time."""
        self.deadline += seconds

    def pause(self, seconds: float) -> bool:
        """Wait, unless the call is ended; return whether it goes on."""
        return not self._ended.wait(seconds)

    def end(self) -> None:
        """End the call, from any thread: a read that waits on the socket returns at once."""
        self._ended.set()
        self.cut()

    def cut(self) -> None:
        """Break the connection, from any thread, without ending the call."""
        with self._lock:
            if self._socket is not None:
                _shut(self._socket)

    def enter_context(self, cm: AbstractContextManager[Any, Any]) -> Any:
        """Send the request of `cm` and return its response; raises `HttpFailure` where that is an error."""
        self.lines = None
        with self._watching():
            response = super().enter_context(cm)
        self._note(response.extensions.get("network_stream"))
        if response.status_code >= 400:
            headers = response.headers
            raise HttpFailure(response.status_code, _error_text(response), _retry_after(headers))
        self.lines = EventLines(response)
        return self.lines

    @contextmanager
    def _watching(self) -> Iterator[None]:
        """Learn the socket while the request is under way; the client tells it only after the headers."""
        from huggingface_hub import get_session

        thread = threading.get_ident()

        def watch(request: Any) -> None:
            if threading.get_ident() == thread:
                request.extensions = {**request.extensions, "trace": self._trace}

        hooks = get_session().event_hooks["request"]
        hooks.append(watch)
        try:
            yield
        finally:
            hooks.remove(watch)

    def _trace(self, name: str, info: Mapping[str, Any]) -> None:
        if name.startswith("connection.") and name.endswith(".complete"):
            self._note(info.get("return_value"))

    def _note(self, stream: Any) -> None:
        """Keep the socket of a network stream."""
        get_extra_info = getattr(stream, "get_extra_info", None)
        found = get_extra_info("socket") if get_extra_info else None
        if isinstance(found, socket.socket):
            with self._lock:
                self._socket = found
                if self.ended:
                    _shut(found)


class EventLines:
    """A response whose lines are those of an event stream, and which otherwise is the response itself.

    The client's own splitter also breaks lines at characters that JSON text may hold, such as U+2028.
    """

    def __init__(self, response: Any) -> None:
        self._response = response
        self.done = False
        """Whether the server said that the reply is complete."""
        self.stray = ""
        """What came that is no event: the beginning of it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._response, name)

    def iter_lines(self) -> Iterator[str]:
        """Yield the lines that carry data; a reply that comes as a whole is one of them."""
        if "json" in self._response.headers.get("content-type", ""):
            yield f"data: {' '.join(self._lines())}"
            self.done = True
            return
        for line in self._lines():
            if line.startswith("data:") and (data := line[5:].strip()):
                self.done = self.done or data == "[DONE]"
                yield f"data: {data}"
            elif line and not line.startswith((":", "event:", "id:", "retry:", "data:")):
                self.stray = (self.stray + line)[:200]

    def _lines(self) -> Iterator[str]:
        decoder = getincrementaldecoder("utf-8")("replace")
        pending = ""
        for data in self._response.iter_bytes():
            *lines, pending = re.split("\r\n|\n|\r", pending + decoder.decode(data))
            yield from lines
            if len(pending) > MOST_LINE_CHARS:
                raise ValueError("an event is too long")
        yield pending


def _shut(end: socket.socket) -> None:
    # The method of the plain socket: that of a TLS socket would pull the TLS layer from under the reader.
    with suppress(OSError):
        socket.socket.shutdown(end, socket.SHUT_RDWR)


def _retry_after(headers: Mapping[str, str]) -> str | None:
    milliseconds = headers.get("retry-after-ms", "")
    return f"{int(milliseconds) / 1000}" if milliseconds.isdigit() else headers.get("retry-after")


def _error_text(response: Any) -> str:
    """Return what the server says went wrong; nothing where it says it in HTML."""
    data = b""
    with suppress(Exception):
        for part in response.iter_bytes():
            data += part
            if len(data) > MOST_ERROR_BYTES:
                break
    text = data.decode("utf-8", "replace").strip()
    try:
        return _message(json.loads(text))
    except ValueError:
        return "" if text.startswith("<") else text


def _message(body: Any) -> str:
    """Return the message in the body of an error, in any of the forms that servers use."""
    if isinstance(body, dict):
        for key in ("error", "message", "detail", "errors", "error_description", "msg"):
            if body.get(key):
                return _message(body[key])
        return ""
    if isinstance(body, list):
        return "; ".join(filter(None, map(_message, body)))
    return str(body)
