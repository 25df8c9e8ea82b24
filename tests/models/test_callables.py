from __future__ import annotations

import functools
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from agent_magic.errors import MalformedReply, ModelError, ModelUnavailable, UsageError
from agent_magic.messages import ReplyEnd, Request, TextChunk, Usage
from agent_magic.models import CallableModel, HubModel, ScriptedModel, as_model
from tests.models.talk import chunks, request, text

GRAMMAR = {"type": "regex", "value": "a+"}


def test_an_engine_is_called_with_the_messages_and_what_it_takes() -> None:
    asked: list[Any] = []

    def llm_engine(messages: list[dict[str, str]], stop_sequences: tuple[str, ...] = (), grammar: Any = None) -> str:
        asked.append((messages, stop_sequences, grammar))
        return "yes"

    found = chunks(CallableModel(llm_engine), "one", "two", "three", stops=("Observation:",))
    assert found == [TextChunk("yes"), ReplyEnd(Usage())]
    messages = [{"role": "user", "content": "one"}, {"role": "assistant", "content": "two"}]
    assert asked == [([*messages, {"role": "user", "content": "three"}], ["Observation:"], None)]


def passed(engine: Callable[..., Any], *, stops: tuple[str, ...] = ("\n",), grammar: Any = None) -> Any:
    """Return what the engine says that it was given."""
    (chunk, _) = CallableModel(engine).stream(Request(request("x").messages, stops, grammar=grammar))
    assert isinstance(chunk, TextChunk)
    return chunk.text


class Engine:
    def __call__(self, messages: Any, stop: Any = None) -> str:
        return f"stop {stop}"


def takes_stop_and_more(messages: Any, stop: Any = None, **others: Any) -> str:
    return f"{stop} {others}"


@pytest.mark.parametrize(
    ("engine", "given"),
    [
        (lambda messages: "nothing", "nothing"),
        (lambda messages, stop=None: f"stop {stop}", "stop ['\\n']"),
        (lambda messages, *, stop_sequences: f"{stop_sequences}", "['\\n']"),
        (
            lambda messages, **others: f"{others}",
            "{'stop_sequences': ['\\n'], 'grammar': {'type': 'regex', 'value': 'a+'}}",
        ),
        (lambda *arguments: f"{len(arguments)}", "1"),
        (takes_stop_and_more, "['\\n'] {'grammar': {'type': 'regex', 'value': 'a+'}}"),
        (functools.partial(lambda kind, messages, grammar=None: f"{kind} {grammar}", "k"), f"k {GRAMMAR}"),
        (Engine(), "stop ['\\n']"),
    ],
)
def test_an_engine_gets_what_its_signature_has_room_for(engine: Callable[..., Any], given: str) -> None:
    assert passed(engine, stops=("\n",), grammar=GRAMMAR) == given


def test_what_is_not_set_is_not_passed() -> None:
    assert passed(lambda messages, **others: f"{others}", stops=()) == "{}"
    assert passed(lambda messages, stop_sequences, grammar: f"{stop_sequences} {grammar}", stops=()) == "[] None"


@pytest.mark.parametrize("reply", ["a STOP b", {"content": "a STOP b"}, SimpleNamespace(content="a STOP b")])
def test_a_reply_is_a_text_or_holds_one_and_is_cut_at_the_stop(reply: Any) -> None:
    assert text(chunks(CallableModel(lambda messages: reply), stops=("STOP",))) == "a "


@pytest.mark.parametrize("reply", [None, 5, {"text": "a"}, SimpleNamespace(content=["a"])])
def test_a_reply_that_is_no_text_says_what_to_return(reply: Any) -> None:
    with pytest.raises(MalformedReply, match=r"^mine returned \w+ without a text; return the reply as a str\.$"):
        chunks(CallableModel(lambda messages: reply, "mine"))


def test_an_engine_that_fails_is_one_line_without_secrets() -> None:
    def engine(messages: Any) -> str:
        raise RuntimeError("wrong key\nsk-abcdefgh12345678 " + "long " * 100)

    with pytest.raises(ModelError, match=r"^engine failed with RuntimeError: wrong key \[secret\] long") as raised:
        chunks(CallableModel(engine))
    assert len(str(raised.value)) < 350
    assert isinstance(raised.value.__cause__, RuntimeError)


def test_an_engine_may_raise_our_own_errors() -> None:
    def engine(messages: Any) -> str:
        raise ModelUnavailable("asleep")

    with pytest.raises(ModelUnavailable, match=r"^asleep$"):
        chunks(CallableModel(engine))


def test_an_engine_is_called_by_its_name() -> None:
    assert CallableModel(takes_stop_and_more).name == "takes_stop_and_more"
    assert CallableModel(functools.partial(takes_stop_and_more, stop=[])).name == "takes_stop_and_more"
    assert CallableModel(Engine()).name == "Engine"
    assert CallableModel(Engine(), "my engine").name == "my engine"
    assert not CallableModel(Engine()).scripted


def test_what_cannot_be_an_engine_is_refused() -> None:
    async def engine(messages: Any) -> str:
        return "late"

    with pytest.raises(UsageError, match="engine is async; give a plain function"):
        CallableModel(engine)
    with pytest.raises(UsageError, match="cannot be called with messages"):
        CallableModel(Engine)


def test_whatever_stands_for_a_model_becomes_one() -> None:
    scripted = ScriptedModel(["a"])
    assert as_model(scripted) is scripted
    assert isinstance(as_model("org/name"), HubModel)
    assert as_model("fast", aliases={"fast": "org/name"}).name == "org/name"
    assert text(chunks(as_model(lambda messages: "hi"))) == "hi"


@pytest.mark.parametrize(
    ("value", "says"), [(5, "of the type int"), (None, "of the type NoneType"), (Engine, "the class Engine")]
)
def test_what_can_be_no_model_says_what_can(value: Any, says: str) -> None:
    with pytest.raises(UsageError, match=f"the model is {says}; give a model, a function of messages .*, or org/name"):
        as_model(value)
