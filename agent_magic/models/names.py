"""What a user may call a model, and which model it then is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TypeGuard

from agent_magic.errors import UsageError
from agent_magic.models.callables import CallableModel
from agent_magic.models.hub import HubModel
from agent_magic.models.local_weights import TransformersModel
from agent_magic.models.protocol import Model
from agent_magic.models.replay import ReplayModel
from agent_magic.models.scripted import ScriptedModel
from agent_magic.models.servers import USUAL_PORTS, list_models, local_servers

FORMS = "org/name, http://host:port/v1#name, transformers:org/name, replay:FILE or scripted:FILE.md"
SECONDS_TO_LIST = 2.0


def is_model(value: object) -> TypeGuard[Model]:
    """Whether `value` can be asked for a reply."""
    return not isinstance(value, type) and all(hasattr(value, part) for part in ("name", "scripted", "stream"))


def as_model(value: object, *, aliases: Mapping[str, str] = {}) -> Model:
    """Return `value` as a model: a model as it is, a callable as a `CallableModel`, a name as `resolve` reads it.

    Raises `UsageError` where it is none of them.
    """
    if isinstance(value, str):
        return resolve(value, aliases=aliases)
    if is_model(value):
        return value
    if callable(value) and not isinstance(value, type):
        return CallableModel(value)
    kind = f"the class {value.__name__}" if isinstance(value, type) else f"of the type {type(value).__name__}"
    raise UsageError(f"the model is {kind}; give a model, a function of messages that returns a text, or {FORMS}.")


def resolve(
    name: str,
    *,
    token: str | None = None,
    timeout: float = 120.0,
    ports: Mapping[int, str] = USUAL_PORTS,
    aliases: Mapping[str, str] = {},
) -> Model:
    """Return the model that `name` means; raises `UsageError` where it means none.

    - a name of `aliases`: the model that it stands for
    - `org/name` or `org/name:provider`: a model on Hugging Face's providers
    - `http://host:port/v1#name`: a model on a server that speaks the chat-completions protocol
    - `transformers:org/name` or `transformers:folder`: a model that runs here, from its weights
    - `scripted:lesson.md` or `scripted:lesson.md#task`: replies from a file
    - `replay:run.jsonl`: replies that were recorded
    """
    name = follow(name, aliases)
    kind, _, rest = name.partition(":")
    match kind:
        case "scripted":
            return _scripted(rest)
        case "replay":
            return ReplayModel(_place(rest, "replay:", "run.jsonl"))
        case "transformers":
            return TransformersModel(_place(rest, "transformers:", "org/name"))
        case "http" | "https":
            return _served(name, token, timeout)
    if re.fullmatch(r"[\w.-]+/[\w.-]+(:[\w.-]+)?", name) and not name.endswith((".md", ".jsonl")):
        return HubModel(name, token=token, timeout=timeout)
    raise UsageError(f"{name!r} is no model{_hint(name, ports, aliases)}; write {FORMS}.")


def follow(name: str, aliases: Mapping[str, str]) -> str:
    """Return what `name` stands for; raises `UsageError` where aliases lead in a circle."""
    name, passed = name.strip(), list[str]()
    while name in aliases:
        if name in passed:
            raise UsageError(f"the alias {name!r} stands for itself ({' → '.join([*passed, name])}); give it a model.")
        passed.append(name)
        name = aliases[name].strip()
    return name


def _place(rest: str, kind: str, example: str) -> str:
    if not rest.strip():
        raise UsageError(f"{kind} needs a name after it, such as {kind}{example}.")
    return rest.strip()


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


def _hint(name: str, ports: Mapping[int, str], aliases: Mapping[str, str]) -> str:
    """Return what `name` was probably meant to be."""
    path = name.partition("#")[0]
    if path.endswith(".jsonl"):
        return f": did you mean replay:{name}?"
    if path.endswith(".md") or (path and Path(path).is_file()):
        return f": did you mean scripted:{name}?"
    if re.match(r"[\w.-]+:\d+(/|#|$)", name):
        return f": did you mean http://{name}?"
    choices = {choice.partition("#")[2]: choice for server in local_servers(ports=ports) for choice in server.choices}
    choices |= {alias: alias for alias in aliases}
    close = get_close_matches(name, choices, n=1)
    return f": did you mean {choices[close[0]]}?" if close else ""
