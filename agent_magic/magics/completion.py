"""What Tab offers on the lines of `%%agent` and `%agent`."""

from __future__ import annotations

import os
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult, context_matcher

from agent_magic.magics.options import EXECUTORS, FLAGS, MODES, OPTIONS, Offers

_LINE = re.compile(r"\s*(?P<kind>%%?)agent\s(?P<words>.*)$", re.DOTALL)
_BY_FLAG = {flag: option for option in OPTIONS for flag in option.flags}

SUBCOMMANDS = ("status", "models", "tools", "sandbox", "warm")

Matcher = Callable[[CompletionContext], SimpleMatcherResult]


def matcher(
    models: Callable[[], Iterable[str]],
    variables: Callable[[], Mapping[str, object]],
    tools: Callable[[], Iterable[str]],
) -> Matcher:
    """Return a matcher that offers options, and for their values `models`, `variables`, `tools` and modules."""
    offered: dict[Offers, Callable[[str], Iterable[str]]] = {
        "models": lambda typed: models(),
        "variables": lambda typed: [name for name in variables() if not name.startswith("_")],
        "tools": lambda typed: tools(),
        "modules": lambda typed: _modules(),
        "executors": lambda typed: EXECUTORS,
        "modes": lambda typed: MODES,
        "paths": _paths,
    }

    @context_matcher(identifier="agent_magic")  # type: ignore[untyped-decorator]
    def agent_matcher(context: CompletionContext) -> SimpleMatcherResult:
        """Complete the line of an agent cell, and leave every other line alone."""
        found = _LINE.match(context.text_until_cursor)
        if found is None or (found["kind"] == "%%" and not _first_of_cell(context)):
            return {"completions": []}
        words = found["words"].split()
        typed = "" if not words or found["words"][-1].isspace() else words.pop()
        if found["kind"] == "%":
            return _result(context, typed, [] if words else SUBCOMMANDS)
        return _result(context, *_candidates(words, typed, offered))

    return agent_matcher  # type: ignore[no-any-return]


def _first_of_cell(context: CompletionContext) -> bool:
    before = context.full_text.split("\n")[: context.cursor_line]
    return all(not line.strip() or line.lstrip().startswith("#") for line in before)


def _candidates(
    words: Sequence[str], typed: str, offered: Mapping[Offers, Callable[[str], Iterable[str]]]
) -> tuple[str, Iterable[str]]:
    """Return the part of the word that is being completed, and what it may become."""
    if typed.startswith("-"):
        return typed, [flag for flag in FLAGS if flag.startswith("--") or typed == "-"]
    option = next((_BY_FLAG[word] for word in reversed(words) if word in _BY_FLAG), None)
    if option is None or option.value is None or not (option.several or words[-1] in option.flags):
        return typed, [flag for flag in FLAGS if flag.startswith("--")] if not typed else []
    if option.offers is None:
        return typed, []
    if not option.several or option.offers == "paths":
        return typed, offered[option.offers](typed)
    taken = set(re.split(r"[,\s]+", " ".join(words)) + typed.split(",")[:-1])
    return typed.rpartition(",")[2], [name for name in offered[option.offers](typed) if name not in taken]


def _result(context: CompletionContext, typed: str, candidates: Iterable[str]) -> SimpleMatcherResult:
    # The editor replaces what IPython takes for the last word, which may be shorter or longer than ours.
    token = context.token
    fragment = token if typed.endswith(token) else typed
    shown = [
        SimpleCompletion(text=name[len(typed) - len(fragment) :], type="agent")
        for name in candidates
        if name.startswith(typed) and name != typed
    ]
    return {"completions": shown, "suppress": True, "matched_fragment": fragment, "ordered": True}


def _paths(typed: str) -> list[str]:
    """Return the paths that begin as typed, folders with a slash; those with spaces in them need quotes."""
    folder = typed.rpartition("/")[0] + "/" if "/" in typed else ""
    try:
        entries = sorted(os.scandir(Path(folder).expanduser() if folder else Path()), key=lambda entry: entry.name)
    except OSError:
        return []
    hidden = typed[len(folder) :].startswith(".")
    return [
        f"{folder}{entry.name}{'/' if entry.is_dir() else ''}"
        for entry in entries
        if entry.name.split() == [entry.name] and (hidden or not entry.name.startswith("."))
    ]


def _modules() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules() if not module.name.startswith("_"))
