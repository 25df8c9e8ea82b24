"""What code put out, kept so that it can be drawn at any time."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from agent_magic.worker.outputs import Output, Shown


class Outputs:
    """What code put out, in order; text that comes in pieces is one text."""

    def __init__(self) -> None:
        self._items: list[StringIO | Mapping[str, Any]] = []

    def add(self, output: Output) -> None:
        """Append `output`."""
        if isinstance(output, Shown):
            self._items.append(output.bundle)
            return
        last = self._items[-1] if self._items else None
        if not isinstance(last, StringIO):
            last = StringIO()
            self._items.append(last)
        last.write(output.text)

    @property
    def texts(self) -> list[str]:
        """The printed texts."""
        return [item.getvalue() for item in self._items if isinstance(item, StringIO)]

    @property
    def bundles(self) -> list[Mapping[str, Any]]:
        """The rich values."""
        return [item for item in self._items if not isinstance(item, StringIO)]

    def __bool__(self) -> bool:
        return bool(self._items)
