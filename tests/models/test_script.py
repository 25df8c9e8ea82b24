from __future__ import annotations

from pathlib import Path

import pytest

from agent_magic.errors import ModelRefused, UsageError
from agent_magic.models import Script

LESSON = """# Irises

For the reader: ## is a task.

---

## Which species has the largest petals?

I look first.
```python
## a comment, no task
text = '''
---
'''
```

---

Now I know.
<code>
## nor is this
final_answer("virginica")
</code>

## Draw them

One picture.
"""


def test_a_file_holds_tasks_and_their_replies() -> None:
    script = Script.parse(LESSON, name="irises.md")
    assert [task.heading for task in script.tasks] == ["Which species has the largest petals?", "Draw them"]
    first, second = script.tasks
    assert len(first.replies) == 2
    assert first.replies[0].startswith("I look first.\n```python\n## a comment")
    assert first.replies[0].endswith("---\n'''\n```")
    assert first.replies[1].endswith('final_answer("virginica")\n</code>')
    assert second.replies == ("One picture.",)


def test_a_file_without_headings_is_one_task() -> None:
    script = Script.parse("# Title\n\nfirst\n---\nsecond\n---\n", name="short.md")
    assert [task.replies for task in script.tasks] == [("first", "second")]


def test_a_longer_fence_holds_a_shorter_one() -> None:
    script = Script.parse("````\n```\n---\n````\n---\nend", name="s")
    assert script.tasks[0].replies == ("````\n```\n---\n````", "end")


def test_a_fence_that_is_never_closed_takes_the_rest_of_the_file() -> None:
    assert Script.parse("```\na\n---\nb", name="s").tasks[0].replies == ("```\na\n---\nb",)


@pytest.mark.parametrize("words", ["which species has the LARGEST petals", "Task: draw\nthem, please"])
def test_a_task_is_found_by_its_heading(words: str) -> None:
    task = Script.parse(LESSON, name="irises.md").task_for(words)
    assert task.heading.casefold().split()[0] in words.casefold()


def test_the_longer_heading_wins() -> None:
    script = Script.parse("## Draw\na\n## Draw them all\nb", name="s")
    assert script.task_for("draw them all").replies == ("b",)


def test_headings_of_any_language_are_found() -> None:
    script = Script.parse("## 最大の花びらは\na\n## Größte Blüte\nb", name="s")
    assert script.task_for("最大の花びらは").replies == ("a",)
    assert script.task_for("die GRÖSSTE blüte").replies == ("b",)


def test_a_task_that_is_not_in_the_script_says_which_are() -> None:
    with pytest.raises(ModelRefused, match=r"no replies to this task, only to: 'Which.*', 'Draw them'"):
        Script.parse(LESSON, name="irises.md").task_for("something else")


def test_a_section_is_named_without_its_punctuation() -> None:
    script = Script.parse(LESSON, name="irises.md").section("draw-them")
    assert script.task_for("whatever").replies == ("One picture.",)


def test_a_section_that_is_not_there_says_which_are() -> None:
    with pytest.raises(UsageError, match="no task 'paint'; it has: 'Which"):
        Script.parse(LESSON, name="irises.md").section("paint")


@pytest.mark.parametrize("text", ["", "\n\n", "# Title\n", "---\n---", "## Task\n---\n"])
def test_a_script_without_a_reply_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"the script s\.md has no reply"):
        Script.parse(text, name="s.md")


def test_a_missing_file_says_where_it_was_looked_for_and_what_is_near(tmp_path: Path) -> None:
    (tmp_path / "lesson.md").write_text("a")
    with pytest.raises(UsageError, match=r"no script .*leson\.md; did you mean .*/lesson\.md\?"):
        Script.read(tmp_path / "leson.md")
    with pytest.raises(UsageError, match=r"it holds lesson\.md"):
        Script.read(tmp_path / "quite_other.md")
    with pytest.raises(UsageError, match="there is no folder"):
        Script.read(tmp_path / "nowhere" / "lesson.md")


def test_what_is_no_text_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        Script.read(tmp_path)
    (tmp_path / "photo.md").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(UsageError, match="not text in UTF-8"):
        Script.read(tmp_path / "photo.md")


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "s.md").write_bytes("\ufeff# Title\r\n## Größe\r\neins\r\n---\r\nzwei\r\n".encode())
    task = Script.read(tmp_path / "s.md").tasks[0]
    assert (task.heading, task.replies) == ("Größe", ("eins", "zwei"))
