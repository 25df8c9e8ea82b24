"""Code as the action: a short thought and a block of Python."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from agent_magic.agents.formats.action import OBSERVATION, ActionFormat, Code
from agent_magic.agents.formats.python_text import acts, is_python, parsed
from agent_magic.agents.formats.replies import PYTHON, Block, Prose, scan
from agent_magic.errors import ParsingError
from agent_magic.messages import ToolCall

_HEADINGS = ("Thought:", "Thoughts:", "Code:", "Action:", "**Thought:**", "**Code:**")


class CodeFormat(ActionFormat):
    """The model writes Python in a fenced block, which is run as it is."""

    name = "code"
    stop_sequences = (f"\n{OBSERVATION}",)

    def parse(self, reply: str, calls: Sequence[ToolCall] = (), *, cut: bool = False) -> Code:
        """Return the thought and the code of `reply`; raises `ParsingError` where it holds no code."""
        found = scan(self.said(reply))
        prose = [part.text for part in found if isinstance(part, Prose)]
        blocks = _to_run([part for part in found if isinstance(part, Block) and part.code.strip()])
        if cut and blocks and not blocks[-1].closed:
            raise ParsingError("Your reply was cut off before its code ended. Write less: a smaller step.")
        if blocks:
            return Code(thought_of("".join(prose)), "\n\n".join(block.code for block in blocks))
        if not any(isinstance(part, Block) for part in found):
            thought, code = _bare_code("".join(prose))
            if code:
                return Code(thought_of(thought), code)
        raise ParsingError("Your reply holds no code, so nothing was run.")


def _to_run(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that are the action: those labelled Python, else those that can only be that."""
    labelled = [block for block in blocks if block.label in PYTHON]
    if labelled:
        return labelled
    unlabelled = [block for block in blocks if not block.label]
    python = [block for block in unlabelled if is_python(block.code)]
    return python or [block for block in unlabelled if "(" in block.code or "=" in block.code]


def _bare_code(text: str) -> tuple[str, str]:
    """Return code without marks around it, lines that parse and call something, and what stands before it."""
    lines = dedent(text).strip().split("\n")
    for begin in range(len(lines)):
        code = "\n".join(lines[begin:])
        if lines[begin][:1].strip() and acts(code):
            return "\n".join(lines[:begin]), code
        error = parsed(code)
        if isinstance(error, SyntaxError) and error.lineno and error.lineno > 1:
            code = "\n".join(lines[begin : begin + error.lineno - 1])
            if lines[begin][:1].strip() and acts(code):
                return "\n".join(lines[:begin]), code
    return "", ""


def thought_of(prose: str) -> str:
    """Return the words of a reply without the headings that models put around them."""
    lines = [line.strip() for line in prose.split("\n")]
    for heading in _HEADINGS:
        lines = [line.removeprefix(heading).strip() for line in lines]
    return "\n".join(lines).strip()
