"""The cells that begin with `%%agent`: rewritten into an awaited call where the shell can await."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

_FIRST_LINE = re.compile(r"%%agent(?:\s+(?P<line>.*))?$", re.DOTALL)
# The magics as the shell knows them: no name of ours among the user's variables.
_MAGICS = "get_ipython().magics_manager.registry['AgentMagics']"


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


class AwaitedCells:
    """An input transformer: while an awaited cell runs, clicks in the browser reach the kernel.

    A terminal has no clicks, and a KeyboardInterrupt there would leave a coroutine behind that the next
    awaited cell wakes up; so it keeps the plain magic, as does a cell inside another one (`%%time`,
    `%%capture`), which cannot await.
    """

    has_side_effects = True  # or IPython would take the first line, typed in a console, for a complete cell

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell: Any = shell
        self._running = 0

    def __call__(self, lines: list[str]) -> list[str]:
        """Return the lines of a cell as they are to be run."""
        above = list(takewhile(_says_nothing, lines))
        first = "".join(lines[len(above) : len(above) + 1])
        found = _FIRST_LINE.match(first.rstrip())
        if found is None:
            return lines
        line, body = found["line"] or "", "".join(lines[len(above) + 1 :])
        if self._may_await():
            return [f"await {_MAGICS}.awaited_cell({line!r}, {body!r})\n"]
        # IPython has an error of its own for an empty body; a blank line lets ours speak.
        return [f"get_ipython().run_cell_magic('agent', {line!r}, {body or chr(10)!r})\n"]

    def _may_await(self) -> bool:
        shell = self._shell
        return (
            getattr(shell, "kernel", None) is not None
            and shell.autoawait
            and shell.loop_runner is shell.loop_runner_map["asyncio"][0]
            and not self._running
        )

    def install(self) -> None:
        """Put the transformer, and what tells it that a cell is running, into the shell."""
        self._shell.input_transformers_cleanup.append(self)
        self._shell.events.register("pre_run_cell", self._begin)
        self._shell.events.register("post_run_cell", self._end)

    def remove(self) -> None:
        """Take it all out again."""
        self._shell.input_transformers_cleanup.remove(self)
        self._shell.events.unregister("pre_run_cell", self._begin)
        self._shell.events.unregister("post_run_cell", self._end)

    def _begin(self, info: object) -> None:
        self._running += 1

    def _end(self, result: object) -> None:
        # The cell that loads the extension ends without having begun.
        self._running = max(0, self._running - 1)
