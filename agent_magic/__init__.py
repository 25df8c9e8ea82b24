"""A code agent that lives inside a notebook."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from agent_magic.agents import (
        CodeAgent,
        ManagedAgent,
        OneShotAgent,
        ReactCodeAgent,
        ReactJsonAgent,
        TextAgent,
        ToolCallingAgent,
    )
    from agent_magic.models import HubModel, ReplayModel, ScriptedModel, TransformersModel
    from agent_magic.tools import Tool, Toolbox, tool

__all__ = [
    "CodeAgent",
    "HubModel",
    "ManagedAgent",
    "OneShotAgent",
    "ReactCodeAgent",
    "ReactJsonAgent",
    "ReplayModel",
    "ScriptedModel",
    "TextAgent",
    "Tool",
    "ToolCallingAgent",
    "Toolbox",
    "TransformersModel",
    "__version__",
    "tool",
]
__version__ = "0.1.0"
_PARTS = ("agents", "models", "tools")


def __getattr__(name: str) -> object:
    """Import what the package offers when it is first asked for, so that the package itself stays light."""
    if name in __all__:
        for part in _PARTS:
            module = import_module(f"agent_magic.{part}")
            if name in module.__all__:
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add `%%agent` and `%agent` to the shell; called by `%load_ext agent_magic`."""
    from agent_magic.magics.extension import load

    load(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take everything out of the shell again; called by `%unload_ext agent_magic`."""
    from agent_magic.magics.extension import unload

    unload(shell)
