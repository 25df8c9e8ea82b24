from __future__ import annotations

import time
from typing import Any

import pytest

from agent_magic.errors import ModelRefused, UsageError
from agent_magic.messages import Image, Message, Request, Retrying
from agent_magic.models import HubModel
from tests.models.talk import chunks, request, text
from tests.servers.chat import ChatServer, Fail, Reply

SCHEMA = {"type": "object", "properties": {"thought": {"type": "string"}}, "required": ["thought"]}


def test_options_go_into_the_body() -> None:
    options = {"temperature": 0.2, "seed": 0, "top_p": 0.9, "extra_body": {"chat_template_kwargs": {"thinking": False}}}
    with ChatServer(["ok"]) as server:
        chunks(HubModel("m", base_url=server.url, options=options))
        body = server.bodies[0]
    assert (body["temperature"], body["seed"], body["top_p"]) == (0.2, 0, 0.9)
    assert body["chat_template_kwargs"] == {"thinking": False}
    assert "extra_body" not in body


@pytest.mark.parametrize("option", ["model", "messages", "stream", "stop", "max_tokens", "tools", "grammar"])
def test_an_option_that_the_model_sets_itself_is_refused(option: str) -> None:
    for options in ({option: 1}, {"extra_body": {option: 1}}):
        with pytest.raises(UsageError, match=f"'{option}' is set by the model itself"):
            HubModel("m", options=options)


def test_a_refused_option_is_told_once_and_left_out_from_then_on() -> None:
    with ChatServer(["one", "two"], refuses=["temperature"]) as server:
        model = HubModel("m", base_url=server.url, options={"temperature": 0.2, "seed": 1})
        first, second = chunks(model), chunks(model)
        assert ["temperature" in body for body in server.bodies] == [True, False, False]
        assert all("seed" in body for body in server.bodies)
    assert first[0] == Retrying(f"127.0.0.1:{server.port} does not take temperature", 0.0)
    assert text(second) == "two"
    assert not any(isinstance(chunk, Retrying) for chunk in second)


def test_a_value_that_is_wrong_in_itself_is_told_and_not_left_out() -> None:
    with ChatServer([Fail(400, "temperature must be between 0 and 2")]) as server:
        model = HubModel("m", base_url=server.url, options={"temperature": 5})
        with pytest.raises(ModelRefused, match="temperature must be between 0 and 2"):
            chunks(model)


def test_stop_sequences_are_obeyed_where_the_server_refuses_them() -> None:
    replies = [Reply("a STOP b", stops=False)] * 2
    with ChatServer(replies, refuses=["stop"]) as server:
        model = HubModel("m", base_url=server.url)
        assert [text(chunks(model, stops=("STOP",))) for _ in range(2)] == ["a ", "a "]
        assert len(server.bodies) == 3


@pytest.mark.parametrize(
    ("grammar", "sent"),
    [
        (
            {"type": "json", "value": SCHEMA},
            {"type": "json_schema", "json_schema": {"name": "reply", "schema": SCHEMA, "strict": True}},
        ),
        (
            {"type": "json", "value": SCHEMA, "name": "step", "strict": False},
            {"type": "json_schema", "json_schema": {"name": "step", "schema": SCHEMA, "strict": False}},
        ),
        ({"type": "regex", "value": "[ab]+"}, {"type": "regex", "value": "[ab]+"}),
    ],
)
def test_a_grammar_becomes_the_response_format(grammar: dict[str, Any], sent: dict[str, Any]) -> None:
    with ChatServer(["{}"]) as server:
        list(HubModel("m", base_url=server.url).stream(Request(request("x").messages, grammar=grammar)))
        assert server.requests[0].response_format == sent


def test_a_schema_is_worded_as_the_server_knows_it() -> None:
    refusal = Fail(
        500, "1 validation error: ('body', 'response_format', 'type'), Input should be 'text' or 'json_object'"
    )
    asked = Request(request("x").messages, grammar={"type": "json", "value": SCHEMA})
    with ChatServer([refusal, "{}", "{}"]) as server:
        model = HubModel("m", base_url=server.url)
        assert [text(list(model.stream(asked))) for _ in range(2)] == ["{}", "{}"]
        formats = [received.response_format for received in server.requests]
    assert [format and format["type"] for format in formats] == ["json_schema", "json_object", "json_object"]
    assert formats[1] == {"type": "json_object", "schema": SCHEMA}


def test_a_grammar_of_llama_cpp_is_sent_as_it_is() -> None:
    grammar = {"type": "gbnf", "value": 'root ::= "yes" | "no"'}
    with ChatServer(["yes"]) as server:
        list(HubModel("m", base_url=server.url).stream(Request(request("x").messages, grammar=grammar)))
        assert server.bodies[0]["grammar"] == 'root ::= "yes" | "no"'


@pytest.mark.parametrize("grammar", [{}, {"type": "json", "value": "text"}, {"type": "xml", "value": "a"}])
def test_what_is_no_grammar_is_refused(grammar: dict[str, Any]) -> None:
    with ChatServer() as server:
        model = HubModel("m", base_url=server.url)
        with pytest.raises(UsageError, match=r"a grammar is \{"):
            list(model.stream(Request(request("x").messages, grammar=grammar)))
        assert server.bodies == []


def test_a_server_without_structured_output_is_told_and_asked_without() -> None:
    grammar = {"type": "json", "value": SCHEMA}
    with ChatServer(["{}"], refuses=["response_format"]) as server:
        found = list(HubModel("m", base_url=server.url).stream(Request(request("x").messages, grammar=grammar)))
        assert len(server.bodies) == 3
        assert "response_format" not in server.bodies[-1]
    assert found[0] == Retrying(f"127.0.0.1:{server.port} does not take response_format", 0.0)


def test_pictures_are_sent_with_the_text() -> None:
    message = Message("user", "what is this?", images=(Image("aGk="), Image("aG8=", "image/jpeg")))
    with ChatServer(["a cat"]) as server:
        list(HubModel("m", base_url=server.url).stream(Request((message,))))
        assert server.requests[0].images == ["data:image/png;base64,aGk=", "data:image/jpeg;base64,aG8="]
        assert server.bodies[0]["messages"][0]["content"][0] == {"type": "text", "text": "what is this?"}


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("Qwen/Qwen2.5-VL-7B-Instruct", True),
        ("meta-llama/Llama-3.2-11B-Vision-Instruct", True),
        ("google/gemma-3-27b-it:nebius", True),
        ("google/gemma-3-1b-it", False),
        ("llava:13b", True),
        ("mistralai/Pixtral-12B-2409", True),
        ("gpt-4o-mini", True),
        ("Qwen/Qwen3-Omni-30B", True),
        ("HuggingFaceTB/SmolVLM-Instruct", True),
        ("Qwen/Qwen3-Coder-30B-A3B-Instruct", False),
        ("meta-llama/Llama-3.3-70B-Instruct", False),
        ("evlution/model", False),
    ],
)
def test_whether_a_model_sees_is_guessed_by_its_name(name: str, sees: bool) -> None:
    assert HubModel(name).takes_images is sees
    assert HubModel(name, takes_images=not sees).takes_images is not sees


def test_calls_are_kept_apart_and_the_wait_is_told() -> None:
    with ChatServer(["one", "two"]) as server:
        model = HubModel("m", base_url=server.url, requests_per_minute=240, timeout=0.2)
        assert not any(isinstance(chunk, Retrying) for chunk in chunks(model))
        began = time.monotonic()
        found = chunks(model)
        assert 0.1 < time.monotonic() - began < 0.6
    assert isinstance(found[0], Retrying)
    assert found[0].reason == "waiting for the limit of 240 requests a minute"
    assert 0.1 < found[0].seconds <= 0.25
    assert text(found) == "two"


def test_who_waits_for_the_limit_can_leave() -> None:
    with ChatServer(["one", "never asked for"]) as server:
        model = HubModel("m", base_url=server.url, requests_per_minute=1)
        chunks(model)
        stream = model.stream(request("x"))
        assert isinstance(next(stream), Retrying)
        began = time.monotonic()
        stream.close()
        assert list(stream) == []
        assert time.monotonic() - began < 0.2
        assert len(server.bodies) == 1


def test_who_pays_is_told_to_hugging_face(hugging_face: ChatServer) -> None:
    with hugging_face as server:
        server.add("ok")
        chunks(HubModel("org/name", token="hf_of_the_user", bill_to="my-team"))
        headers = {name.lower(): value for name, value in server.requests[0].headers.items()}
    assert headers["x-hf-bill-to"] == "my-team"


def test_nobody_else_is_told_who_pays() -> None:
    for settings in ({"base_url": "http://127.0.0.1:1/v1"}, {"provider": "groq", "token": "gsk_abcdefgh"}):
        with pytest.raises(UsageError, match="bill_to is for calls that Hugging Face charges"):
            HubModel("m", bill_to="my-team", **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(("model", "provider"), [("org/name:groq", None), ("org/name", "groq")])
def test_a_provider_is_asked_for_through_hugging_face(
    hugging_face: ChatServer,
    model: str,
    provider: str | None,
) -> None:
    with hugging_face as server:
        server.add("ok")
        assert text(chunks(HubModel(model, provider=provider, token="hf_of_the_user"))) == "ok"
        assert server.requests[0].path == "/v1/chat/completions"
        assert server.bodies[0]["model"] == "org/name:groq"


def test_a_provider_is_named_once() -> None:
    with pytest.raises(UsageError, match="names its provider already"):
        HubModel("org/name:groq", provider="cerebras")
    with pytest.raises(UsageError, match="leave it out, or leave out base_url"):
        HubModel("name", provider="groq", base_url="http://127.0.0.1:1/v1")


def test_a_conversation_that_is_too_long_says_so() -> None:
    words = "This model's maximum context length is 512 tokens. However, your messages resulted in 900 tokens."
    with (
        ChatServer([Fail(400, words)]) as server,
        pytest.raises(ModelRefused, match=r"too long for m \(400: This model"),
    ):
        chunks(HubModel("m", base_url=server.url))
