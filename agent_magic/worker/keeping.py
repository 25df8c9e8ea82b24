"""Values that cannot travel to the host stay here, under names by which the code and the host speak of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent_magic.worker.loaded import type_name
from agent_magic.worker.outputs import PICTURES
from agent_magic.worker.richrepr import bundle_of, text_of


class Keeping:
    """The kept values of one worker; they are variables of the code, too."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._kept: dict[str, Any] = {}

    def keep(self, value: Any, *, named: bool) -> dict[str, Any]:
        """Keep a value and return what the host is told of it; without a name it is only told of."""
        name = f"kept_{len(self._kept) + 1}" if named else ""
        if named:
            self._kept[name] = self._namespace[name] = value
        pictures = {kind: data for kind, data in (bundle_of(value) or {}).items() if kind in PICTURES}
        return {"name": name, "type": type_name(type(value)), "text": text_of(value), "bundle": pictures}

    def values(self, names: Mapping[str, str]) -> dict[str, Any]:
        """Return kept values, by the names of variables that are to hold them."""
        return {variable: self._kept[name] for variable, name in names.items()}
