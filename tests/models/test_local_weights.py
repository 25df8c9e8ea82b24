"""Models that run in this process: a tiny one with random weights, whose words mean nothing."""

from __future__ import annotations

import threading
import time
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from agent_magic.errors import ModelRefused, ModelUnavailable, UsageError
from agent_magic.messages import Message, ReplyEnd, Request, TextChunk, Usage
from agent_magic.models import TransformersModel, resolve
from tests.models.talk import chunks, request, text
from tests.servers import tiny

HAS_LIBRARIES = find_spec("torch") is not None and find_spec("transformers") is not None
pytestmark = [
    pytest.mark.local_models,
    pytest.mark.skipif(not HAS_LIBRARIES, reason="not installed: pip install -e '.[transformers]'"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "tiny"
    tiny.write_transformers(path)
    return path


@pytest.fixture
def model(folder: Path) -> TransformersModel:
    return TransformersModel(str(folder), max_new_tokens=40, options={"do_sample": False})


def pipeline(template: str | None = tiny.TEMPLATE) -> SimpleNamespace:
    """Return a model and its tokenizer as a pipeline holds them, with another chat template."""
    return SimpleNamespace(model=tiny.make_model(), tokenizer=tiny.make_tokenizer(template))


def made(source: SimpleNamespace, **settings: Any) -> TransformersModel:
    return TransformersModel(source, **{"max_new_tokens": 40, "options": {"do_sample": False}, **settings})


def test_a_reply_streams_and_ends_with_the_tokens_it_took(model: TransformersModel) -> None:
    found = chunks(model, "hi")
    assert len(text(found)) == 40
    assert isinstance(found[-1], ReplyEnd)
    assert found[-1].finish_reason == "length"
    assert found[-1].usage == Usage(len("<user>hi\n<assistant>"), 40)
    assert (model.scripted, getattr(model, "calls_tools", False)) == (False, False)


def test_the_whole_conversation_is_told(model: TransformersModel) -> None:
    end = chunks(model, "one", "two", "three")[-1]
    assert isinstance(end, ReplyEnd)
    assert end.usage.prompt_tokens == len("<user>one\n<assistant>two\n<user>three\n<assistant>")


def test_a_stop_sequence_ends_the_reply_before_it(model: TransformersModel) -> None:
    whole = text(chunks(model, "hi"))
    stop = whole[20:23]
    found = chunks(model, "hi", stops=("not in it", stop))
    assert text(found) == whole[: whole.index(stop)]
    assert isinstance(found[-1], ReplyEnd)
    assert found[-1].finish_reason == "stop"
    assert 20 <= (found[-1].usage.completion_tokens or 0) <= 24


def test_another_thread_ends_a_reply_at_its_next_token(folder: Path) -> None:
    model = TransformersModel(str(folder), max_new_tokens=10_000)
    chunks_of_one = model.stream(request("hi"))
    assert isinstance(next(chunks_of_one), TextChunk)
    came: list[Any] = []
    reader = threading.Thread(target=lambda: came.extend(chunks_of_one))
    reader.start()
    began = time.monotonic()
    chunks_of_one.close()
    reader.join(1)
    assert not reader.is_alive()
    assert time.monotonic() - began < 0.5
    while any(thread.name == "agent_magic generation" for thread in threading.enumerate()):
        assert time.monotonic() - began < 1, "the model must not work on for nobody"
        time.sleep(0.01)


def test_a_reply_that_takes_too_long_is_ended(folder: Path) -> None:
    model = TransformersModel(str(folder), max_new_tokens=10_000, timeout=0.05)
    with pytest.raises(ModelUnavailable, match=r"within 0\.05 s; give it longer with TransformersModel"):
        chunks(model)


def test_replies_asked_for_at_once_are_made_one_after_the_other(model: TransformersModel) -> None:
    expected = text(chunks(model, "hi"))
    streams = [model.stream(request("hi")) for _ in range(3)]
    assert [text(list(stream)) for stream in streams] == [expected] * 3


def test_a_conversation_longer_than_the_context_is_refused(model: TransformersModel) -> None:
    with pytest.raises(ModelRefused, match=r"is too long for .*: 618 tokens, and it reads 512\. Lend or print less"):
        chunks(model, "x" * 600)


def test_a_reply_has_the_room_that_the_conversation_leaves() -> None:
    found = chunks(made(pipeline(), max_new_tokens=5_000), "x" * 480)
    assert isinstance(found[-1], ReplyEnd)
    assert found[-1].usage == Usage(498, 14)


def test_without_a_chat_template_the_conversation_is_told_plainly() -> None:
    messages = (Message("system", "Be short."), Message("user", "hi"), Message("assistant", "yes?"))
    found = list(made(pipeline(None)).stream(Request((*messages, Message("tool", "12")))))
    told = "### User:\nBe short.\n\nhi\n\n### Assistant:\nyes?\n\n### User:\n12\n\n### Assistant:\n"
    assert isinstance(found[-1], ReplyEnd)
    assert found[-1].usage.prompt_tokens == len(told)


@pytest.mark.parametrize(
    "template",
    [
        "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system role') }}{% endif %}" + tiny.TEMPLATE,
        tiny.TEMPLATE.replace("<{{", "{% if message['role'] in ('user', 'assistant') %}<{{").replace(
            "\n{% endfor", "\n{% endif %}{% endfor"
        ),
    ],
    ids=["refuses", "leaves out"],
)
def test_a_template_without_a_system_or_tool_role_is_told_in_another_way(template: str) -> None:
    messages = (Message("system", "Be short."), Message("user", "hi"), Message("tool", "12"))
    found = list(made(pipeline(template)).stream(Request(messages)))
    assert isinstance(found[-1], ReplyEnd)
    assert found[-1].usage.prompt_tokens == len("<user>Be short.\n\nhi\n\n12\n<assistant>")


def test_a_template_that_takes_no_conversation_says_why() -> None:
    with pytest.raises(ModelRefused, match="cannot tell this conversation: never; never"):
        chunks(made(pipeline("{{ raise_exception('never') }}")))


def test_a_model_that_is_not_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelRefused, match="empty cannot be loaded") as raised:
        chunks(resolve(f"transformers:{tmp_path / 'empty'}"))
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 450


def test_a_model_that_does_not_fit_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    source = pipeline()

    def generate(*arguments: object, **settings: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")

    monkeypatch.setattr(source.model, "generate", generate)
    with pytest.raises(ModelUnavailable, match="does not fit into the memory; choose a smaller model"):
        chunks(made(source))


def test_an_option_that_generate_does_not_know_is_one_line() -> None:
    with pytest.raises(ModelRefused, match=r"failed: ValueError: .*no_such_option"):
        chunks(made(pipeline(), options={"no_such_option": 1}))


def test_what_makes_no_sense_is_refused_at_once(folder: Path) -> None:
    with pytest.raises(UsageError, match="is no model; give a name, a folder, or a pipeline"):
        TransformersModel(5)
    with pytest.raises(UsageError, match="max_new_tokens of at least one"):
        TransformersModel("org/name", max_new_tokens=0)
    with pytest.raises(UsageError, match="'streamer' is set by the model itself"):
        TransformersModel("org/name", options={"streamer": None})
    assert TransformersModel(str(folder)).name == f"{folder} on this computer"
