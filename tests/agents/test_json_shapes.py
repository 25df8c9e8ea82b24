"""Shapes of replies that call tools, as models write them, and the calls that each one holds."""

from __future__ import annotations

from typing import Any

import pytest

from agent_magic.agents.formats import Answer, Call, Calls, JsonFormat, TextFormat
from agent_magic.errors import ParsingError
from agent_magic.messages import ToolCall

OSLO = Call("weather", {"city": "Oslo"})
OSLO_2 = Call("weather", {"city": "Oslo", "days": 2})


def shape(name: str, reply: str, *calls: Call, thought: str = "") -> Any:
    return pytest.param(reply, Calls(thought, calls), id=name)


JSON_SHAPES = [
    shape("bare", '{"name": "weather", "arguments": {"city": "Oslo"}}', OSLO),
    shape("thought before", 'I look.\n{"name": "weather", "arguments": {"city": "Oslo"}}', OSLO, thought="I look."),
    shape("words behind", '{"name": "weather", "arguments": {"city": "Oslo"}}\nI wait for the result {soon}.', OSLO),
    shape(
        "json fence",
        'I look.\n```json\n{"name": "weather", "arguments": {"city": "Oslo"}}\n```',
        OSLO,
        thought="I look.",
    ),
    shape("other fence", '```tool_code\n{"name": "weather", "arguments": {"city": "Oslo"}}\n```', OSLO),
    shape("unclosed fence", '```json\n{"name": "weather", "arguments": {"city": "Oslo"}}', OSLO),
    shape(
        "transformers",
        'Thought: I look.\nAction:\n{\n  "action": "weather",\n  "action_input": {"city": "Oslo"}\n}<end_action>',
        OSLO,
        thought="I look.",
    ),
    shape("hermes", '<tool_call>\n{"name": "weather", "arguments": {"city": "Oslo"}}\n</tool_call>', OSLO),
    shape(
        "hermes twice",
        '<tool_call>{"name": "weather", "arguments": {"city": "Oslo"}}</tool_call>\n'
        '<tool_call>{"name": "weather", "arguments": {"city": "Oslo", "days": 2}}</tool_call>',
        OSLO,
        OSLO_2,
    ),
    shape("mistral", '[TOOL_CALLS] [{"name": "weather", "arguments": {"city": "Oslo"}}]', OSLO),
    shape("llama", '<|python_tag|>{"name": "weather", "parameters": {"city": "Oslo"}}', OSLO),
    shape("codeact", 'Action: {"tool": "weather", "args": {"city": "Oslo"}}', OSLO),
    shape("protocol", '{"function": {"name": "weather", "arguments": "{\\"city\\": \\"Oslo\\"}"}}', OSLO),
    shape(
        "list of the protocol",
        '{"tool_calls": [{"id": "1", "function": {"name": "weather", "arguments": {"city": "Oslo"}}}]}',
        OSLO,
    ),
    shape(
        "list",
        '[{"name": "weather", "arguments": {"city": "Oslo"}}, {"name": "now", "arguments": {}}]',
        OSLO,
        Call("now", {}),
    ),
    shape("arguments as text", '{"name": "weather", "arguments": "{\\"city\\": \\"Oslo\\"}"}', OSLO),
    shape("one value", '{"name": "weather", "arguments": "Oslo"}', Call("weather", {"": "Oslo"})),
    shape("no arguments", '{"name": "now"}', Call("now", {})),
    shape("null arguments", '{"name": "now", "arguments": null}', Call("now", {})),
    shape("single quotes", "{'name': 'weather', 'arguments': {'city': 'Oslo'}}", OSLO),
    shape(
        "apostrophe in a thought",
        "It's time.\n{'name': 'weather', 'arguments': {'city': 'Oslo'}}",
        OSLO,
        thought="It's time.",
    ),
    shape("python words", "{'name': 'f', 'arguments': {'a': True, 'b': None}}", Call("f", {"a": True, "b": None})),
    shape("mixed words", "{'name': 'f', 'arguments': {'a': true, 'b': null}}", Call("f", {"a": True, "b": None})),
    shape("trailing commas", '{"name": "weather", "arguments": {"city": "Oslo",},}', OSLO),
    shape("comment", '{\n  // where\n  "name": "weather",\n  "arguments": {"city": "Oslo"}\n}', OSLO),
    shape(
        "line break in a text", '{"name": "say", "arguments": {"text": "one\ntwo"}}', Call("say", {"text": "one\ntwo"})
    ),
    shape("braces in a text", '{"name": "say", "arguments": {"text": "} {\\" ]"}}', Call("say", {"text": '} {" ]'})),
    shape(
        "nested",
        '{"name": "f", "arguments": {"a": {"b": [1, {"c": -2.5}]}}}',
        Call("f", {"a": {"b": [1, {"c": -2.5}]}}),
    ),
    shape(
        "json before that is no call",
        'The data is {"a": 1}.\n{"name": "now", "arguments": {}}',
        Call("now", {}),
        thought='The data is {"a": 1}.',
    ),
    shape(
        "thinking", '<think>{"name": "no", "arguments": {}}</think>{"name": "now", "arguments": {}}', Call("now", {})
    ),
    shape("made-up observation", '{"name": "now", "arguments": {}}\nObservation:\n{"name": "no"}', Call("now", {})),
    shape(
        "qwen coder",
        "I look.\n<tool_call>\n<function=weather>\n<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>",
        OSLO,
        thought="I look.",
    ),
    shape("invoke", '<invoke name="weather"><parameter name="city">Oslo</parameter></invoke>', OSLO),
    shape("tags with a list", "<function=f><parameter=a>[1, 2]</parameter></function>", Call("f", {"a": [1, 2]})),
    shape("unclosed tags", "<function=weather>\n<parameter=city>Oslo", OSLO),
    shape("python call", 'weather(city="Oslo", days=2)', OSLO_2),
    shape("python call in a fence", 'I look.\n```python\nweather(city="Oslo")\n```', OSLO),
    shape("python list of calls", '[weather(city="Oslo"), weather(city="Oslo", days=2)]', OSLO, OSLO_2),
    shape("windows line ends", '{"name": "weather",\r\n"arguments": {"city": "Oslo"}}', OSLO),
    shape("unicode", '{"name": "weather", "arguments": {"city": "Tromsø 🌨"}}', Call("weather", {"city": "Tromsø 🌨"})),
]


@pytest.mark.parametrize(("reply", "action"), JSON_SHAPES)
def test_calls_are_read(reply: str, action: Calls) -> None:
    found = JsonFormat().parse(reply)
    assert isinstance(found, Calls)
    assert found.calls == action.calls
    if action.thought:
        assert found.thought == action.thought


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ("It rains in Oslo.", "Your reply holds no call of a tool"),
        ("", "Your reply holds no call of a tool"),
        ('{"city": "Oslo"}', "Your reply holds no call of a tool"),
        ('{"name": 5}', "Your reply holds no call of a tool"),
        ('{"name": "weather", "arguments": {"city": "Os', "cut off before it ended"),
        ("{" * 5_000, "cut off before it ended"),
        ("[" * 200_000 + "]" * 200_000, "cut off before it ended|no call of a tool"),
    ],
    ids=range(7),
)
def test_a_reply_without_a_call_is_an_error(reply: str, message: str) -> None:
    with pytest.raises(ParsingError, match=message):
        JsonFormat().parse(reply)


def test_calls_that_the_server_read() -> None:
    calls = [ToolCall("weather", '{"city": "Oslo"}', "c1"), ToolCall("now", "", "c2")]
    expected = Calls("I look.", (Call("weather", {"city": "Oslo"}, "c1"), Call("now", {}, "c2")))
    assert JsonFormat(native=True).parse("I look.", calls) == expected


def test_arguments_that_the_server_could_not_read_are_an_error() -> None:
    with pytest.raises(ParsingError, match="The arguments of weather are no JSON object"):
        JsonFormat(native=True).parse("", [ToolCall("weather", "[1]")])


def test_words_are_an_answer_only_where_the_server_reads_calls() -> None:
    assert JsonFormat(native=True).parse("It rains.") == Answer("It rains.")
    with pytest.raises(ParsingError):
        JsonFormat(native=True).parse(" ")


TEXT_SHAPES = [
    shape("plain", "I look.\nAction: weather\ncity: Oslo", OSLO, thought="I look."),
    shape("thought", "Thought: I look.\n\nAction: weather\ncity: Oslo\n", OSLO, thought="I look."),
    shape("bold", "**Action:** weather\ncity: Oslo", OSLO),
    shape("backticks", "Action: `weather`\n`city`: Oslo", OSLO),
    shape("list", "Action: weather\n- city: Oslo\n- days: 2", Call("weather", {"city": "Oslo", "days": "2"})),
    shape("fence", "```\nAction: weather\ncity: Oslo\n```", OSLO),
    shape("two", "Action: weather\ncity: Oslo\nAction: now", OSLO, Call("now", {})),
    shape("colon in a value", "Action: say\ntext: it is: late", Call("say", {"text": "it is: late"})),
    shape("several lines", "Action: say\ntext: one\n  two: x\nthree", Call("say", {"text": "one\n  two: x\nthree"})),
    shape("empty value", "Action: say\ntext:", Call("say", {"text": ""})),
    shape("number as the answer", "Action: final_answer\nanswer: 4.5", Call("final_answer", {"answer": 4.5})),
    shape(
        "text as the answer", "Action: final_answer\nanswer: It rains.", Call("final_answer", {"answer": "It rains."})
    ),
    shape("list as the answer", "Action: final_answer\nanswer: [1, 2]", Call("final_answer", {"answer": [1, 2]})),
    shape("capitals", "ACTION: weather\ncity: Oslo", OSLO),
    shape("made-up observation", "Action: now\nObservation:\nAction: no", Call("now", {})),
]


@pytest.mark.parametrize(("reply", "action"), TEXT_SHAPES)
def test_actions_in_text_are_read(reply: str, action: Calls) -> None:
    found = TextFormat().parse(reply)
    assert found.calls == action.calls
    if action.thought:
        assert found.thought == action.thought


@pytest.mark.parametrize("reply", ["It rains.", "", "Action:", "Action: look up the weather"])
def test_a_reply_without_an_action_is_an_error(reply: str) -> None:
    with pytest.raises(ParsingError, match="Your reply holds no action"):
        TextFormat().parse(reply)


def test_an_action_that_was_cut_is_an_error() -> None:
    with pytest.raises(ParsingError, match="cut off"):
        TextFormat().parse("Action: weather\ncity: Os", cut=True)
