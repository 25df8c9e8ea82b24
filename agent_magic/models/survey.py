"""What there is to choose from: the default, aliases, and the models of local servers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent_magic.errors import UsageError
from agent_magic.models.names import follow
from agent_magic.models.servers import USUAL_PORTS, local_servers


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model to choose: what to write after `-m`, where it comes from, and what stands in the way."""

    name: str
    origin: str
    problem: str = ""


def model_choices(
    default: str = "",
    aliases: Mapping[str, str] | None = None,
    *,
    timeout: float = 0.4,
    ports: Mapping[int, str] = USUAL_PORTS,
) -> list[ModelChoice]:
    """Return the `default` model, the `aliases`, and the models of the servers that answer within `timeout` seconds."""
    known = aliases or {}
    found = [ModelChoice(default, "the default of this notebook", _problem(default, known))] if default else []
    found += [ModelChoice(alias, f"stands for {name}", _problem(alias, known)) for alias, name in known.items()]
    for server in local_servers(timeout, ports=ports):
        found += [ModelChoice(choice, f"{server.name} on this computer") for choice in server.choices]
        if not server.choices:
            found.append(ModelChoice("", f"{server.name} at {server.base_url}", "it has no model yet; load one there"))
    return found


def _problem(name: str, aliases: Mapping[str, str]) -> str:
    try:
        return "" if follow(name, aliases) else "it stands for nothing"
    except UsageError as error:
        return str(error)
