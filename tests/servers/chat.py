"""A local HTTP server that speaks the chat-completions protocol and does to each request what it is told.

    with ChatServer(["The first reply.", Fail(429, headers={"Retry-After": "0"}), "The second."]) as server:
        model = HubModel("any", base_url=server.url)

Each chat request takes the next behaviour of the list: a text (short for `Reply(text)`), `Reply`, `Fail`,
`Drop`, `Stall`, `Endless`, `Events` or `MALFORMED`. A request whose `stream` is not true gets its reply as a
whole. What is in `refuses` is answered with a 400 that names it, and takes no behaviour. `server.requests` holds
what came in; `server.asked` is
set by the first chat request, `server.hung_up` once a client has closed its connection before the server was
done. Leaving the `with` ends what runs.
"""

from __future__ import annotations

import json
import select
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, Self

from tests.servers.completions import Call, Reply, completion, delta, events


@dataclass(frozen=True)
class Fail:
    """An HTTP status with an error message, or with `body` as it is."""

    status: int
    message: str = "the test server was told to fail"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True)
class Drop:
    """Send `text`, then cut the connection; with `headers` False cut it before anything is sent."""

    text: str = ""
    headers: bool = True


@dataclass(frozen=True)
class Stall:
    """Send `text`, then nothing, with the connection open; with `headers` False send not even headers."""

    text: str = ""
    headers: bool = True


@dataclass(frozen=True)
class Endless:
    """Send `text` again and again, every `delay` seconds."""

    text: str = "and so on "
    delay: float = 0.01


@dataclass(frozen=True)
class Events:
    """Send this as the body of the event stream, exactly, then end it properly, without `[DONE]`."""

    body: str


__all__ = [
    "MALFORMED",
    "Behaviour",
    "Call",
    "ChatServer",
    "Drop",
    "Endless",
    "Events",
    "Fail",
    "Received",
    "Reply",
    "Stall",
]
MALFORMED = Events('data: {"choices": [{"delta": {"content": "Hel\n\ndata: [DONE]\n\n')
Behaviour = str | Reply | Fail | Drop | Stall | Endless | Events


@dataclass(frozen=True)
class Received:
    """A request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def images(self) -> list[str]:
        """The addresses of the pictures in the messages."""
        contents = [message["content"] for message in self.body["messages"]]
        parts = [part for content in contents if isinstance(content, list) for part in content]
        return [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]

    @property
    def response_format(self) -> dict[str, Any] | None:
        """What the reply is to follow."""
        return self.body.get("response_format")


class ChatServer:
    """The server, on a free port of 127.0.0.1, in threads of this process.

    `models` are the ids that GET /v1/models lists. With `token`, a request without it gets a 401.
    `refuses` are the parameters that it does not take.
    """

    def __init__(
        self,
        behaviours: Iterable[Behaviour] = (),
        *,
        models: Sequence[str] = ("test-model",),
        owner: str = "test",
        token: str | None = None,
        refuses: Sequence[str] = (),
    ) -> None:
        self.requests: list[Received] = []
        self.asked = Event()
        self.hung_up = Event()
        self.models, self.owner, self.token, self.refuses = models, owner, token, tuple(refuses)
        self.stopping = Event()
        self._behaviours = list(behaviours)
        self._lock = Lock()
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.chat = self
        self._thread = Thread(target=self._http.serve_forever, args=(0.02,), name="chat server", daemon=True)

    @property
    def port(self) -> int:
        return int(self._http.server_address[1])

    @property
    def url(self) -> str:
        """The base URL, as a client wants it."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The bodies of the chat requests, in their order."""
        return [received.body for received in self.requests if received.method == "POST"]

    def add(self, *behaviours: Behaviour) -> None:
        """Put further behaviours at the end of the list."""
        with self._lock:
            self._behaviours.extend(behaviours)

    def take(self) -> Behaviour:
        with self._lock:
            if self._behaviours:
                return self._behaviours.pop(0)
        return Fail(400, "the test server was asked once more than it has behaviours")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    chat: ChatServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Note that the client went away; anything else is shown as usual."""
        if isinstance(sys.exception(), ConnectionError):
            self.chat.hung_up.set()
        else:
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        chat = self.server.chat
        chat.requests.append(Received("GET", self.path, dict(self.headers), {}))
        if self.path != "/v1/models":
            return self._fail(Fail(404, f"there is nothing at {self.path}"))
        data = [{"id": model, "object": "model", "owned_by": chat.owner} for model in chat.models]
        return self._whole(200, json.dumps({"object": "list", "data": data}))

    def do_POST(self) -> None:
        chat = self.server.chat
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        chat.requests.append(Received("POST", self.path, dict(self.headers), body))
        chat.asked.set()
        if self.path != "/v1/chat/completions":
            return self._fail(Fail(404, f"there is nothing at {self.path}"))
        if chat.token is not None and self.headers["Authorization"] != f"Bearer {chat.token}":
            return self._fail(Fail(401, "Invalid credentials in Authorization header"))
        if refused := next((name for name in chat.refuses if name in body), None):
            return self._fail(Fail(400, f"Unsupported parameter: '{refused}' is not supported with this model."))
        behaviour = chat.take()
        if isinstance(behaviour, str):
            behaviour = Reply(behaviour)
        return self._behave(behaviour, body)

    def _behave(self, behaviour: Reply | Fail | Drop | Stall | Endless | Events, request: dict[str, Any]) -> None:
        match behaviour:
            case Fail():
                self._fail(behaviour)
            case Reply():
                self._reply(behaviour, request)
            case Events():
                self._start()
                if behaviour.body:
                    self._chunk(behaviour.body)
                self.wfile.write(b"0\r\n\r\n")
            case Drop() | Stall():
                if behaviour.headers:
                    self._start()
                    self._send_events([delta(content=behaviour.text)])
                if isinstance(behaviour, Stall):
                    self._wait(None)
                self.close_connection = True
            case Endless():
                self._start()
                while not self.server.chat.stopping.is_set():
                    self._send_events([delta(content=behaviour.text)], delay=behaviour.delay)

    def _reply(self, reply: Reply, request: dict[str, Any]) -> None:
        if request.get("stream"):
            self._start()
            self._send_events(events(reply, request), delay=reply.delay)
            self._end()
        else:
            self._wait(reply.delay)
            self._whole(200, json.dumps(completion(reply, request)))

    def _fail(self, fail: Fail) -> None:
        error = json.dumps({"error": {"message": fail.message, "type": "test", "code": fail.status}})
        self._whole(fail.status, error if fail.body is None else fail.body, fail.headers)

    def _whole(self, status: int, body: str, headers: Mapping[str, str] | None = None) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def _start(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()

    def _send_events(self, events: Iterable[dict[str, Any]], delay: float = 0.0) -> None:
        for event in events:
            if delay:
                self._wait(delay)
            self._chunk(f"data: {json.dumps(event, ensure_ascii=False)}\n\n")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _end(self) -> None:
        self._chunk("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _wait(self, seconds: float | None) -> None:
        """Wait, unless the server stops or the client hangs up, which is a ConnectionError."""
        end = None if seconds is None else time.monotonic() + seconds
        while not self.server.chat.stopping.is_set() and (end is None or time.monotonic() < end):
            pause = 0.02 if end is None else max(0.0, min(0.02, end - time.monotonic()))
            if select.select([self.connection], [], [], pause)[0] and not self.connection.recv(1):
                raise ConnectionResetError("the client hung up")
