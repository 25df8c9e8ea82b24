from __future__ import annotations

import time
from pathlib import Path

import pytest

from agent_magic.errors import ModelRefused, UsageError
from agent_magic.messages import ReplyEnd, TextChunk, Usage
from agent_magic.models import ScriptedModel
from tests.models.talk import chunks, text


def test_replies_are_played_in_their_order() -> None:
    model = ScriptedModel(["first reply", "second"])
    assert text(chunks(model, "task")) == "first reply"
    assert text(chunks(model, "task", "first reply", "observation")) == "second"


def test_the_same_task_again_starts_at_the_first_reply() -> None:
    model = ScriptedModel(["first", "second"])
    assert [text(chunks(model, "task")) for _ in range(3)] == ["first"] * 3


def test_a_reply_comes_word_by_word_and_whole() -> None:
    reply = "  Ein Satz,\n\n```python\nx = 1  # zwei\n```\n"
    found = chunks(ScriptedModel([reply]))
    assert text(found) == reply
    assert len([chunk for chunk in found if isinstance(chunk, TextChunk)]) > 5
    assert found[-1] == ReplyEnd(Usage(None, None), "stop")


def test_it_says_that_it_is_scripted(tmp_path: Path) -> None:
    (tmp_path / "wine.md").write_text("a reply")
    model = ScriptedModel.from_file(tmp_path / "wine.md")
    assert (model.name, model.scripted) == ("scripted: wine.md", True)


def test_a_stop_sequence_ends_the_reply() -> None:
    assert text(chunks(ScriptedModel(["code\nObservation: made up"]), stops=("\nObservation:",))) == "code"


def test_a_script_that_runs_out_says_so() -> None:
    model = ScriptedModel(["one", "two"])
    with pytest.raises(ModelRefused, match="has 2 replies, and the run asked for one more"):
        chunks(model, "task", "one", "result", "two", "result")


def test_a_file_with_several_tasks_plays_the_one_that_was_asked(tmp_path: Path) -> None:
    file = tmp_path / "lesson.md"
    file.write_text("## Count them\nten\n---\nsure\n## Draw them\npicture\n")
    model = ScriptedModel.from_file(file, delay=0)
    assert text(chunks(model, "Task:\nDraw them, please. Variables: df")) == "picture"
    assert text(chunks(model, "Task:\nCount them", "ten", "now draw them")) == "sure"
    with pytest.raises(ModelRefused, match="no replies to this task"):
        chunks(model, "Paint them")


def test_a_section_is_played_whatever_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "lesson.md"
    file.write_text("## Count them\nten\n## Draw them\npicture\n")
    assert text(chunks(ScriptedModel.from_file(file, section="draw-them", delay=0), "hm")) == "picture"


def test_an_unreadable_script_is_refused_when_the_model_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no script"):
        ScriptedModel.from_file(tmp_path / "missing.md")


def test_words_come_at_the_pace_that_was_asked_for() -> None:
    began = time.monotonic()
    chunks(ScriptedModel(["one two three four"], delay=0.03))
    assert 0.1 < time.monotonic() - began < 0.5


def test_no_replies_at_all_is_refused() -> None:
    with pytest.raises(UsageError, match="has no reply"):
        ScriptedModel([])
