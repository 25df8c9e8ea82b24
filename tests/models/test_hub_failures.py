from __future__ import annotations

import socket
import time

import pytest

from agent_magic.errors import MalformedReply, ModelError, ModelRefused, ModelUnavailable, RateLimited
from agent_magic.messages import Chunk, TextChunk
from agent_magic.models import HubModel
from tests.models.talk import request
from tests.servers.chat import MALFORMED, Behaviour, ChatServer, Drop, Endless, Events, Fail, Reply, Stall


def failure(*behaviours: Behaviour, timeout: float = 5.0, **settings: object) -> tuple[list[Chunk], ModelError]:
    """Return what came of a reply and the error that ended it."""
    with ChatServer(behaviours) as server:
        model = HubModel("org/model", base_url=server.url, timeout=timeout, **settings)  # type: ignore[arg-type]
        came: list[Chunk] = []
        with pytest.raises(ModelError) as raised:
            came.extend(_each(model, came))
    line = str(raised.value)
    assert "\n" not in line
    assert len(line) < 500
    assert raised.value.__context__ is None, "a traceback would show the client's errors too"
    return came, raised.value


def _each(model: HubModel, came: list[Chunk]) -> list[Chunk]:
    for chunk in model.stream(request("hello")):
        came.append(chunk)
    return []


@pytest.mark.parametrize(
    ("behaviour", "kind", "says"),
    [
        (
            Fail(401, "Invalid token"),
            ModelRefused,
            r"does not accept the token \(401: Invalid token\)\. Give it",
        ),
        (Fail(402, "Credits used up"), ModelRefused, r"wants to be paid \(402: Credits used up\)"),
        (Fail(403, "Gated"), ModelRefused, r"does not let this token use org/model \(403: Gated\)"),
        (
            Fail(404, "try pulling it"),
            ModelRefused,
            r"has no model org/model \(404: try pulling it\)\. Check its name, and the address",
        ),
        (
            Fail(400, "The model does not exist"),
            ModelRefused,
            r"the request \(400: The model does not exist\)",
        ),
        (Fail(413, ""), ModelRefused, "too long"),
        (Fail(422, body='{"detail": [{"msg": "bad"}, {"msg": "worse"}]}'), ModelRefused, r"422: bad; worse"),
        (Fail(418, body="<html><h1>teapot</h1></html>"), ModelRefused, "418 without a reason"),
        (Fail(418, body="short\nand stout"), ModelRefused, "418: short and stout"),
        (Fail(418, body='["a", "list"]'), ModelRefused, "418: a; list"),
        (Drop("Let me "), ModelUnavailable, "broke in the middle of the reply; run the cell again"),
        (MALFORMED, MalformedReply, "what is not a chat completion .*run the cell again"),
        (Events('data: {"choices": "no"}\n\n'), MalformedReply, "what is not a chat completion"),
        (Events('data: {"choices": [{"delta": {"content": 5}}]}\n\n'), MalformedReply, "is no text"),
        (Events("data: [1, 2]\n\n"), MalformedReply, "what is not a chat completion"),
        (Events("data: {}\n\n"), MalformedReply, "an event has no choices"),
        (Events(""), MalformedReply, "sent nothing of a reply. Check that it serves chat completions"),
        (Events("data: [DONE]\n\n"), MalformedReply, "sent nothing of a reply"),
        (Events('{"choices": []}'), MalformedReply, r"sent nothing of a reply, but: \{\"choices\": \[\]\}\."),
        (Events('data: {"error": {"message": "out of memory"}}\n\n'), ModelUnavailable, "out of memory"),
        (
            Events('data: {"choices": [{"delta": {"content": "and"}}]}\n\n'),
            ModelUnavailable,
            "ended in the middle of the reply",
        ),
        (Reply("", reasoning="hm", finish_reason="length"), MalformedReply, "used up its tokens"),
    ],
)
def test_each_failure_is_one_line_that_says_what_to_do(behaviour: Behaviour, kind: type[ModelError], says: str) -> None:
    _, error = failure(behaviour, retries=0)
    assert type(error) is kind
    assert_says(error, says)


def assert_says(error: ModelError, pattern: str) -> None:
    with pytest.raises(ModelError, match=pattern):
        raise error


def test_what_came_before_a_break_is_kept_and_the_call_is_not_made_again() -> None:
    came, _ = failure(Drop("Let me "), "never asked for")
    assert came == [TextChunk("Let me ")]


def test_a_server_that_keeps_failing_is_given_up() -> None:
    came, error = failure(*[Fail(503, "busy", headers={"Retry-After": "0"})] * 3, retries=2)
    assert len(came) == 2
    assert isinstance(error, ModelUnavailable)
    assert_says(error, r"failed \(503: busy\)\. Run the cell again in a while")


def test_a_server_that_asks_for_a_long_wait_is_given_up_at_once() -> None:
    came, error = failure(Fail(429, "slow down", headers={"Retry-After": "300"}))
    assert came == []
    assert isinstance(error, RateLimited)
    assert_says(error, r"no more requests for now \(429: slow down\)\. Wait 300 s and")


def test_a_wait_that_does_not_fit_into_the_time_is_not_begun() -> None:
    began = time.monotonic()
    came, error = failure(Fail(429, headers={"Retry-After": "10"}), timeout=2)
    assert came == []
    assert isinstance(error, RateLimited)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        (Stall(headers=False), "did not begin to reply within 0.3 s"),
        (Stall("Let me"), "did not end its reply within 0.3 s"),
        (Endless(), "did not end its reply within 0.3 s"),
        (Endless(delay=0), "did not end its reply within 0.3 s|does not end"),
        (Endless(text=""), "did not begin to reply within 0.3 s"),
    ],
)
def test_nothing_goes_on_past_the_time_out(behaviour: Behaviour, says: str) -> None:
    with ChatServer([behaviour]) as server:
        stream = HubModel("m", base_url=server.url, timeout=0.3).stream(request("hello"))
        began = time.monotonic()
        with pytest.raises(ModelError, match=says):
            list(stream)
        assert time.monotonic() - began < 0.8
        assert server.hung_up.wait(2), "the connection must not outlive the reply"


def test_a_reply_is_whole_even_where_the_server_does_not_close(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent_magic.models.completion.SECONDS_FOR_USAGE", 0.1)
    finished = 'data: {"choices":[{"delta":{"content":"yes"},"finish_reason":"stop"}]}\n\n'
    with socket.create_server(("127.0.0.1", 0)) as listener:
        model = HubModel("m", base_url=f"http://127.0.0.1:{listener.getsockname()[1]}/v1", timeout=5)
        stream = model.stream(request("hello"))
        with listener.accept()[0] as client:
            client.recv(65536)
            client.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n{finished}".encode())
            assert next(stream) == TextChunk("yes")
            assert len(list(stream)) == 1


def test_a_server_that_is_not_there_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    began = time.monotonic()
    with pytest.raises(ModelUnavailable, match=f"nothing answers at 127.0.0.1:{port} .*start the server there"):
        list(HubModel("m", base_url=f"http://127.0.0.1:{port}/v1").stream(request("hello")))
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("token", ["hf_abcdefgh12345", "sk-proj-1234567890", "a-very-own-token"])
def test_a_server_that_repeats_the_token_does_not_get_it_shown(token: str) -> None:
    echo = f"Incorrect API key provided: {token}. Header was Bearer {token}"
    for behaviour in (Fail(401, echo), Fail(500, echo), Events(f"no, {token}"), Events(f"data: {token}\n\n")):
        _, error = failure(behaviour, token=token, retries=0)
        assert token not in str(error)


def test_what_only_looks_like_a_token_is_shown() -> None:
    _, error = failure(Fail(400, "not supported by provider hf-inference, see api-reference"))
    assert_says(error, "provider hf-inference, see api-reference")


def test_a_token_that_can_be_none_is_refused_without_being_shown() -> None:
    _, error = failure("never asked", token="hf_with\nline")
    assert_says(error, "a character that no token has")
    assert "hf_with" not in str(error)


def test_offline_mode_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.is_offline_mode", lambda: True, raising=False)
    _, error = failure("never asked")
    assert_says(error, "unset HF_HUB_OFFLINE")
