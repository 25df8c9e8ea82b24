"""A script: replies that a person wrote beforehand, in a Markdown file.

    # Irises                                  anything before the first `##` is for the reader

    ## Which species has the largest petals?  a task: its replies follow
    I look at the data first.
    ```python
    print(df.describe())
    ```
    ---                                       a line of three dashes ends a reply
    Now I compare.
    ```python
    final_answer(df.groupby("species")["petal length"].mean().idxmax())
    ```

Marks inside a fenced block or between `<code>` and `</code>` belong to the reply. A file without `##` is one
task: all of it is replies, after a title on its first line if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Self

from agent_magic.errors import ModelRefused, UsageError

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class ScriptedTask:
    """A task of a script and the replies to it; the heading is empty where the file has none."""

    heading: str
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """The tasks of one file, in its order."""

    name: str
    tasks: tuple[ScriptedTask, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the script at `path`; raises `UsageError` where there is none that can be read."""
        path = path.expanduser()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise UsageError(f"there is no script {path}{_near(path)}.") from None
        except IsADirectoryError:
            raise UsageError(f"{path} is a folder; name the script in it, such as {path}/lesson.md.") from None
        except UnicodeDecodeError:
            raise UsageError(f"the script {path} is not text in UTF-8; save it as that.") from None
        except OSError as error:
            raise UsageError(f"the script {path} cannot be read: {error.strerror}.") from None
        return cls.parse(text, name=path.name)

    @classmethod
    def parse(cls, text: str, *, name: str) -> Self:
        """Read a script from `text`; raises `UsageError` where it holds no reply."""
        return cls(name, tuple(ScriptedTask(heading, tuple(replies)) for heading, replies in _tasks(text)))

    @classmethod
    def of(cls, replies: Sequence[str], *, name: str) -> Self:
        """Return a script of one task; raises `UsageError` where there is no reply."""
        return cls(name, (ScriptedTask("", tuple(replies)),))

    def __post_init__(self) -> None:
        for task in self.tasks:
            if not task.replies:
                of = f" for {task.heading!r}" if task.heading else ""
                raise UsageError(
                    f"the script {self.name} has no reply{of}; "
                    "write what the model is to say, with a line --- between replies."
                )

    def section(self, heading: str) -> Self:
        """Return the script with the one task whose heading is `heading`, case and punctuation aside."""
        found = [task for task in self.tasks if _slug(task.heading) == _slug(heading)]
        if not found:
            raise UsageError(f"the script {self.name} has no task {heading!r}; it has: {self._headings()}.")
        return type(self)(self.name, (found[0],))

    def task_for(self, words: str) -> ScriptedTask:
        """Return the one task there is, or the one whose heading stands in `words`."""
        if len(self.tasks) == 1:
            return self.tasks[0]
        found = [task for task in self.tasks if (slug := _slug(task.heading)) and slug in _slug(words)]
        if not found:
            raise ModelRefused(
                f"the script {self.name} has no replies to this task, only to: {self._headings()}. "
                "Ask one of those, or choose a real model with --model."
            )
        return max(found, key=lambda task: len(task.heading))

    def _headings(self) -> str:
        return ", ".join(repr(task.heading) for task in self.tasks if task.heading) or "one without a heading"


def _tasks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each task's heading and replies."""
    heading, replies, lines = "", list[str](), list[str]()
    seen_heading = False
    for line, is_mark in _marked(_without_title(text).splitlines()):
        if is_mark and line.startswith("## "):
            if seen_heading:
                yield heading, _ended(replies, lines)
            heading, replies, lines, seen_heading = line[3:].strip(" #"), [], [], True
        elif is_mark:
            replies, lines = _ended(replies, lines), []
        else:
            lines.append(line)
    yield heading, _ended(replies, lines)


def _marked(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it is a mark: a task's heading or the end of a reply, outside of code."""
    fence, in_code = "", False
    for line in lines:
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        elif opening and not in_code:
            fence = opening[1]
        else:
            in_code = (in_code or line.lstrip().startswith("<code>")) and "</code>" not in line
            if not in_code and (line.startswith("## ") or line.rstrip() == "---"):
                yield line, True
                continue
        yield line, False


def _ended(replies: list[str], lines: list[str]) -> list[str]:
    reply = "\n".join(lines).strip("\n").rstrip()
    return [*replies, reply] if reply.strip() else replies


def _without_title(text: str) -> str:
    return re.sub(r"\A\s*# [^\n]*(\n|\Z)", "", text)


def _slug(text: str) -> str:
    """Return only the letters and digits of `text`, in lower case, a dash for all else."""
    return "-".join(re.findall(r"\w+", text.casefold()))


def _near(path: Path) -> str:
    """Return a hint at a file of the folder whose name is close, or at where it was looked for."""
    folder = path.parent
    if not folder.is_dir():
        return f": there is no folder {folder.absolute()} either"
    scripts = sorted(file.name for file in folder.glob("*.md"))
    close = get_close_matches(path.name, scripts, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {folder / close[0]}?"
    return f" in {folder.absolute()}" + (f"; it holds {', '.join(scripts[:5])}" if scripts else "")
