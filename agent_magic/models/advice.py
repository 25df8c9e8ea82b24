"""What to say where no model is chosen: the ways there are, and the exact line for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agent_magic.models.endpoint import TOKENS_PAGE
from agent_magic.models.servers import LocalServer

EXAMPLE = "Qwen/Qwen3-Coder-30B-A3B-Instruct"
LESSONS = ("scripts/wine.md", "notebooks/scripts/wine.md")
"""Where the quickstart's script is, from its own folder and from the project's."""
MOST_CHOICES = 6


def no_model_message(
    servers: Sequence[LocalServer] = (), *, has_token: bool | None = None, lesson: str | None = None
) -> str:
    """Return the message for a run without a model.

    `servers` are those that `local_servers` found, `has_token` whether there is a token of Hugging Face
    (None: look), `lesson` is a script to name (None: the quickstart's, where it is at hand).
    """
    if has_token is None:
        has_token = _has_token()
    if lesson is None:
        lesson = next((path for path in LESSONS if Path(path).is_file()), "lesson.md")
    sections = [_hub(has_token), _local(servers), _scripted(lesson)]
    first = "no model is chosen. Write one of these lines at the top of the cell:"
    last = f"To keep a choice for the whole notebook: %config AgentMagics.model = {_keep(servers)!r}"
    return "\n\n".join((first, *("\n".join(section) for section in sections), last))


def _hub(has_token: bool) -> list[str]:
    lines = ["A model on Hugging Face:"]
    if not has_token:
        lines += [
            f"  (first a token from {TOKENS_PAGE}:",
            "   import os; os.environ['HF_TOKEN'] = 'hf_…', or `hf auth login` in a terminal)",
        ]
    return [*lines, f"  %%agent -m {EXAMPLE}"]


def _local(servers: Sequence[LocalServer]) -> list[str]:
    lines = []
    for server in servers:
        if server.models:
            lines.append(f"A model on this computer, {server.name} is running:")
            lines += [f"  %%agent -m {choice}" for choice in server.choices[:MOST_CHOICES]]
            more = len(server.choices) - MOST_CHOICES
            lines += [f"  and {more} more: {server.base_url}/models"] if more > 0 else []
        else:
            lines.append(f"{server.name} is running at {server.base_url}, but has no model yet; load one there.")
    return lines or [
        "A model on this computer (neither Ollama nor LM Studio, llama.cpp or vLLM answers; start one first,",
        "  for instance with `ollama run qwen2.5-coder:7b` in a terminal):",
        "  %%agent -m http://127.0.0.1:11434/v1#qwen2.5-coder:7b",
    ]


def _scripted(lesson: str) -> list[str]:
    return [
        "No model at all, a scripted lesson (replies that a person wrote; their code really runs):",
        f"  %%agent -m scripted:{lesson}",
    ]


def _keep(servers: Sequence[LocalServer]) -> str:
    return next((choice for server in servers for choice in server.choices), EXAMPLE)


def _has_token() -> bool:
    from huggingface_hub import get_token

    return bool(get_token())
