from __future__ import annotations

import json
from typing import Any

import pytest

from agent_magic.errors import MalformedReply, ModelRefused, ToolsRefused
from agent_magic.messages import Message, ReplyEnd, Request, TextChunk, ToolCall, ToolCallChunk, Usage
from agent_magic.models import HubModel
from tests.models.talk import request
from tests.servers.chat import Call, ChatServer, Events, Fail, Reply
from tests.servers.completions import Manner

WEATHER = {
    "name": "weather",
    "description": "Tell the weather.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
TWO = (Call("weather", {"city": "Århus {north}"}, "a1"), Call("clock", {}, "b2"))


def with_tools(*texts: str) -> Request:
    return Request(request(*(texts or ("hello",))).messages, tools=(WEATHER,))


def calls(model: HubModel) -> list[ToolCall]:
    return [chunk.call for chunk in model.stream(with_tools()) if isinstance(chunk, ToolCallChunk)]


def test_tools_are_sent_and_the_calls_come_before_the_end() -> None:
    with ChatServer([Reply("Let me look.", calls=TWO)]) as server:
        found = list(HubModel("m", base_url=server.url).stream(with_tools()))
        assert server.bodies[0]["tools"] == [{"type": "function", "function": WEATHER}]
        assert server.bodies[0]["tool_choice"] == "auto"
    *texts, first, second, end = found
    assert "".join(chunk.text for chunk in texts if isinstance(chunk, TextChunk)) == "Let me look."
    assert first == ToolCallChunk(ToolCall("weather", json.dumps({"city": "Århus {north}"}), "a1"))
    assert second == ToolCallChunk(ToolCall("clock", "{}", "b2"))
    assert isinstance(end, ReplyEnd)
    assert end.finish_reason == "tool_calls"


@pytest.mark.parametrize("manner", ["pieces", "whole", "no index", "same index", "object", "repeated"])
def test_calls_are_put_together_however_they_are_streamed(manner: Manner) -> None:
    three = (*TWO, Call("weather", {"city": "Rome"}, "c3"))
    with ChatServer([Reply(calls=three, manner=manner)]) as server:
        found = calls(HubModel("m", base_url=server.url))
    assert [(call.name, json.loads(call.arguments)) for call in found] == [
        ("weather", {"city": "Århus {north}"}),
        ("clock", {}),
        ("weather", {"city": "Rome"}),
    ]
    assert len({call.id for call in found}) == 3
    if manner != "no index":
        assert [call.id for call in found] == ["a1", "b2", "c3"]


def test_a_reply_that_does_not_stream_is_the_same_in_one_piece() -> None:
    reply = Reply("Let me look.", reasoning="hm", calls=TWO, cached=2)
    with ChatServer([reply]) as server:
        found = list(HubModel("m", base_url=server.url, stream=False).stream(with_tools("how is it")))
        assert server.bodies[0]["stream"] is False
        assert "stream_options" not in server.bodies[0]
    assert [chunk for chunk in found if isinstance(chunk, TextChunk)] == [TextChunk("Let me look.")]
    assert [chunk.call.id for chunk in found if isinstance(chunk, ToolCallChunk)] == ["a1", "b2"]
    assert found[-1] == ReplyEnd(Usage(3, 3, 2), "tool_calls")


def test_a_whole_reply_is_cut_at_a_stop_sequence_and_is_still_one_piece() -> None:
    with ChatServer([Reply("print(1)\nObservation: 1", stops=False), Reply("a < b <", stops=False)]) as server:
        model = HubModel("m", base_url=server.url, stream=False)
        found = [list(model.stream(request("x", stops=(stop,)))) for stop in ("\nObservation:", "</code>")]
    assert [[chunk for chunk in reply if isinstance(chunk, TextChunk)] for reply in found] == [
        [TextChunk("print(1)")],
        [TextChunk("a < b <")],
    ]


def test_a_whole_reply_that_is_an_error_says_so() -> None:
    with ChatServer([Fail(200, body='{"error": {"message": "out of memory"}}')]) as server:
        model = HubModel("m", base_url=server.url, stream=False, retries=0)
        with pytest.raises(Exception, match="out of memory"):
            list(model.stream(request("x")))


def test_cached_tokens_are_counted_when_streaming_too() -> None:
    with ChatServer([Reply("yes", cached=1)]) as server:
        end = list(HubModel("m", base_url=server.url).stream(request("how many words")))[-1]
    assert end == ReplyEnd(Usage(3, 1, 1), "stop")


def test_a_conversation_with_calls_is_sent_as_it_was() -> None:
    call = ToolCall("weather", '{"city": "Rome"}', "c3")
    messages = (
        Message("user", "how is it in Rome?"),
        Message("assistant", "", calls=(call,)),
        Message("tool", "sunny", call_id="c3"),
    )
    with ChatServer(["fine"]) as server:
        list(HubModel("m", base_url=server.url).stream(Request(messages, tools=(WEATHER,))))
        assert server.bodies[0]["messages"][1:] == [
            {"role": "assistant", "content": "", "tool_calls": [call.as_dict()]},
            {"role": "tool", "content": "sunny", "tool_call_id": "c3"},
        ]


@pytest.mark.parametrize(
    "refusal",
    [
        Fail(400, "registry.ollama.ai/library/gemma:latest does not support tools"),
        Fail(500, "tools param requires --jinja flag"),
        Fail(404, "No endpoints found that support tool use"),
        Fail(400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
        Fail(422, "Function calling is not supported by this model"),
    ],
)
def test_a_server_that_takes_no_tools_is_told_from_other_refusals(refusal: Fail) -> None:
    with ChatServer([refusal]) as server:
        model = HubModel("m", base_url=server.url)
        assert model.calls_tools
        with pytest.raises(ToolsRefused, match=r"^m at 127.0.0.1:\d+ takes no tools \(\d+: .*\)\. Make it HubModel"):
            list(model.stream(with_tools()))
        assert not model.calls_tools
        assert len(server.bodies) == 1


@pytest.mark.parametrize(
    "words",
    [
        "messages with role 'tool' must be a response to a preceding message with 'tool_calls'",
        "Invalid schema for function 'weather': 'strin' is not a type",
    ],
)
def test_a_mistake_in_a_call_with_tools_is_no_reason_to_give_them_up(words: str) -> None:
    with ChatServer([Fail(400, words)]) as server:
        model = HubModel("m", base_url=server.url)
        with pytest.raises(ModelRefused, match="does not take the request") as raised:
            list(model.stream(with_tools()))
        assert not isinstance(raised.value, ToolsRefused)
        assert model.calls_tools


def test_calls_without_arguments_and_ids_are_told_apart_by_their_names() -> None:
    pieces = [{"index": 0, "function": {"name": name, "arguments": ""}} for name in ("clock", "calendar")]
    event = json.dumps({"choices": [{"delta": {"tool_calls": pieces}, "finish_reason": "tool_calls"}]})
    with ChatServer([Events(f"data: {event}\n\ndata: [DONE]\n\n")]) as server:
        found = calls(HubModel("m", base_url=server.url))
    assert [(call.name, call.arguments) for call in found] == [("clock", "{}"), ("calendar", "{}")]


def test_without_tools_the_same_words_are_an_ordinary_refusal() -> None:
    with ChatServer([Fail(400, "this model does not support tools")]) as server:
        with pytest.raises(ModelRefused) as raised:
            list(HubModel("m", base_url=server.url).stream(request("x")))
        assert not isinstance(raised.value, ToolsRefused)


def test_a_tool_choice_that_is_not_taken_is_left_out() -> None:
    with ChatServer([Reply(calls=TWO)], refuses=["tool_choice"]) as server:
        model = HubModel("m", base_url=server.url, options={"tool_choice": "required"})
        assert len(calls(model)) == 2
        assert [body.get("tool_choice") for body in server.bodies] == ["required", None]
        assert model.calls_tools


@pytest.mark.parametrize(
    "call",
    [
        {"index": 0, "id": "a", "function": {"arguments": "{}"}},
        {"index": 0, "id": 5, "function": {"name": "f"}},
        {"index": 0},
    ],
)
def test_a_call_that_is_none_is_a_malformed_reply(call: dict[str, Any]) -> None:
    event = json.dumps({"choices": [{"delta": {"tool_calls": [call]}, "finish_reason": "tool_calls"}]})
    with (
        ChatServer([Events(f"data: {event}\n\ndata: [DONE]\n\n")]) as server,
        pytest.raises(MalformedReply, match="what is not a chat completion"),
    ):
        list(HubModel("m", base_url=server.url).stream(with_tools()))


def test_a_single_call_may_come_without_a_list() -> None:
    call = {"index": 0, "id": "", "function": {"name": "clock", "arguments": {"zone": "UTC"}}}
    event = json.dumps({"choices": [{"delta": {"tool_calls": call}, "finish_reason": "stop"}]})
    with ChatServer([Events(f"data: {event}\n\ndata: [DONE]\n\n")]) as server:
        (found,) = calls(HubModel("m", base_url=server.url))
    assert (found.name, found.arguments) == ("clock", '{"zone": "UTC"}')
    assert len(found.id) == 9
