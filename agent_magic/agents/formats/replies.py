"""A model's reply taken apart: what it says, and the blocks of code in it. Nothing is rewritten.

The scanner goes through the reply once, line by line. It knows fences (``` and ~~~), tags (<code>, <execute>
and others) and thinking sections, which are dropped. A mark inside a Python string is no mark, and a closing
mark that is missing is forgiven.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from agent_magic.agents.formats.python_text import is_python, open_quote

TAGS = {
    "<code>": "</code>",
    "<execute>": "</execute>",
    "<python>": "</python>",
    "<tool_code>": "</tool_code>",
    "<|python_tag|>": "<|eom_id|>",
}
THINKING = ("think", "thinking", "thought", "reasoning")
PYTHON = frozenset(
    (
        *("python", "python2", "python3", "py", "py3", "ipython", "ipython3", "pycon"),
        *("code", "execute", "jupyter", "tool_code"),
    )
)
"""Labels, in lower case, of fences that hold code to run; a block between tags has the label "code"."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of the reply."""

    text: str

    @property
    def source(self) -> str:
        """What stands in the reply."""
        return self.text


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the reply; `closed` is false where the reply ended before the block did."""

    label: str
    code: str
    source: str
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Opening:
    """A mark that opens a block: from where to where it stands, and what closes the block."""

    begin: int
    end: int
    label: str
    closer: str


def scan(reply: str) -> list[Prose | Block]:
    """Return the words and the blocks of `reply` in their order, without its thinking sections."""
    text = _after_lost_thinking(reply.replace("\r\n", "\n").lstrip("\ufeff"))
    found: list[Prose | Block] = []
    at = 0
    while at < len(text):
        line_end = _line_end(text, at)
        opening = _opening(text, at, line_end)
        thinking = _thinking(text, at, opening.begin if opening else line_end)
        if thinking:
            begin, after = thinking
            found.append(Prose(text[at:begin]))
            at = after
        elif opening:
            block, after = _block(text, opening)
            found += (Prose(text[at : opening.begin]), block)
            at = after
        else:
            found.append(Prose(text[at:line_end]))
            at = line_end
    return found


def without_thinking(reply: str) -> str:
    """Return `reply` as it stands, its thinking sections left out."""
    return "".join(part.source for part in scan(reply)).strip()


def _line_end(text: str, at: int) -> int:
    """Return where the line at `at` ends, its line break included."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _after_lost_thinking(text: str) -> str:
    """Return `text` after an end of thinking whose beginning is not in the reply, as with some servers."""
    for name in THINKING:
        end = text.find(f"</{name}>")
        if end >= 0 and f"<{name}>" not in text[:end] and text[end - 1 : end] not in {"'", '"', "`"}:
            return text[end + len(name) + 3 :]
    return text


def _thinking(text: str, at: int, line_end: int) -> tuple[int, int] | None:
    """Return where a thinking section begins in the line and where the reply goes on after it."""
    for name in THINKING:
        begin = text.find(f"<{name}>", at, line_end)
        if begin >= 0 and text[begin - 1 : begin] != "`":
            end = text.find(f"</{name}>", begin)
            return begin, len(text) if end < 0 else end + len(name) + 3
    return None


def _opening(text: str, at: int, line_end: int) -> _Opening | None:
    """Return the mark in the line from `at` to `line_end` that opens a block, if there is one."""
    line = text[at:line_end].rstrip()
    for tag, closer in TAGS.items():
        begin = line.find(tag)
        if begin >= 0 and (not line[:begin].strip() or begin + len(tag) == len(line)):
            return _Opening(at + begin, at + begin + len(tag), "code", closer)
    for mark in "`~":
        begin = line.find(mark * 3)
        if begin < 0:
            continue
        width = len(line) - begin - len(line[begin:].lstrip(mark))
        label, label_width = _label(line[begin + width :])
        opens_line = not line[:begin].strip(" \t>*-+.0123456789")
        closes_line = begin + width + label_width == len(line)
        if opens_line or (closes_line and (label in PYTHON or line[:begin].rstrip().endswith(":"))):
            return _Opening(at + begin, at + begin + width + label_width, label, mark * width)
    return None


def _label(info: str) -> tuple[str, int]:
    """Return the label in what follows a fence, and how many characters of that are no code."""
    words = info.strip().split(None, 1)
    label = words[0].strip("{}.").lower().partition(":")[0] if words else ""
    if not all(mark.isalnum() or mark in "_+-#" for mark in label):
        return "", 0
    begins_code = label in PYTHON and len(words) > 1 and is_python(words[1].rstrip("`~ ")) and "(" in words[1]
    return label, info.index(words[1]) if begins_code else len(info)


def _block(text: str, opening: _Opening) -> tuple[Block, int]:
    """Return the block that begins at `opening`, and where the reply goes on after it."""
    closings = list(_closings(text, opening))
    in_code = [closing for closing in closings if not open_quote(text[opening.end : closing[0]])]
    rest = text[opening.end :]
    if in_code or (closings and not is_python(_body(rest))):
        end, after = (in_code or closings)[0]
        source = text[opening.begin : after]
        return Block(opening.label, _body(text[opening.end : end]), source), after
    code = _body(_without_partial(rest, opening.closer))
    return Block(opening.label, code, text[opening.begin :], closed=False), len(text)


def _closings(text: str, opening: _Opening) -> Iterator[tuple[int, int]]:
    """Yield each place that may close the block: where the code ends, and where the reply goes on."""
    is_fence = opening.closer[0] in "`~"
    at = text.find(opening.closer, opening.end)
    while at >= 0:
        after = at + len(opening.closer)
        if not is_fence:
            yield at, after
        else:
            while text.startswith(opening.closer[0], after):
                after += 1
            before = text[max(text.rfind("\n", 0, at) + 1, opening.end) : at]
            behind = text[after : _line_end(text, after)].strip()
            if not before.strip(" \t>"):
                yield (
                    at,
                    at if behind.lower() in PYTHON else after,
                )  # a new block opens: this one was not closed
            elif not behind or behind.startswith("<"):
                yield at, after
        at = text.find(opening.closer, after)


def _without_partial(code: str, closer: str) -> str:
    """Return `code` without the part of a closing mark at its end, where the reply was cut in it."""
    code = code.rstrip()
    least = 1 if closer[0] in "`~" else 2
    for size in range(len(closer) - 1, least - 1, -1):
        if code.endswith(closer[:size]):
            return code[:-size]
    return code


def _body(code: str) -> str:
    """Return the code of a block, without the margin that it shares and without marks inside of marks."""
    body = dedent(code).strip("\n").rstrip()
    first = body[: _line_end(body, 0)].lstrip()
    if first.startswith(("```", "~~~", *TAGS)):
        inner = [block for block in scan(body) if isinstance(block, Block)]
        return inner[0].code if inner else body
    return _of_console(body) if first.startswith(">>> ") else body


def _of_console(session: str) -> str:
    """Return the code that was typed in a console session, without the prompts and what was printed."""
    lines = session.split("\n")
    return "\n".join(line[4:] for line in lines if line.startswith((">>> ", "... ")) or line == "...")
