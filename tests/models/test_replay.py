from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from agent_magic.errors import ModelRefused, ModelUnavailable, RateLimited, ToolsRefused, UsageError
from agent_magic.messages import (
    Image,
    Message,
    ReasoningChunk,
    ReplyEnd,
    Request,
    TextChunk,
    ToolCall,
    ToolCallChunk,
    Usage,
)
from agent_magic.models import CallableModel, HubModel, Model, ReplayModel, ScriptedModel, resolve
from tests.models.talk import chunks, request, text
from tests.servers.chat import Call, ChatServer, Drop, Fail, Reply, Stall


@pytest.fixture
def cassette(tmp_path: Path) -> Path:
    return tmp_path / "run.jsonl"


def test_a_run_is_played_back_without_the_server(cassette: Path) -> None:
    reply = Reply("Let me look.", reasoning="hm, well", calls=[Call("clock", {"zone": "UTC"}, "c1")], cached=1)
    with ChatServer([reply, "It is noon."]) as server:
        recording = ReplayModel.record(HubModel("m", base_url=server.url), cassette)
        assert recording.name == f"m at 127.0.0.1:{server.port}"
        live = [chunks(recording, "what time"), chunks(recording, "what time", "clock", "12:00")]
    model = ReplayModel(cassette)
    assert chunks(model, "what time") == [
        ReasoningChunk("hm, well"),
        TextChunk("Let me look."),
        ToolCallChunk(ToolCall("clock", '{"zone": "UTC"}', "c1")),
        ReplyEnd(Usage(2, 3, 1), "tool_calls"),
    ]
    assert text(chunks(model, "what time", "clock", "12:00")) == text(live[1]) == "It is noon."
    assert model.name == f"m at 127.0.0.1:{server.port}, replayed from run.jsonl"
    assert model.calls_tools
    assert not model.scripted


def test_the_same_request_gets_its_replies_in_order_and_then_the_last_again(cassette: Path) -> None:
    with ChatServer(["one", "two"]) as server:
        recording = ReplayModel.record(HubModel("m", base_url=server.url), cassette)
        assert [text(chunks(recording)), text(chunks(recording))] == ["one", "two"]
    model = ReplayModel(cassette)
    assert [text(chunks(model)) for _ in range(4)] == ["one", "two", "two", "two"]


def test_a_failure_is_played_back_too(cassette: Path) -> None:
    with ChatServer([Fail(429, "slow down", headers={"Retry-After": "300"}), Drop("Let me ")]) as server:
        recording = ReplayModel.record(HubModel("m", base_url=server.url), cassette)
        with pytest.raises(RateLimited, match="slow down"):
            chunks(recording, "one")
        with pytest.raises(ModelUnavailable, match="broke in the middle"):
            chunks(recording, "two")
    model = ReplayModel(cassette)
    with pytest.raises(RateLimited, match="slow down"):
        chunks(model, "one")
    stream = model.stream(request("two"))
    assert next(stream) == TextChunk("Let me ")
    with pytest.raises(ModelUnavailable, match="broke in the middle"):
        next(stream)


def test_a_model_that_took_no_tools_takes_none_when_replayed(cassette: Path) -> None:
    asked = Request(request("x").messages, tools=({"name": "clock"},))
    with ChatServer(refuses=["tools"]) as server:
        recording = ReplayModel.record(HubModel("m", base_url=server.url), cassette)
        with pytest.raises(ToolsRefused):
            list(recording.stream(asked))
        assert not recording.calls_tools
    model = ReplayModel(cassette)
    assert model.calls_tools
    with pytest.raises(ToolsRefused):
        list(model.stream(asked))
    assert not model.calls_tools


def test_no_secret_is_kept_and_the_replay_does_not_need_it(cassette: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_DB_PASSWORD", "open-sesame-1")
    said = "the password is open-sesame-1, the token hf_abcdefgh1234"
    chunks(ReplayModel.record(CallableModel(lambda messages: said), cassette), said)
    content = cassette.read_text()
    assert "sesame" not in content
    assert "hf_" not in content
    monkeypatch.setenv("MY_DB_PASSWORD", "another-one-22")
    model = ReplayModel(cassette)
    found = text(chunks(model, "the password is another-one-22, the token hf_zyxwvuts9876"))
    assert found == "the password is [secret], the token [secret]"


def test_a_picture_is_kept_as_its_hash_and_still_tells_requests_apart(cassette: Path) -> None:
    cat, dog = (Request((Message("user", "what?", images=(Image(data),)),)) for data in ("Y2F0" * 500, "ZG9n" * 500))
    with ChatServer(["a cat", "a dog"]) as server:
        recording = ReplayModel.record(HubModel("m", base_url=server.url), cassette)
        for asked in (cat, dog):
            list(recording.stream(asked))
    assert "Y2F0" not in cassette.read_text()
    model = ReplayModel(cassette)
    assert [text(list(model.stream(asked))) for asked in (dog, cat)] == ["a dog", "a cat"]


def test_addresses_in_memory_do_not_count(cassette: Path) -> None:
    chunks(ReplayModel.record(ScriptedModel(["ok"]), cassette), "<object at 0x7f3a2b1c4d5e>")
    assert text(chunks(ReplayModel(cassette), "<object at 0x7fffffffffff>")) == "ok"


def record(model: Model, path: Path, *conversations: tuple[str, ...]) -> None:
    recording = ReplayModel.record(model, path)
    for conversation in conversations:
        chunks(recording, *conversation)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            ("count the rows", "code", "Observation: there are 13 rows here"),
            "message 3 (user) differs from what was recorded: Observation: there are [-12-]{+13+}",
        ),
        (("count the columns",), "message 1 (user) differs from what was recorded: count the [-rows-]{+columns+}"),
        (
            ("count the rows", "code", "Observation: there are 12 rows here", "more code", "Observation: x"),
            "message 4 (assistant) was not recorded: more code",
        ),
    ],
)
def test_a_miss_says_what_drifted_and_what_to_do(cassette: Path, asked: tuple[str, ...], says: str) -> None:
    model = ScriptedModel(["first", "second", "third"])
    record(model, cassette, ("count the rows",), ("count the rows", "code", "Observation: there are 12 rows here"))
    with pytest.raises(ModelRefused) as raised:
        chunks(ReplayModel(cassette), *asked)
    line = str(raised.value)
    assert f"the cassette {cassette} has no reply to this request: {says}" in line
    assert line.endswith(f"Record it anew with --record {cassette}.")
    assert "\n" not in line


def test_a_miss_in_a_shorter_conversation_says_what_is_missing(cassette: Path) -> None:
    record(ScriptedModel(["first", "second"]), cassette, ("a", "b", "c"))
    with pytest.raises(ModelRefused, match=r"message 2 \(assistant\) is missing: b\. Record"):
        chunks(ReplayModel(cassette), "a")


def test_a_miss_in_something_else_than_the_messages_names_it(cassette: Path) -> None:
    chunks(ReplayModel.record(ScriptedModel(["ok"]), cassette), "a", stops=("Observation:",))
    with pytest.raises(ModelRefused, match=r'as recorded, but not stop: \[-\["Observation:"\]-\]\{\+\["</code>"\]\+\}'):
        chunks(ReplayModel(cassette), "a", stops=("</code>",))
    asked = replace(request("a", stops=("Observation:",)), tools=({"name": "clock"},))
    with pytest.raises(ModelRefused, match=r"but not tools: .*clock"):
        list(ReplayModel(cassette).stream(asked))


def test_a_long_difference_is_cut(cassette: Path) -> None:
    record(ScriptedModel(["ok"]), cassette, (" ".join(f"word{number}" for number in range(3000)),))
    with pytest.raises(ModelRefused) as raised:
        chunks(ReplayModel(cassette), " ".join(f"other{number}" for number in range(3000)))
    assert len(str(raised.value)) < 900


def test_a_new_recording_replaces_the_old_one_at_its_first_exchange(cassette: Path) -> None:
    record(ScriptedModel(["old"]), cassette, ("a",))
    recording = ReplayModel.record(ScriptedModel(["new"]), cassette)
    assert text(chunks(ReplayModel(cassette), "a")) == "old"
    chunks(recording, "a")
    assert text(chunks(ReplayModel(cassette), "a")) == "new"
    assert list(cassette.parent.iterdir()) == [cassette]


def test_each_exchange_is_on_the_disk_before_its_end_is_passed_on(cassette: Path) -> None:
    recording = ReplayModel.record(ScriptedModel(["one", "two"]), cassette)
    for number, conversation in enumerate([("a",), ("a", "one", "b")], start=1):
        for chunk in recording.stream(request(*conversation)):
            if isinstance(chunk, ReplyEnd):
                assert len(ReplayModel(cassette).cassette.exchanges) == number


def test_a_reply_that_is_left_is_ended_and_not_recorded(cassette: Path) -> None:
    with ChatServer([Stall("Let me ")]) as server:
        stream = ReplayModel.record(HubModel("m", base_url=server.url), cassette).stream(request("x"))
        assert next(stream) == TextChunk("Let me ")
        stream.close()
        assert list(stream) == []
        assert server.hung_up.wait(1)
    assert not cassette.exists()


def test_a_reply_can_be_played_at_the_pace_of_reading(cassette: Path) -> None:
    record(ScriptedModel(["one two three"]), cassette, ("a",))
    began = time.monotonic()
    found = chunks(ReplayModel(cassette, delay=0.02), "a")
    assert time.monotonic() - began >= 0.06
    assert [chunk for chunk in found if isinstance(chunk, TextChunk)] == [
        TextChunk("one"),
        TextChunk(" two"),
        TextChunk(" three"),
    ]


def test_what_a_person_wrote_is_still_called_so_when_it_is_replayed(cassette: Path) -> None:
    record(ScriptedModel(["ok"]), cassette, ("a",))
    model = ReplayModel(cassette)
    assert (model.scripted, model.name) == (True, "scripted: replies, replayed from run.jsonl")


def test_a_name_leads_to_a_cassette(cassette: Path) -> None:
    record(ScriptedModel(["ok"]), cassette, ("a",))
    assert text(chunks(resolve(f"replay:{cassette}"), "a")) == "ok"


ABILITIES = {"scripted": False, "calls_tools": False, "takes_images": False}
HEADER = {"form": "agent_magic cassette", "version": 1, "model": "m", **ABILITIES}
EXCHANGE = {"key": "k", "request": {"messages": [], "stop": []}, "chunks": [{"text": "a"}], "seconds": 0.1}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([], "its first line is no header"),
        (["# a lesson"], "its first line is no header"),
        ([json.dumps({**HEADER, "version": 2})], "version 2, not 1"),
        ([json.dumps(HEADER), json.dumps(EXCHANGE), '{"key": "k", "req'], "line 3 of .* holds no exchange .JSONDecode"),
        ([json.dumps(HEADER), json.dumps({**EXCHANGE, "chunks": [{"tex": 1}]})], "line 2 of .* is no chunk"),
        ([json.dumps(HEADER), "[]"], "line 2 of .* holds no exchange"),
        ([json.dumps(HEADER), "", json.dumps(EXCHANGE)], "line 2 of .* holds no exchange"),
        ([json.dumps(HEADER), json.dumps({"key": "k"})], "line 2 of .* holds no exchange"),
    ],
)
def test_a_broken_cassette_says_where(cassette: Path, lines: list[str], says: str) -> None:
    cassette.write_text("".join(f"{line}\n" for line in lines))
    with pytest.raises(UsageError, match=says) as raised:
        ReplayModel(cassette)
    assert "\n" not in str(raised.value)
    assert str(raised.value).endswith(f"Record it anew with --record {cassette}.")


def test_a_cassette_that_cannot_be_read_or_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no cassette .*none\.jsonl; record one with --record"):
        ReplayModel(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        ReplayModel(tmp_path)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not text in UTF-8"):
        ReplayModel(tmp_path / "binary")
    for place in (tmp_path, tmp_path / "no folder" / "run.jsonl"):
        with pytest.raises(UsageError, match="is no place for a cassette"):
            ReplayModel.record(ScriptedModel(["a"]), place)


def test_the_models_of_called_agents_are_on_the_same_cassette(cassette: Path) -> None:
    recording = ReplayModel.record(ScriptedModel(["mine"]), cassette)
    called = recording.called("reader", CallableModel(lambda messages: "the reader's"))
    assert [text(chunks(model, "the same words")) for model in (recording, called)] == ["mine", "the reader's"]
    model = ReplayModel(cassette)
    other = model.called("reader", ScriptedModel(["unasked"]))
    assert [text(chunks(each, "the same words")) for each in (other, model)] == ["the reader's", "mine"]
    assert (model.scripted, other.scripted) == (True, False)
    with pytest.raises(ModelRefused, match="it holds no exchange"):
        chunks(model.called("writer", ScriptedModel(["unasked"])), "the same words")
