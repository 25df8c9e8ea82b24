"""Time zones of pytz, which pandas 2 makes of their names."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from agent_magic.worker.codec.checks import instance, zone_key
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer


def write(value: Any, writer: Writer) -> Any:
    """Return the node of a zone by its name, with the offset that it stands for, or None where it has no name."""
    return ["pytz", *value.__reduce__()[1]] if getattr(value, "zone", None) else None


def _read(reader: Reader, *parts: Any) -> Any:
    if not parts:
        return import_module("pytz").utc
    offsets = [instance(part, int, str) for part in parts[1:]]
    return import_module("pytz.tzinfo").unpickler(zone_key(parts[0]), *offsets)  # no pickle, for all its name


READINGS: Mapping[str, Reading] = {"pytz": Reading(_read)}
