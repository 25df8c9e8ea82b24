"""What a user may call a model, and which model it then is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from agent_magic.errors import UsageError
from agent_magic.models.hub import HubModel
from agent_magic.models.protocol import Model
from agent_magic.models.scripted import ScriptedModel
from agent_magic.models.servers import USUAL_PORTS, list_models, local_servers

FORMS = "org/name, http://host:port/v1#name or scripted:FILE.md"
SECONDS_TO_LIST = 2.0


def resolve(
    name: str,
    *,
    token: str | None = None,
    timeout: float = 120.0,
    ports: Mapping[int, str] = USUAL_PORTS,
) -> Model:
    """Return the model that `name` means; raises `UsageError` where it means none.

    - `org/name` or `org/name:provider`: a model on Hugging Face's providers
    - `http://host:port/v1#name`: a model on a server that speaks the chat-completions protocol
    - `scripted:lesson.md` or `scripted:lesson.md#task`: replies from a file
    """
    name = name.strip()
    if name.startswith("scripted:"):
        return _scripted(name.removeprefix("scripted:"))
    if re.match(r"https?:", name):
        return _served(name, token, timeout)
    if re.fullmatch(r"[\w.-]+/[\w.-]+(:[\w.-]+)?", name) and not name.endswith(".md"):
        return HubModel(name, token=token, timeout=timeout)
    raise UsageError(f"{name!r} is no model{_hint(name, ports)}; write {FORMS}.")


def _scripted(place: str) -> ScriptedModel:
    path, _, section = place.partition("#")
    if not path.strip():
        raise UsageError("scripted: needs a file after it, such as scripted:lesson.md.")
    return ScriptedModel.from_file(path.strip(), section=section.strip() or None)


def _served(url: str, token: str | None, timeout: float) -> HubModel:
    base_url, _, model = url.partition("#")
    made = HubModel(model or "any", base_url=base_url, token=token, timeout=timeout)
    if model:
        return made
    models = list(list_models(base_url, SECONDS_TO_LIST) or ())
    if len(models) == 1:
        return HubModel(models[0], base_url=base_url, token=token, timeout=timeout)
    choice = f"one of {', '.join(models[:8])}" if models else "the name that the server knows it by"
    raise UsageError(f"say which model of {made.endpoint.host} you mean: {base_url}#NAME, where NAME is {choice}.")


def _hint(name: str, ports: Mapping[int, str]) -> str:
    """Return what `name` was probably meant to be."""
    path = name.partition("#")[0]
    if path.endswith(".md") or (path and Path(path).is_file()):
        return f": did you mean scripted:{name}?"
    if re.match(r"[\w.-]+:\d+(/|#|$)", name):
        return f": did you mean http://{name}?"
    choices = {choice.partition("#")[2]: choice for server in local_servers(ports=ports) for choice in server.choices}
    close = get_close_matches(name, choices, n=1)
    return f": did you mean {choices[close[0]]}?" if close else ""
