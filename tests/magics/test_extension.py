"""Loading and unloading, seen from the shell."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

import agent_magic
from agent_magic.magics.agent import AgentMagics


def state(shell: InteractiveShell) -> dict[str, Any]:
    """Return everything an extension can leave behind in a shell."""
    return {
        "magics": {kind: set(names) for kind, names in shell.magics_manager.lsmagic().items()},
        "registry": set(shell.magics_manager.registry),
        "configurables": list(shell.configurables),
        "matchers": list(shell.Completer.custom_matchers),
        "cleanup": list(shell.input_transformers_cleanup),
        "post": list(shell.input_transformers_post),
        "lines": list(shell.input_transformer_manager.line_transforms),
        "tree": list(shell.ast_transformers),
        "events": {name: list(callbacks) for name, callbacks in shell.events.callbacks.items()},
        "variables": set(shell.user_ns),
        "hidden": set(shell.user_ns_hidden),
    }


def test_load_adds_the_magics_and_unload_leaves_nothing_behind(bare_shell: InteractiveShell) -> None:
    before = state(bare_shell)
    bare_shell.extension_manager.load_extension("agent_magic")
    loaded = state(bare_shell)
    bare_shell.extension_manager.unload_extension("agent_magic")
    assert "agent" in loaded["magics"]["line"]
    assert "agent" in loaded["magics"]["cell"]
    assert [name for name in before if loaded[name] == before[name]] == [
        *("post", "lines", "tree", "variables", "hidden")
    ]
    assert state(bare_shell) == before


def test_loading_twice_is_harmless(shell: InteractiveShell) -> None:
    once = state(shell)
    agent_magic.load_ipython_extension(shell)
    assert state(shell) == once


def test_unloading_what_is_not_loaded_is_harmless(bare_shell: InteractiveShell) -> None:
    before = state(bare_shell)
    agent_magic.unload_ipython_extension(bare_shell)
    assert state(bare_shell) == before


def test_reloading_leaves_one_of_each(shell: InteractiveShell) -> None:
    before = state(shell)
    shell.extension_manager.reload_extension("agent_magic")
    after = state(shell)
    assert after["magics"] == before["magics"]
    assert len(after["configurables"]) == len(before["configurables"])
    assert sum(isinstance(one, AgentMagics) for one in after["configurables"]) == 1


def test_a_magic_that_the_user_put_in_place_of_ours_stays(shell: InteractiveShell) -> None:
    def agent(line: str) -> str:
        return line

    shell.register_magic_function(agent, "line")
    agent_magic.unload_ipython_extension(shell)
    assert shell.find_line_magic("agent") is agent
    assert shell.find_cell_magic("agent") is None


def test_loading_imports_nothing_heavy() -> None:
    code = """
import sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell()
before = set(sys.modules)
shell.run_line_magic("load_ext", "agent_magic")
shell.run_line_magic("agent", "")
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    new = set(done.stderr.split())
    assert "agent_magic" in new
    assert not new & {"ipywidgets", "huggingface_hub", "pandas", "numpy", "jinja2", "httpx", "matplotlib"}
