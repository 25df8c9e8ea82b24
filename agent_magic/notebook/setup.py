"""What `%agent` says about the set-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent_magic.events import RunFinished


_PLACES = {
    "process": "in a worker process that the system confines; %agent sandbox shows how",
    "local": "in this kernel, which is no security boundary",
}


@dataclass(frozen=True, slots=True)
class LastRun:
    """The model of the last run as the user named it, and how it ended, without the answer; None: it broke off."""

    model: str
    finished: RunFinished | None


def status_text(model: str, max_steps: int, imports: Iterable[str], executor: str, last: LastRun | None) -> str:
    """Return the defaults and the last run, a line each."""
    from agent_magic.executors.choice import default_name

    rows = {
        "model": model or "none yet: %config AgentMagics.model = '…', or --model on the cell",
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
    words = {"success": "success", "max_steps": "out of steps", "stopped": "stopped", "failed": "failed"}
    tokens = (finished.usage.prompt_tokens, finished.usage.completion_tokens)
    parts = [
        words[finished.status],
        f"{finished.steps} step{'' if finished.steps == 1 else 's'}",
        f"{finished.seconds:.1f} s",
    ]
    if None not in tokens:
        parts.append(f"{tokens[0]:,} + {tokens[1]:,} tokens")
    return ", ".join((*parts, last.model))


def sandbox_text() -> str:
    """Return what a worker's confinement enforces here, a line for each layer, after trying each in a process."""
    from agent_magic.worker.confinement import probe, table

    return table(probe()) + "\n"


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


def models_text(known: Sequence[str]) -> str:
    """Return the models that are at hand, a line each: those the notebook knows, those of local servers."""
    from agent_magic.models import local_servers, no_model_message

    servers = local_servers()
    lines = [f"--model {name}" for name in known]
    for server in servers:
        lines += [f"--model {choice}   ({server.name})" for choice in server.choices if choice not in known]
    text = "\n".join(lines) or no_model_message(servers)
    # What a server calls its models is its own affair: no control characters from there.
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text) + "\n"
