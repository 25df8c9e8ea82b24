"""How long text is made short: cut in the middle, with a note of how much was left out."""

from __future__ import annotations


def cut_middle(text: str, limit: int) -> str:
    """Return `text` in at most about `limit` characters: its beginning, a note, and its end.

    The cut prefers ends of lines. The note comes on top of the limit, so a small limit still shows something.
    """
    if len(text) <= limit:
        return text
    head_size = (max(limit, 0) * 2) // 3
    tail_size = max(limit, 0) - head_size
    head = _back_to_line_end(text[:head_size])
    tail = _on_to_line_start(text[len(text) - tail_size :])
    left_out = len(text) - len(head) - len(tail)
    return f"{head}… {left_out:,} characters left out …{tail}"


def _back_to_line_end(head: str) -> str:
    """Drop the broken last line of `head` where that costs at most a fifth of it."""
    end = head.rfind("\n") + 1
    return head[:end] if end >= len(head) * 0.8 else head


def _on_to_line_start(tail: str) -> str:
    """Drop the broken first line of `tail`, all but its line end, where that costs at most a fifth of it."""
    start = tail.find("\n")
    return tail[start:] if 0 <= start <= len(tail) * 0.2 else tail
