from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from agent_magic.display import View, view


def attached(header: dict[str, Any] | None) -> SimpleNamespace:
    """Return what `view` looks at of a shell in a kernel whose cell was sent with `header`."""
    return SimpleNamespace(kernel=SimpleNamespace(get_parent=lambda: header))


def test_a_terminal_gets_text() -> None:
    assert type(view(InteractiveShell())).__name__ == "TerminalView"
    assert type(view(None)).__name__ == "TerminalView"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ({"content": {"allow_stdin": True}}, "LiveView"),
        ({"content": {"allow_stdin": False}}, "StaticView"),
        ({"content": {}}, "LiveView"),
        ({}, "LiveView"),
        (None, "LiveView"),
    ],
)
def test_a_kernel_gets_what_its_front_end_can_show(header: dict[str, Any] | None, kind: str) -> None:
    chosen = view(attached(header))
    assert isinstance(chosen, View)
    assert type(chosen).__name__ == kind


def test_what_is_heavy_is_imported_only_where_it_is_shown() -> None:
    code = (
        "import sys\n"
        "from types import SimpleNamespace as N\n"
        "from agent_magic.display import view\n"
        "assert not {'ipywidgets', 'jinja2', 'pygments'} & set(sys.modules)\n"
        "view(None)\n"
        "view(N(kernel=N(get_parent=lambda: {'content': {'allow_stdin': False}})))\n"
        "assert 'ipywidgets' not in sys.modules\n"
        "view(N(kernel=N(get_parent=dict)))\n"
        "assert 'ipywidgets' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
