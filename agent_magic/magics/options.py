"""The options of `%%agent`: one table, from which parsing, help, completion and hints all follow."""

from __future__ import annotations

import argparse
import keyword
import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, NoReturn

from agent_magic.errors import UsageError
from agent_magic.notebook.hints import close_matches

Offers = Literal["models", "variables", "tools", "modules", "executors", "modes", "paths"]
EXECUTORS = ("process", "local")
MODES = ("code", "tools", "once", "text")


@dataclass(frozen=True, slots=True)
class CellOptions:
    """What the line of a cell says; None or empty where it says nothing."""

    model: str | None = None
    input: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    output: str | None = None
    mode: str | None = None
    plan: int | None = None
    max_steps: int | None = None
    max_tokens: int | None = None
    max_seconds: float | None = None
    imports: tuple[str, ...] = ()
    executor: str | None = None
    files: tuple[str, ...] = ()
    memory: int | None = None
    trust: bool = False
    samples: int | None = None
    record: str | None = None
    replay: str | None = None
    dry_run: bool = False
    help: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One option: how it is written, what it is for, what it takes and what Tab offers for its value."""

    flags: tuple[str, ...]
    help: str
    value: str | None = None
    read: Callable[[str], object] = str
    several: bool = False
    offers: Offers | None = None

    @property
    def field(self) -> str:
        """The field of `CellOptions` that takes the value."""
        return self.flags[-1].lstrip("-").replace("-", "_")


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]


def _variable(text: str) -> str:
    if not text.isidentifier() or keyword.iskeyword(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a name of a variable")
    return text


def _modules(text: str) -> list[str]:
    modules = _names(text)
    for module in modules:
        if module != "*" and not all(map(str.isidentifier, module.removesuffix(".*").split("."))):
            raise argparse.ArgumentTypeError(f"{module!r} is not a name of a module")
    return modules


def _one_of(known: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise argparse.ArgumentTypeError(
                f"must be {', '.join(known[:-1])} or {known[-1]}, not {text!r}{close_matches(text, known)}"
            )
        return text

    return read


def _seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text) or not float(text):
        raise argparse.ArgumentTypeError(f"must be a number of seconds above 0, not {text!r}")
    return float(text)


def _paths(text: str) -> list[str]:
    return [text]


def size(text: str) -> int:
    """Return the bytes that a text such as 500MB, 4GB or 1.5GiB says; raises `ArgumentTypeError`."""
    found = re.fullmatch(r"(\d{1,9}(?:\.\d{1,3})?) ?([MGT])(i?)B", text, re.IGNORECASE)
    if found is None:
        raise argparse.ArgumentTypeError(f"must be a size such as 500MB or 4GB, not {text!r}")
    number, unit, binary = found.groups()
    return int(float(number) * (1024 if binary else 1000) ** (2 + "MGT".index(unit.upper())))


def _at_least(lowest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", text) or int(text) < lowest:
            raise argparse.ArgumentTypeError(f"must be a whole number, at least {lowest}, not {text!r}")
        return int(text)

    return read


OPTIONS = (
    Option(
        ("-m", "--model"),
        "the model: org/name, http://host:port/v1#name, scripted:FILE, an alias, or a variable that holds one",
        "MODEL",
        offers="models",
    ),
    Option(
        ("-i", "--input"),
        "variables the agent gets, separated by commas or spaces; it works on copies",
        "NAMES",
        _names,
        several=True,
        offers="variables",
    ),
    Option(
        ("-t", "--tools"),
        "functions, tools and agents of the notebook that the agent may call; they run with your rights",
        "NAMES",
        _names,
        several=True,
        offers="tools",
    ),
    Option(("-o", "--output"), "variable that takes the answer, besides _agent", "NAME", _variable),
    Option(
        ("--mode",),
        "how the agent acts: code (steps of Python), tools (calls of tools), once (one piece of Python for all) "
        "or text (calls written as plain lines)",
        "MODE",
        _one_of(MODES),
        offers="modes",
    ),
    Option(("--plan",), "make a plan before the first step and after every N steps", "N", _at_least(1)),
    Option(("--max-steps",), "how many steps the agent may take", "N", _at_least(1)),
    Option(("--max-tokens",), "how many tokens the run may take, those of called agents too", "N", _at_least(1)),
    Option(("--max-seconds",), "how long the run may take", "S", _seconds),
    Option(
        ("--imports",),
        "modules the code may import beyond the harmless ones, such as pandas or numpy.*",
        "MODULES",
        _modules,
        several=True,
        offers="modules",
    ),
    Option(
        ("--executor",),
        "where the code runs: process (a worker that the system confines) or local (this kernel, for live objects)",
        "PLACE",
        _one_of(EXECUTORS),
        offers="executors",
    ),
    Option(
        ("--files",),
        "files and folders the code may read, never write; separated by spaces",
        "PATHS",
        _paths,
        several=True,
        offers="paths",
    ),
    Option(("--memory",), "what the code may take on top of its inputs, such as 4GB; process only", "SIZE", size),
    Option(
        ("--trust",),
        "take answers of any type back from the worker, as pickles, which can run code of its making in this kernel",
    ),
    Option(("--samples",), "how many sample values of each input the model is shown", "N", _at_least(0)),
    Option(("--record",), "write all that is said to the model and back to a file, without secrets", "FILE"),
    Option(("--replay",), "take the replies from such a file; no model is asked", "FILE", offers="paths"),
    Option(("--dry-run",), "show exactly what would be sent to the model, and send nothing"),
    Option(("-h", "--help"), "show this help"),
)

FLAGS = tuple(flag for option in OPTIONS for flag in option.flags)


class _Parser(argparse.ArgumentParser):
    """An argument parser that neither exits nor prints."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"%%agent: {message.removeprefix('argument ')}. See %%agent --help.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="%%agent",
        usage="%%%%agent [options]\n       the task, in plain words, on the lines below",
        description="Give a task to an agent that writes Python and runs it, step by step, in the open.",
        epilog=(
            "%config AgentMagics shows and sets the defaults, %agent the set-up, %agent models and %agent tools what "
            "is at hand."
        ),
        add_help=False,
        allow_abbrev=False,
    )
    for option in OPTIONS:
        settings: dict[str, Any] = {"dest": option.field, "help": option.help, "default": argparse.SUPPRESS}
        if option.value is None:
            settings |= {"action": "store_true"}
        else:
            settings |= {"metavar": option.value, "type": option.read}
            settings |= {"action": "extend", "nargs": "+"} if option.several else {}
        parser.add_argument(*option.flags, **settings)
    return parser


def help_text() -> str:
    """Return what `%%agent --help` shows."""
    return _parser().format_help()


def split_line(line: str) -> list[str]:
    """Split a line into words as a command line does; backslashes stay, so paths of Windows work."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters, lexer.escape = True, "", ""
    try:
        return list(lexer)
    except ValueError:
        raise UsageError(f"%%agent: a quote is opened and not closed in: {line}") from None


def parse_line(line: str) -> CellOptions:
    """Return the options on the line of a cell; raises `UsageError` where one cannot be used."""
    found, unknown = _parser().parse_known_args(split_line(line))
    for word in unknown:
        _refuse(word)
    values: dict[str, Any] = {
        name: tuple(dict.fromkeys(chain(*value))) if isinstance(value, list) else value
        for name, value in vars(found).items()
    }
    return CellOptions(**values)


def _refuse(word: str) -> NoReturn:
    if word.startswith("-"):
        option = word.partition("=")[0]
        raise UsageError(f"%%agent: unknown option {option}{close_matches(option, FLAGS)}. See %%agent --help.")
    raise UsageError(f"%%agent: {word!r} is not an option. The task goes on the lines below %%agent.")
