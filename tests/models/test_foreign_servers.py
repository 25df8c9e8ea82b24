"""The protocol as two servers speak it that are not ours. What their models say means nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from agent_magic.errors import MalformedReply, ModelRefused
from agent_magic.messages import Message, ReplyEnd, Request, Retrying, TextChunk
from agent_magic.models import HubModel, ReplayModel
from tests.models.talk import text
from tests.servers.foreign import Foreign, llama_server, transformers_server

pytestmark = pytest.mark.local_models

MESSAGES = (Message("system", "Answer."), Message("user", "How is it?"))
SCHEMA = {
    "type": "object",
    "properties": {"code": {"type": "string", "maxLength": 5}, "sure": {"type": "boolean"}},
    "required": ["code", "sure"],
}


@pytest.fixture(scope="module")
def transformers() -> Iterator[Foreign]:
    with transformers_server() as server:
        yield server


@pytest.fixture(scope="module")
def llama() -> Iterator[Foreign]:
    with llama_server() as server:
        yield server


@pytest.fixture(params=["transformers", "llama"])
def server(request: pytest.FixtureRequest) -> Foreign:
    found: Foreign = request.getfixturevalue(request.param)
    return found


def ask(server: Foreign, *stops: str, grammar: Any = None, tools: Any = (), **settings: Any) -> list[Any]:
    """Return the chunks of a reply; the same settings get the same reply."""
    made = {"max_tokens": 40, "timeout": 30, "retries": 0, "options": {"temperature": 0}, **settings}
    model = HubModel(server.model, base_url=server.url, **made)
    return list(model.stream(Request(MESSAGES, stops, tools, grammar)))


def test_a_reply_streams_in_pieces(server: Foreign) -> None:
    found = ask(server)
    assert len([chunk for chunk in found if isinstance(chunk, TextChunk)]) > 10
    assert len(text(found)) == 40
    assert isinstance(found[-1], ReplyEnd)
    assert found[-1].finish_reason == "length"


def test_a_reply_that_does_not_stream_is_the_same_and_counted(server: Foreign) -> None:
    found = ask(server, stream=False)
    assert [type(chunk) for chunk in found] == [TextChunk, ReplyEnd]
    assert text(found) == text(ask(server))
    usage = found[-1].usage
    assert usage.completion_tokens == 40
    assert usage.prompt_tokens > len("Answer. How is it?")


def test_a_streamed_reply_is_counted_where_the_server_counts(transformers: Foreign) -> None:
    assert ask(transformers)[-1].usage == ask(transformers, stream=False)[-1].usage


@pytest.mark.parametrize("stream", [True, False])
def test_a_stop_sequence_ends_the_reply_before_it(server: Foreign, stream: bool) -> None:
    whole = text(ask(server))
    stop = whole[20:23]
    found = ask(server, "not in it", stop, stream=stream)
    assert text(found) == whole[: whole.index(stop)]
    assert found[-1].finish_reason == "stop"


def test_tokens_are_counted_where_a_stop_sequence_ended_the_reply(transformers: Foreign) -> None:
    whole = text(ask(transformers))
    assert 20 <= ask(transformers, whole[20:23])[-1].usage.completion_tokens < 40


def test_llama_cpp_follows_a_json_schema(llama: Foreign) -> None:
    found = ask(llama, grammar={"type": "json", "value": SCHEMA}, max_tokens=200)
    reply = json.loads(text(found))
    assert set(reply) == {"code", "sure"}
    assert isinstance(reply["sure"], bool)
    assert not any(isinstance(chunk, Retrying) for chunk in found)


def test_llama_cpp_follows_a_grammar_of_its_own(llama: Foreign) -> None:
    found = ask(llama, grammar={"type": "gbnf", "value": 'root ::= "yes, " ("certainly" | "gladly")'})
    assert text(found) in ("yes, certainly", "yes, gladly")
    assert found[-1].finish_reason == "stop"


def test_a_grammar_that_the_server_does_not_know_is_told_and_left_out(transformers: Foreign) -> None:
    found = ask(transformers, grammar={"type": "gbnf", "value": 'root ::= "yes"'})
    assert isinstance(found[0], Retrying)
    assert found[0].reason.endswith("does not take grammar")
    assert len(text(found)) == 40


def test_tools_are_taken_by_both(server: Foreign) -> None:
    tool = {"name": "clock", "description": "Tell the time.", "parameters": {"type": "object", "properties": {}}}
    assert len(text(ask(server, tools=(tool,)))) == 40


def test_an_unknown_model_is_refused_in_the_servers_words(transformers: Foreign) -> None:
    with pytest.raises(ModelRefused, match="Server is pinned to"):
        ask(Foreign(transformers.url, "no/such-model"))


def test_a_wrong_path_says_to_check_the_address(server: Foreign) -> None:
    with pytest.raises(ModelRefused, match="Check its name, and the address, which mostly ends with /v1"):
        ask(Foreign(server.url.replace("/v1", "/v9"), server.model))


def test_too_long_a_conversation_says_so(llama: Foreign) -> None:
    request = Request((Message("user", "x" * 2000),))
    whole = HubModel(llama.model, base_url=llama.url, stream=False, max_tokens=10)
    with pytest.raises(ModelRefused, match=r"too long for tiny \(400: .*maximum context length is 512 tokens"):
        list(whole.stream(request))
    streaming = HubModel(llama.model, base_url=llama.url, max_tokens=10)
    with pytest.raises(MalformedReply, match=r"sent nothing of a reply.*may be too long"):
        list(streaming.stream(request))


def test_a_reply_can_be_left_in_the_middle_and_the_next_one_asked_for(server: Foreign) -> None:
    model = HubModel(server.model, base_url=server.url, max_tokens=400, timeout=60)
    stream = model.stream(Request(MESSAGES))
    assert isinstance(next(stream), TextChunk)
    began = time.monotonic()
    stream.close()
    assert list(stream) == []
    assert time.monotonic() - began < 0.5
    assert len(text(ask(server, max_tokens=5))) == 5


def test_a_run_is_recorded_and_played_back(server: Foreign, tmp_path: Any) -> None:
    model = HubModel(server.model, base_url=server.url, max_tokens=20, options={"temperature": 0})
    live = text(list(ReplayModel.record(model, tmp_path / "run.jsonl").stream(Request(MESSAGES))))
    assert text(list(ReplayModel(tmp_path / "run.jsonl").stream(Request(MESSAGES)))) == live
    assert len(live) == 20
