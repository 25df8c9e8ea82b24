"""A code agent that lives inside a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from agent_magic.agents import CodeAgent

__all__ = ["CodeAgent", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import what the package offers when it is first asked for, so that the package itself stays light."""
    if name == "CodeAgent":
        from agent_magic.agents import CodeAgent

        return CodeAgent
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add `%%agent` and `%agent` to the shell; called by `%load_ext agent_magic`."""
    from agent_magic.magics.extension import load

    load(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take everything out of the shell again; called by `%unload_ext agent_magic`."""
    from agent_magic.magics.extension import unload

    unload(shell)
