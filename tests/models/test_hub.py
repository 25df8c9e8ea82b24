from __future__ import annotations

import subprocess
import sys
import time

import pytest

from agent_magic.errors import ModelRefused, UsageError
from agent_magic.messages import ReasoningChunk, ReplyEnd, Retrying, TextChunk, Usage
from agent_magic.models import HubModel
from tests.models.talk import chunks, request, text
from tests.servers.chat import ChatServer, Drop, Events, Fail, Reply, Stall


def test_a_reply_streams_and_ends_with_the_tokens_it_took() -> None:
    with ChatServer([Reply("Let me see.", delay=0.01)]) as server:
        found = chunks(HubModel("m", base_url=server.url), "how many words")
    assert [chunk for chunk in found if isinstance(chunk, TextChunk)] == [
        TextChunk("Let "),
        TextChunk("me "),
        TextChunk("see."),
    ]
    assert found[-1] == ReplyEnd(Usage(3, 3), "stop")


def test_what_is_sent_is_the_whole_conversation_and_nothing_the_server_must_guess() -> None:
    with ChatServer(["ok"]) as server:
        chunks(HubModel("some/model", base_url=server.url, max_tokens=77), "a", "b", "c", stops=("X",))
        received = server.requests[0]
    assert received.path == "/v1/chat/completions"
    assert received.body == {
        "model": "some/model",
        "messages": [
            {"role": "user", "content": "a"},
            {"role": "assistant", "content": "b"},
            {"role": "user", "content": "c"},
        ],
        "max_tokens": 77,
        "stop": ["X"],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_without_stop_sequences_none_are_sent() -> None:
    with ChatServer(["ok"]) as server:
        chunks(HubModel("m", base_url=server.url))
        assert "stop" not in server.bodies[0]


def test_at_most_four_stop_sequences_are_sent_and_all_are_obeyed() -> None:
    with ChatServer(["one E two"]) as server:
        found = chunks(HubModel("m", base_url=server.url), stops=("A", "B", "C", "D", "E"))
        assert server.bodies[0]["stop"] == ["A", "B", "C", "D"]
    assert text(found) == "one "


def test_a_server_that_ignores_stop_sequences_is_cut_here_and_let_go() -> None:
    pieces = ("print(1)\nObs", "ervat", "ion: ", *["made up "] * 5000)
    with ChatServer([Reply(pieces=pieces, stops=False, delay=0.001)]) as server:
        found = chunks(HubModel("m", base_url=server.url), stops=("\nObservation:",))
        assert server.hung_up.wait(2)
    assert text(found) == "print(1)"
    assert isinstance(found[-1], ReplyEnd)


def test_tokens_are_counted_also_where_the_stop_sequence_itself_comes() -> None:
    pieces = ("a", " STOP")
    with ChatServer([Reply(pieces=pieces, stops=False)]) as server:
        found = chunks(HubModel("m", base_url=server.url), "how many words", stops=("STOP",))
    assert text(found) == "a "
    assert found[-1] == ReplyEnd(Usage(3, 2), "stop")


def test_a_server_that_is_silent_after_the_stop_sequence_is_not_waited_for() -> None:
    with ChatServer([Stall("a STOP")]) as server:
        began = time.monotonic()
        found = chunks(HubModel("m", base_url=server.url, timeout=5), stops=("STOP",))
        assert time.monotonic() - began < 1
    assert found == [TextChunk("a "), ReplyEnd(Usage())]


@pytest.mark.parametrize("key", ["reasoning_content", "reasoning"])
def test_reasoning_is_told_apart_from_the_reply(key: str) -> None:
    with ChatServer([Reply("yes", reasoning="hm, well", reasoning_key=key)]) as server:
        found = chunks(HubModel("m", base_url=server.url))
    assert found[:3] == [ReasoningChunk("hm, "), ReasoningChunk("well"), TextChunk("yes")]


def test_a_server_that_counts_no_tokens_is_taken_as_it_is() -> None:
    with ChatServer([Reply("yes", usage=False)]) as server:
        assert chunks(HubModel("m", base_url=server.url))[-1] == ReplyEnd(Usage(None, None))


def test_a_reply_cut_by_its_length_says_so() -> None:
    with ChatServer([Reply("and then", finish_reason="length")]) as server:
        assert chunks(HubModel("m", base_url=server.url))[-1] == ReplyEnd(Usage(1, 2), "length")


def test_any_text_comes_through() -> None:
    said = "Größe 数 🍇 a\u2028b\x85c\x0bd \\ \" ' {x} $y data: [DONE] \r\n end"
    with ChatServer([Reply(pieces=(said,))]) as server:
        assert text(chunks(HubModel("m", base_url=server.url), said)) == said
        assert server.bodies[0]["messages"][0]["content"] == said


def test_comments_and_other_fields_of_the_event_stream_are_skipped() -> None:
    event = 'data:{"choices":[{"delta":{"content":"hi"},"finish_reason":null}]}'
    body = f": ping\n\nevent: x\nid: 1\nretry: 5\n{event}\r\n\r\ndata:\n\n: ping\n\ndata: [DONE]"
    with ChatServer([Events(body)]) as server:
        assert text(chunks(HubModel("m", base_url=server.url))) == "hi"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_failure_that_may_pass_is_tried_again_and_shown(status: int) -> None:
    with ChatServer([Fail(status, headers={"Retry-After": "0"}), "ok"]) as server:
        found = chunks(HubModel("m", base_url=server.url))
        assert len(server.bodies) == 2
    assert found[:2] == [Retrying(f"127.0.0.1:{server.port} answered {status}", 0.0), TextChunk("ok")]


@pytest.mark.slow
def test_a_connection_that_breaks_before_the_reply_is_made_again() -> None:
    with ChatServer([Drop(headers=False), "ok"]) as server:
        found = chunks(HubModel("m", base_url=server.url))
    assert isinstance(found[0], Retrying)
    assert found[0].reason == "the connection broke"
    assert text(found) == "ok"


@pytest.mark.parametrize("option", ["stop", "stream_options", "max_tokens"])
def test_an_option_that_the_server_does_not_take_is_left_out(option: str) -> None:
    refusal = Fail(400, f"Unsupported parameter: '{option}' is not supported with this model.")
    with ChatServer([refusal, Reply("yes STOP no", stops=False)]) as server:
        found = chunks(HubModel("m", base_url=server.url), stops=("STOP",))
        assert option in server.bodies[0]
        assert option not in server.bodies[1]
    assert text(found) == "yes "


def test_one_model_serves_many_calls() -> None:
    with ChatServer([str(number) for number in range(5)]) as server:
        model = HubModel("m", base_url=server.url)
        assert [text(chunks(model)) for _ in range(5)] == ["0", "1", "2", "3", "4"]


def test_the_token_given_goes_to_the_server_given() -> None:
    with ChatServer(["ok"], token="sesame") as server:
        assert text(chunks(HubModel("m", base_url=server.url, token=" sesame\n"))) == "ok"


def test_the_saved_token_goes_to_no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret_of_the_user")
    with ChatServer(["ok"]) as server:
        chunks(HubModel("m", base_url=server.url))
        headers = {name.lower(): value for name, value in server.requests[0].headers.items()}
    assert "authorization" not in headers
    assert "hf_secret" not in str(headers)


def test_a_model_on_hugging_face_is_asked_with_the_saved_token(
    hugging_face: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_the_user")
    with hugging_face as server:
        server.add("ok")
        assert text(chunks(HubModel("org/name:fastest"))) == "ok"
        assert server.bodies[0]["model"] == "org/name:fastest"
        headers = {name.lower(): value for name, value in server.requests[0].headers.items()}
    assert headers["authorization"] == "Bearer hf_of_the_user"


def test_hugging_face_without_a_token_says_how_to_get_one(
    hugging_face: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", "/nonexistent")
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with hugging_face as server:
        with pytest.raises(ModelRefused, match=r"needs a token: make one at https://huggingface\.co/settings"):
            chunks(HubModel("org/name"))
        assert server.requests == []


def test_a_token_of_somebody_else_is_not_sent_to_hugging_face(hugging_face: ChatServer) -> None:
    with hugging_face as server:
        with pytest.raises(ModelRefused, match="begin with hf_"):
            chunks(HubModel("org/name", token="sk-other-company"))
        assert server.requests == []


def test_a_provider_that_does_not_exist_is_named(hugging_face: ChatServer) -> None:
    with hugging_face as server:
        server.add(Fail(400, "The requested model 'org/name' is not supported by provider 'nobody'."))
        with pytest.raises(ModelRefused, match="not supported by provider 'nobody'"):
            chunks(HubModel("org/name", provider="nobody", token="hf_token"))
    with pytest.raises(ModelRefused, match="Provider 'nobody' not supported"):
        chunks(HubModel("org/name", provider="nobody", token="a-key-of-its-own"))


def test_names_show_where_a_model_is_but_no_credentials() -> None:
    assert HubModel("org/name").name == "org/name"
    model = HubModel("llama", base_url="http://user:secret@localhost:1234/v1", token="hf_secret_token")
    assert model.name == "llama at localhost:1234"
    assert "secret" not in repr(model) + repr(model.endpoint.host)
    assert model.scripted is False


@pytest.mark.parametrize("url", ["localhost:11434/v1", "http://", "ftp://host/v1", "http://host:99999/v1", ""])
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(UsageError, match="no address of a server"):
        HubModel("m", base_url=url)


def test_settings_that_make_no_sense_are_refused_at_once() -> None:
    for settings in ({"timeout": 0}, {"timeout": float("nan")}, {"max_tokens": 0}, {"retries": -1}):
        with pytest.raises(UsageError, match=next(iter(settings))):
            HubModel("m", **settings)
    with pytest.raises(UsageError, match="name of the model is empty"):
        HubModel(" ")


def test_making_a_model_does_not_import_the_client() -> None:
    code = (
        "import sys\nfrom agent_magic.models import HubModel, resolve, local_servers\n"
        "HubModel('org/name')\nresolve('org/name')\nlocal_servers(ports={})\n"
        "print([name for name in sys.modules if name.startswith(('huggingface_hub', 'httpx', 'requests'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_stream_is_an_iterator_that_stays_ended() -> None:
    with ChatServer(["one two"]) as server:
        stream = HubModel("m", base_url=server.url).stream(request("hello"))
        assert len(list(stream)) == 3
        assert list(stream) == []
