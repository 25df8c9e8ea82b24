"""Language models: one method that streams a reply."""

from agent_magic.models.protocol import Model

__all__ = ["Model"]
