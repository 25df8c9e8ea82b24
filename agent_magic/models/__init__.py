"""Language models: one method that streams a reply."""

from agent_magic.models.advice import no_model_message
from agent_magic.models.hub import HubModel
from agent_magic.models.names import resolve
from agent_magic.models.protocol import Model
from agent_magic.models.script import Script
from agent_magic.models.scripted import ScriptedModel
from agent_magic.models.servers import LocalServer, local_servers

__all__ = [
    "HubModel",
    "LocalServer",
    "Model",
    "Script",
    "ScriptedModel",
    "local_servers",
    "no_model_message",
    "resolve",
]
