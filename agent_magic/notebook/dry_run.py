"""What `--dry-run` shows: the request as it would be sent, as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from agent_magic.errors import ModelError
from agent_magic.messages import Chunk, Image, Request
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
    """Return all that the request holds, word for word, each message under its role; of pictures what they are."""
    parts = [f"Dry run: nothing was sent. The first request, to {model.name}:"]
    for message in request.messages:
        pictures = [f"[picture: {image.kind}, {_size(image)}]" for image in message.images]
        parts.append("\n".join([f"───── {message.role} ─────", message.text, *pictures]))
    parts += [
        f"───── tool {tool['name']} ─────\n{json.dumps(tool, indent=2, ensure_ascii=False)}" for tool in request.tools
    ]
    if request.grammar is not None:
        parts.append(f"───── grammar ─────\n{json.dumps(request.grammar, indent=2, ensure_ascii=False)}")
    if request.stop_sequences:
        parts.append(f"───── stop sequences ─────\n{', '.join(map(repr, request.stop_sequences))}")
    return "\n\n".join(parts) + "\n"


def _size(image: Image) -> str:
    return f"{len(image.data) * 3 // 4:,} bytes"
