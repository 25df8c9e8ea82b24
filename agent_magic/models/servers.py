"""Local servers of models: which ones answer on the ports they usually have."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

USUAL_PORTS: Mapping[int, str] = {11434: "Ollama", 1234: "LM Studio", 8080: "llama.cpp", 8000: "vLLM"}
OWNERS: Mapping[str, str] = {"llamacpp": "llama.cpp", "vllm": "vLLM", "library": "Ollama"}
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that answered, and the ids of the models it has."""

    name: str
    base_url: str
    models: tuple[str, ...]

    @property
    def choices(self) -> tuple[str, ...]:
        """What to write after `-m`, for each model."""
        return tuple(f"{self.base_url}#{model}" for model in self.models)


def local_servers(timeout: float = 0.4, *, ports: Mapping[int, str] = USUAL_PORTS) -> list[LocalServer]:
    """Ask all `ports` of this computer at once which models are there; takes `timeout` seconds at most."""
    found: dict[int, LocalServer] = {}

    def probe(port: int, name: str) -> None:
        base_url = f"http://127.0.0.1:{port}/v1"
        listed = list_models(base_url, timeout)
        if listed is not None:
            owners = [OWNERS[owner] for owner in listed.values() if owner in OWNERS]
            found[port] = LocalServer(owners[0] if owners else name, base_url, tuple(listed))

    threads = [Thread(target=probe, args=item, name="agent_magic probe", daemon=True) for item in ports.items()]
    for thread in threads:
        thread.start()
    end = time.monotonic() + timeout
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return [found[port] for port in ports if port in found]


def list_models(base_url: str, timeout: float) -> dict[str, str] | None:
    """Return the ids of the models at `base_url` and who owns each; None where no such server answers."""
    parts = urlsplit(base_url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    try:
        connection.request("GET", f"{parts.path.rstrip('/')}/models", headers={"Accept": "application/json"})
        response = connection.getresponse()
        return _ids(json.loads(response.read(MOST_BYTES))) if response.status == 200 else None
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()


def _ids(body: Any) -> dict[str, str] | None:
    entries = body.get("data") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        return None
    models = {entry.get("id"): str(entry.get("owned_by")) for entry in entries if isinstance(entry, dict)}
    # What a server calls its models is its own affair, but it ends up in our messages.
    return {name: owner for name, owner in models.items() if isinstance(name, str) and name.isprintable()}
