"""Which view fits the front-end that the shell is attached to.

Each view is imported where it is chosen: templates, colours and widgets cost more than loading the
extension may.
"""

from __future__ import annotations

from typing import Any

from agent_magic.display.view import View


def view(shell: Any) -> View:
    """Return a view for one run in `shell`: text in a terminal, static where nobody looks on, else live."""
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        from agent_magic.display.terminal import TerminalView

        return TerminalView()
    if not _attended(kernel):
        from agent_magic.display.static import StaticView

        return StaticView()
    from agent_magic.display.live import LiveView

    return LiveView()


def _attended(kernel: Any) -> bool:
    """Tell whether somebody could answer: nbclient and papermill say that they cannot."""
    content = (kernel.get_parent() or {}).get("content") or {}
    return content.get("allow_stdin") is not False
