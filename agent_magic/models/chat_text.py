"""A conversation as the text that a local model continues: by its chat template, or by a plain one of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agent_magic.errors import ModelRefused
from agent_magic.messages import Message

Turn = dict[str, str]
USER, ASSISTANT = "### User:", "### Assistant:"
NEXT_TURN = f"\n{USER}"
"""Where a model that goes on by our own template would play the user."""


def render(tokenizer: Any, messages: Sequence[Message]) -> str:
    """Return the text; raises `ModelRefused` where the model's template takes no conversation of this form.

    What a template refuses or leaves out is told to it in another way: the system's words with the user's first ones,
    a tool's words as the user's.
    """
    turns = [{"role": message.role, "content": message.text} for message in messages]
    if not getattr(tokenizer, "chat_template", None):
        return _plainly(turns)
    from jinja2 import TemplateError

    reasons = []
    for told in (turns, merge_turns(turns)):
        try:
            text = str(tokenizer.apply_chat_template(told, tokenize=False, add_generation_prompt=True))
        except (TemplateError, TypeError, ValueError) as error:
            reasons.append(error)
            continue
        if all(turn["content"].strip() in text for turn in told if turn["role"] in ("system", "tool")):
            return text
    raise ModelRefused(f"the model's chat template cannot tell this conversation: {'; '.join(map(str, reasons))}.")


def merge_turns(turns: Sequence[Turn]) -> list[Turn]:
    """Return the conversation with users and assistants alone, in turn, the user first."""
    merged: list[Turn] = []
    for turn in turns:
        role = "assistant" if turn["role"] == "assistant" else "user"
        if merged and merged[-1]["role"] == role:
            merged[-1] = {"role": role, "content": f"{merged[-1]['content']}\n\n{turn['content']}"}
        else:
            merged.append({"role": role, "content": turn["content"]})
    return merged


def _plainly(turns: Sequence[Turn]) -> str:
    names = {"user": USER, "assistant": ASSISTANT}
    parts = [f"{names.get(turn['role'], USER)}\n{turn['content']}" for turn in merge_turns(turns)]
    return "\n\n".join([*parts, f"{ASSISTANT}\n"])
