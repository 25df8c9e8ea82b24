"""Language models: one method that streams a reply."""

from agent_magic.models.advice import no_model_message
from agent_magic.models.callables import CallableModel
from agent_magic.models.hub import HubModel
from agent_magic.models.local_weights import TransformersModel
from agent_magic.models.names import as_model, resolve
from agent_magic.models.protocol import Model
from agent_magic.models.recording import RecordingModel
from agent_magic.models.replay import ReplayModel
from agent_magic.models.script import Script
from agent_magic.models.scripted import ScriptedModel
from agent_magic.models.servers import LocalServer, local_servers
from agent_magic.models.survey import ModelChoice, model_choices

__all__ = [
    "CallableModel",
    "HubModel",
    "LocalServer",
    "Model",
    "ModelChoice",
    "RecordingModel",
    "ReplayModel",
    "Script",
    "ScriptedModel",
    "TransformersModel",
    "as_model",
    "local_servers",
    "model_choices",
    "no_model_message",
    "resolve",
]
