"""One chat completion through `huggingface_hub.InferenceClient`, which is imported at the first one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Event, Timer
from typing import Any

from agent_magic.errors import MalformedReply, ModelUnavailable
from agent_magic.messages import Chunk, ReasoningChunk, ReplyEnd, Request, TextChunk, ToolCallChunk, Usage
from agent_magic.models.calls import CallAssembler
from agent_magic.models.connection import Connection
from agent_magic.models.deltas import Delta, read_delta
from agent_magic.models.endpoint import Endpoint
from agent_magic.models.failures import no_reply, too_late
from agent_magic.models.stops import StopCutter

MOST_CHARS = 1_000_000
SECONDS_TO_CONNECT = 10.0
SECONDS_FOR_USAGE = 2.0
"""How long to wait for the count of tokens, which follows a complete reply."""
SECONDS_AFTER_STOP = 0.5
"""How long to wait for it after a stop sequence, as it may be that the server goes on past that."""
MOST_PAST_STOP = 2
"""Pieces of text past a stop sequence after which the server is known to go on."""


class AsWritten(dict[str, Any]):
    """A response format that the client leaves alone.

    It would put the one of the protocol into the words of one kind of server, which others do not know.
    """

    def get(self, key: str, default: Any = None) -> Any:
        """Return nothing to who looks for a format to translate."""
        return default


def open_client(endpoint: Endpoint, connection: Connection) -> Any:
    """Return an `InferenceClient` for `endpoint` whose responses come over `connection`."""
    from huggingface_hub import InferenceClient

    token = endpoint.find_token()
    # A connection of its own can be ended without harm to others. Without a token of ours the client would
    # send the one it has saved to whatever server this is; a header of None keeps it from that.
    headers: dict[str, Any] = {"connection": "close"} | ({} if token else {"authorization": None})
    longest: Any = (min(SECONDS_TO_CONNECT, connection.seconds), *[connection.seconds + 1.0] * 3)
    client = InferenceClient(
        model=endpoint.base_url or endpoint.asked_model,
        provider=endpoint.asked_provider,  # type: ignore[arg-type]
        token=token,
        bill_to=endpoint.bill_to,
        headers=headers,
        timeout=longest,
    )
    client.exit_stack = connection
    return client


def ask(
    client: Any, endpoint: Endpoint, connection: Connection, request: Request, options: Mapping[str, Any]
) -> Iterator[Chunk]:
    """Yield the reply to `request` up to its end or a stop sequence; raises what goes wrong on the way.

    `options` is what the body of the call holds besides the model and the messages.
    """
    cutter, calls = StopCutter(request.stop_sequences), CallAssembler()
    usage, finish_reason = Usage(), ""
    written = thought = 0
    enough = Event()
    deltas = _deltas(client, endpoint, connection, request, options, enough)
    for delta in deltas:
        usage = delta.usage or usage
        finish_reason = delta.finish_reason or finish_reason
        written += len(delta.text) + sum(len(piece.arguments) for piece in delta.calls)
        thought += len(delta.reasoning)
        if written + thought > MOST_CHARS:
            raise MalformedReply(f"the reply of {endpoint.model} does not end; run the cell again.")
        if delta.reasoning:
            yield ReasoningChunk(delta.reasoning)
        if text := cutter.feed(delta.text) + (cutter.flush() if delta.whole else ""):
            yield TextChunk(text)
        if cutter.stopped:
            enough.set()
            yield ReplyEnd(_usage_after_stop(deltas, usage))
            return
        for piece in delta.calls:
            calls.feed(piece)
    if text := cutter.flush():
        yield TextChunk(text)
    _check_whole(endpoint, connection, finish_reason, bool(written or calls), bool(thought))
    for call in calls.calls():
        yield ToolCallChunk(call)
    yield ReplyEnd(usage, finish_reason or "stop")


def _usage_after_stop(deltas: Iterator[Delta], usage: Usage) -> Usage:
    """Return the count of tokens: a server that stops sends it now, one that does not is left."""
    past = 0
    for delta in deltas:
        usage = delta.usage or usage
        past += bool(delta.text)
        if past == MOST_PAST_STOP:
            break
    return usage


def _deltas(
    client: Any,
    endpoint: Endpoint,
    connection: Connection,
    request: Request,
    options: Mapping[str, Any],
    enough: Event,
) -> Iterator[Delta]:
    """Yield what comes; once the reply is complete or `enough`, nothing is an error and the rest has little time."""
    complete = began = False
    impatience: Timer | None = None
    messages = [message.as_dict() for message in request.messages]
    # The client is always told to stream: only then does it read over `connection`, which also takes a reply
    # that comes as a whole where `options` ask for one.
    body = {**options}
    if endpoint.base_url and "response_format" in body:
        body["response_format"] = AsWritten(body["response_format"])
    events = client.chat_completion(messages, model=endpoint.asked_model, stream=True, extra_body=body)
    try:
        for event in events:
            delta = read_delta(event)
            began = began or bool(delta.text or delta.reasoning or delta.calls)
            yield delta
            if (delta.finish_reason or enough.is_set()) and not complete:
                complete = True
                seconds = SECONDS_AFTER_STOP if enough.is_set() else SECONDS_FOR_USAGE
                impatience = Timer(seconds, connection.cut)
                impatience.daemon = True
                impatience.start()
            if not connection.remaining:
                raise too_late(endpoint, connection.seconds, began=began)
    except Exception:
        if not complete:
            raise
    finally:
        if impatience is not None:
            impatience.cancel()


def _check_whole(endpoint: Endpoint, connection: Connection, finish_reason: str, written: bool, thought: bool) -> None:
    """Raise where the stream ended without an error and yet without a whole reply."""
    lines = connection.lines
    if not finish_reason and not (written or thought):
        raise no_reply(endpoint, lines.stray if lines else "")
    if not finish_reason and not (lines and lines.done):
        raise ModelUnavailable(f"{endpoint.label} ended in the middle of the reply; run the cell again.")
    if finish_reason == "length" and thought and not written:
        raise MalformedReply(
            f"{endpoint.model} used up its tokens before it replied; give it more with HubModel(…, max_tokens=…)."
        )
