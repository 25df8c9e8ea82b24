"""Models on Hugging Face's providers, and on any server that speaks the chat-completions protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agent_magic.errors import ToolsRefused, UsageError
from agent_magic.messages import Chunk, Request, Retrying
from agent_magic.models.body import SILENT, check_options, make_body, refused_option, tools_refusal
from agent_magic.models.completion import ask, open_client
from agent_magic.models.connection import Connection
from agent_magic.models.endpoint import Endpoint
from agent_magic.models.failures import Failure, explain, too_late
from agent_magic.models.pace import Pace
from agent_magic.models.reply import Reply
from agent_magic.models.retries import wait_before_retry
from agent_magic.models.sight import seems_to_see


class HubModel:
    """A model behind `huggingface_hub.InferenceClient`.

    `model` is a name such as "org/name" or "org/name:provider" on Hugging Face, or, with `base_url` (such as
    "http://127.0.0.1:11434/v1"), the name that server knows. `token` is by default the one huggingface_hub
    has (HF_TOKEN, or `hf auth login`); that one goes to Hugging Face's servers only. `bill_to` is the organization
    that pays there.

    `timeout` is for a whole reply, with all waiting and `retries`, in seconds; only the wait that keeps calls to
    `requests_per_minute` comes on top. `stream=False` asks for replies as a whole. `options` are further
    parameters of the call, such as {"temperature": 0.2, "seed": 1}. `calls_tools` says that the server takes tools,
    and `takes_images` that the model takes pictures (None: as its name suggests).
    """

    scripted = False

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        provider: str | None = None,
        token: str | None = None,
        bill_to: str | None = None,
        timeout: float = 120.0,
        max_tokens: int = 4096,
        retries: int = 3,
        requests_per_minute: float | None = None,
        stream: bool = True,
        options: Mapping[str, Any] | None = None,
        calls_tools: bool = True,
        takes_images: bool | None = None,
    ) -> None:
        if not timeout > 0:
            raise UsageError(f"timeout is {timeout}; give the seconds that a whole reply may take.")
        if max_tokens < 1:
            raise UsageError(f"max_tokens is {max_tokens}; a reply needs at least one.")
        if retries < 0:
            raise UsageError(f"retries is {retries}; 0 means that a failed call is not made again.")
        if requests_per_minute is not None and not requests_per_minute > 0:
            raise UsageError(f"requests_per_minute is {requests_per_minute}; leave it out to set no limit.")
        self.endpoint = Endpoint(model, base_url, provider, token, bill_to)
        self.timeout = timeout
        self.max_tokens = max_tokens
        self.retries = retries
        self.streams = stream
        self.options = check_options(options or {})
        self.calls_tools = calls_tools
        self.takes_images = seems_to_see(model) if takes_images is None else takes_images
        self._pace = Pace(requests_per_minute)
        self._refused: set[str] = set()

    @property
    def name(self) -> str:
        """What the user is shown."""
        endpoint = self.endpoint
        return f"{endpoint.model} at {endpoint.host}" if endpoint.base_url else endpoint.model

    def __repr__(self) -> str:
        return f"<HubModel {self.name}>"

    def stream(self, request: Request) -> Reply:
        """Ask for a reply to `request` and return its chunks, which any thread may `close`.

        A server that does not take the request's tools is a `ToolsRefused`; `calls_tools` is false from then on.
        """
        connection = Connection(self.timeout)
        return Reply(
            self._chunks(request, connection),
            connection,
            late=lambda began: too_late(self.endpoint, self.timeout, began=began),
        )

    def _chunks(self, request: Request, connection: Connection) -> Iterator[Chunk]:
        """Yield the reply, and before it what keeps it waiting."""
        failures = 0
        while True:
            if turn := self._pace.wait_for_turn():
                connection.extend(turn)
                yield Retrying(self._pace.reason, turn)
            if not connection.pause(turn):
                return
            body = self._body(request)
            began = False
            try:
                client = open_client(self.endpoint, connection)
                for chunk in ask(client, self.endpoint, connection, request, body):
                    began = True
                    yield chunk
                return
            except Exception as error:
                # The failure is made here and raised or told below, where the client's error is none of its context.
                refused = refused_option(error, body)
                failure = self._failure(error, body, connection, began=began)
            finally:
                connection.close()
            if refused:
                self._refused.add(refused)
                if refused not in SILENT:
                    yield Retrying(f"{self.endpoint.label} does not take {refused}", 0.0)
                continue
            wait = wait_before_retry(failures, failure.retry_after) if failure.passing else None
            failures += 1
            if wait is None or failures > self.retries or wait >= connection.remaining:
                self.calls_tools = self.calls_tools and not isinstance(failure.error, ToolsRefused)
                raise failure.error
            yield Retrying(failure.reason, wait)
            if not connection.pause(wait):
                return

    def _body(self, request: Request) -> dict[str, Any]:
        return make_body(
            request, max_tokens=self.max_tokens, stream=self.streams, options=self.options, refused=self._refused
        )

    def _failure(self, error: Exception, body: Mapping[str, Any], connection: Connection, *, began: bool) -> Failure:
        if refusal := tools_refusal(error, self.endpoint, body):
            return Failure(refusal, "no tools")
        return explain(error, self.endpoint, answered=connection.lines is not None, began=began)
