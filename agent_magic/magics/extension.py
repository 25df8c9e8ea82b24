"""The extension: what `%load_ext agent_magic` puts into a shell and `%unload_ext` takes out again."""

from __future__ import annotations

from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from agent_magic.magics.agent import AgentMagics

_NAME = AgentMagics.__name__


def load(shell: InteractiveShell) -> None:
    """Register the magics, once."""
    if _NAME in shell.magics_manager.registry:
        return
    magics = AgentMagics(shell)
    shell.magics_manager.register(magics)
    magics.cells.install()
    shell.Completer.custom_matchers.append(magics.matcher)


def unload(shell: InteractiveShell) -> None:
    """Take out what `load` put in, end the workers, and drop the answer that was left in `_agent`."""
    manager: Any = shell.magics_manager
    magics: AgentMagics | None = manager.registry.pop(_NAME, None)
    if magics is None:
        return
    shell.Completer.custom_matchers.remove(magics.matcher)
    magics.cells.remove()
    for kind, table in magics.magics.items():
        for name, function in table.items():
            if manager.magics[kind].get(name) == function:
                del manager.magics[kind][name]
    configurables: list[Any] = shell.configurables
    configurables.remove(magics)
    magics.session.close()
