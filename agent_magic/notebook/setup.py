"""What `%agent` says about the set-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent_magic.events import RunFinished


WIDE = 50

_PLACES = {
    "process": "in a worker process that the system confines; %agent sandbox shows how",
    "local": "in this kernel, which is no security boundary",
}


_MODES = {
    "code": "steps of Python",
    "tools": "steps of calls of tools",
    "once": "one piece of Python for the whole task",
    "text": "steps of calls, written as plain lines",
}
_STATUS = {
    "success": "success",
    "max_steps": "out of steps",
    "max_tokens": "out of tokens",
    "max_seconds": "out of time",
    "stopped": "stopped",
    "failed": "failed",
}


@dataclass(frozen=True, slots=True)
class LastRun:
    """The model of the last run as the user named it, and how it ended, without the answer; None: it broke off."""

    model: str
    finished: RunFinished | None


def status_text(
    model: str, mode: str, max_steps: int, imports: Iterable[str], executor: str, last: LastRun | None
) -> str:
    """Return the defaults and the last run, a line each."""
    from agent_magic.executors.choice import default_name

    rows = {
        "model": model or "none yet: %config AgentMagics.model = '…', or --model on the cell",
        "mode": f"{mode}: {_MODES[mode]}",
        "steps": f"at most {max_steps}",
        "imports": ", ".join(imports) or "harmless modules of the standard library",
        "code runs": _PLACES.get(executor) or _PLACES[default_name()],
        "last run": "none yet" if last is None else _last_run(last),
    }
    lines = [f"{name:<9} {value}" for name, value in rows.items()]
    return "\n".join((*lines, "help      %%agent --help", ""))


def _last_run(last: LastRun) -> str:
    finished = last.finished
    if finished is None:
        return f"broken off, {last.model}"
    usage = finished.usage
    parts = [
        _STATUS[finished.status],
        f"{finished.steps} step{'' if finished.steps == 1 else 's'}",
        f"{finished.seconds:.1f} s",
    ]
    if usage.prompt_tokens is not None and usage.completion_tokens is not None:
        cached = f" ({usage.cached_tokens:,} cached)" if usage.cached_tokens else ""
        parts.append(f"{usage.prompt_tokens:,}{cached} + {usage.completion_tokens:,} tokens")
    return ", ".join((*parts, last.model)) + "; _run holds its steps and messages"


def sandbox_text() -> str:
    """Return what a worker's confinement enforces here, a line for each layer, after trying each in a process."""
    from agent_magic.worker.confinement import probe, table

    return f"{table(probe())}\nThe memory is the try's own; a cell's worker gets what --memory says.\n"


def warm_up() -> str:
    """Start the server that workers come from, which goes on in the background, and return what to say of it."""
    from agent_magic.executors.choice import why_not_confined
    from agent_magic.executors.servers import shared_server

    reason = why_not_confined()
    if reason is not None:
        return f"Nothing to warm up: code runs in this kernel, as a worker cannot be confined here: {reason}.\n"
    shared_server().warm()
    return "The server that workers come from is starting; the next %%agent finds it warm.\n"


def let_go() -> None:
    """End the server that workers come from, unless somebody else in this kernel has a worker."""
    from agent_magic.executors.servers import shared_server

    shared_server().rest()


def models_text(default: str, aliases: Mapping[str, str], held: Sequence[str]) -> str:
    """Return the models at hand, a line each: the default, aliases, variables, and those of local servers."""
    from agent_magic.models import local_servers, model_choices, no_model_message

    choices = model_choices(default, aliases)
    rows = [(f"--model {name}", "a variable of this notebook") for name in held if name != default]
    for choice in choices:
        chosen = f"--model {choice.name}" if choice.name else ""
        rows.append((chosen, "; ".join(filter(None, (choice.origin, choice.problem)))))
    width = max((len(choice) for choice, _ in rows if len(choice) < WIDE), default=0)
    text = "\n".join(f"{choice:<{width}}   ({origin})" for choice, origin in rows) or no_model_message(local_servers())
    # What a server calls its models is its own affair: no control characters from there.
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text) + "\n"
