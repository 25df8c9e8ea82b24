"""Hints for what a user may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def close_matches(word: str, known: Iterable[str]) -> str:
    """Return a question that names what is spelled like `word`, or nothing where nothing is."""
    spelled = {name.strip("-").lower(): name for name in known}
    found = difflib.get_close_matches(word.strip("-").lower(), spelled, n=3, cutoff=0.7)
    return f" (did you mean {' or '.join(spelled[name] for name in found)}?)" if found else ""
