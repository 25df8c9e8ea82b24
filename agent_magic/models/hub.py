"""Models on Hugging Face's providers, and on any server that speaks the chat-completions protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from agent_magic.errors import UsageError
from agent_magic.messages import Chunk, Request, Retrying
from agent_magic.models.completion import ask, open_client
from agent_magic.models.connection import Connection, HttpFailure
from agent_magic.models.endpoint import Endpoint
from agent_magic.models.failures import explain, too_late
from agent_magic.models.reply import Reply
from agent_magic.models.retries import wait_before_retry

MOST_STOPS = 4
"""Servers take no more stop sequences than this; the others are cut here."""


class HubModel:
    """A model behind `huggingface_hub.InferenceClient`.

    `model` is a name such as "org/name" or "org/name:provider" on Hugging Face, or, with `base_url` (such as
    "http://127.0.0.1:11434/v1"), the name that server knows. `token` is by default the one huggingface_hub
    has (HF_TOKEN, or `hf auth login`); that one goes to Hugging Face's servers only. `timeout` is for a whole
    reply, with all waiting and `retries`, in seconds.
    """

    scripted = False

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        provider: str | None = None,
        token: str | None = None,
        timeout: float = 120.0,
        max_tokens: int = 4096,
        retries: int = 3,
    ) -> None:
        if not timeout > 0:
            raise UsageError(f"timeout is {timeout}; give the seconds that a whole reply may take.")
        if max_tokens < 1:
            raise UsageError(f"max_tokens is {max_tokens}; a reply needs at least one.")
        if retries < 0:
            raise UsageError(f"retries is {retries}; 0 means that a failed call is not made again.")
        self.endpoint = Endpoint(model, base_url, provider, token)
        self.timeout = timeout
        self.max_tokens = max_tokens
        self.retries = retries

    @property
    def name(self) -> str:
        """What the user is shown."""
        endpoint = self.endpoint
        return f"{endpoint.model} at {endpoint.host}" if endpoint.base_url else endpoint.model

    def __repr__(self) -> str:
        return f"<HubModel {self.name}>"

    def stream(self, request: Request) -> Reply:
        """Ask for a reply to `request` and return its chunks, which any thread may `close`."""
        connection = Connection(self.timeout)
        return Reply(
            self._chunks(request, connection),
            connection,
            late=lambda began: too_late(self.endpoint, self.timeout, began=began),
        )

    def _chunks(self, request: Request, connection: Connection) -> Iterator[Chunk]:
        """Yield the reply, and before it what keeps it waiting."""
        options = self._options(request)
        failures = 0
        while True:
            began, refused = False, None
            try:
                client = open_client(self.endpoint, connection)
                for chunk in ask(client, self.endpoint, connection, request, options):
                    began = True
                    yield chunk
                return
            except Exception as error:
                refused = _refused_option(error, options)
                answered = connection.lines is not None
                failure = explain(error, self.endpoint, answered=answered, began=began)
            finally:
                connection.close()
            if refused:
                del options[refused]
                continue
            wait = wait_before_retry(failures, failure.retry_after) if failure.passing else None
            failures += 1
            if wait is None or failures > self.retries or wait >= connection.remaining:
                raise failure.error
            yield Retrying(failure.reason, wait)
            connection.pause(wait)
            if connection.ended:
                return

    def _options(self, request: Request) -> dict[str, Any]:
        """Return what a server may refuse and a call can do without."""
        options = {"max_tokens": self.max_tokens, "stream_options": {"include_usage": True}}
        stops = list(request.stop_sequences[:MOST_STOPS])
        return {**options, "stop": stops} if stops else options


def _refused_option(error: Exception, options: Iterable[str]) -> str | None:
    """Return the option that the server does not take, so that it can be left out."""
    if isinstance(error, HttpFailure) and error.status in (400, 422):
        return next((name for name in options if re.search(rf"\b{name}\b", error.message)), None)
    return None
