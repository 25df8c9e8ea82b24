"""What `--dry-run` shows: the request as it would be sent, as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agent_magic.errors import ModelError
from agent_magic.messages import Chunk, Request
from agent_magic.models import Model


@dataclass(frozen=True, slots=True)
class UnsetModel:
    """Stands in where no model was chosen, so that a request can be looked at before there is one."""

    name: str = "no model chosen yet"
    scripted: bool = False

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Raise: there is nobody to ask."""
        raise ModelError(self.name)


def request_text(model: Model, request: Request) -> str:
    """Return every message of the request, word for word, each under its role."""
    parts = [f"Dry run: nothing was sent. The first request, to {model.name}:"]
    parts += [f"───── {message.role} ─────\n{message.text}" for message in request.messages]
    if request.stop_sequences:
        parts.append(f"───── stop sequences ─────\n{', '.join(map(repr, request.stop_sequences))}")
    return "\n\n".join(parts) + "\n"
