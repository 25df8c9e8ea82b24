"""Where a reply stops: cuts streamed text before the first stop sequence, wherever the pieces break."""

from __future__ import annotations

from collections.abc import Iterable


class StopCutter:
    """Passes pieces of text on until a stop sequence begins; what may be the start of one is held back."""

    def __init__(self, stop_sequences: Iterable[str]) -> None:
        self.stopped = False
        self._stops = [stop for stop in stop_sequences if stop]
        self._held = ""

    def feed(self, piece: str) -> str:
        """Return what can be shown now that `piece` has come; nothing more comes once `stopped` is true."""
        if self.stopped:
            return ""
        text = self._held + piece
        found = [at for stop in self._stops if (at := text.find(stop)) >= 0]
        if found:
            self.stopped = True
            self._held = ""
            return text[: min(found)]
        keep = max((_overlap(text, stop) for stop in self._stops), default=0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def flush(self) -> str:
        """Return what was held back, now that no more will come."""
        held, self._held = self._held, ""
        return held


def _overlap(text: str, stop: str) -> int:
    """Return the length of the longest end of `text` that `stop` begins with."""
    return next((size for size in range(min(len(text), len(stop) - 1), 0, -1) if text.endswith(stop[:size])), 0)
