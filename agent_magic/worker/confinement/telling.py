"""How the layers of a confinement are told: a table of plain text."""

from __future__ import annotations

from collections.abc import Iterable

from agent_magic.worker.confinement.settings import Layer


def table(layers: Iterable[Layer]) -> str:
    """Return a line per layer: its name, whether it holds, and the note."""
    rows = [(layer.name, "enforced" if layer.enforced else "not enforced", layer.note) for layer in layers]
    width = max((len(name) for name, _, _ in rows), default=0)
    return "\n".join(f"{name:{width}}  {state:12}  {note}" for name, state, note in rows)
