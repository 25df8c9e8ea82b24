"""What Tab offers in a real shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from agent_magic.magics.options import OPTIONS

LONG = sorted(option.flags[-1] for option in OPTIONS)


def offered(shell: InteractiveShell, text: str) -> list[str]:
    """Return the whole texts that the cell would become, were each offer taken."""
    at = text.index("|") if "|" in text else len(text)
    text = text.replace("|", "")
    with provisionalcompleter():
        found = list(shell.Completer.completions(text, at))
    return sorted(text[: one.start] + one.text for one in found)


@pytest.fixture
def filled(shell: InteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InteractiveShell:
    (tmp_path / "data").mkdir()
    for name in ("data.csv", "data/one.csv", "data/two.csv", "data/.hidden", "data/with spaces.csv"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    shell.user_ns |= {"df": 1, "df_2": 2, "sales": 3}
    shell.run_line_magic("config", "AgentMagics.model = 'org/name'")
    shell.run_line_magic("config", "AgentMagics.aliases = {'small': 'org/small'}")
    shell.run_cell("def search(words):\n    'Search.'\n\nfrom agent_magic.tools import Toolbox\nbox = Toolbox()")
    return shell


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("%%agent ", [f"%%agent {flag}" for flag in LONG]),
        ("%%agent --", [f"%%agent {flag}" for flag in LONG]),
        ("%%agent --max-s", ["%%agent --max-seconds", "%%agent --max-steps"]),
        ("%%agent --mode ", [f"%%agent --mode {mode}" for mode in ("code", "once", "text", "tools")]),
        ("%%agent --mode t", ["%%agent --mode text", "%%agent --mode tools"]),
        ("%%agent -t ", ["%%agent -t box", "%%agent -t search"]),
        ("%%agent -t box,s", ["%%agent -t box,search"]),
        ("%%agent -m s", ["%%agent -m small"]),
        ("%%agent --replay data/o", ["%%agent --replay data/one.csv"]),
        ("%%agent --executor ", ["%%agent --executor local", "%%agent --executor process"]),
        ("%%agent --executor pr", ["%%agent --executor process"]),
        ("%%agent --files da", ["%%agent --files data.csv", "%%agent --files data/"]),
        ("%%agent --files data/", ["%%agent --files data/one.csv", "%%agent --files data/two.csv"]),
        ("%%agent --files data.csv ./data/o", ["%%agent --files data.csv ./data/one.csv"]),
        ("%%agent --dry-", ["%%agent --dry-run"]),
        ("# a note\n\n%%agent --mod", ["# a note\n\n%%agent --mode", "# a note\n\n%%agent --model"]),
        ("%%agent -i d", ["%%agent -i df", "%%agent -i df_2"]),
        ("%%agent -i df sa", ["%%agent -i df sales"]),
        ("%%agent -i df,sa", ["%%agent -i df,sales"]),
        ("%%agent -i df, d", ["%%agent -i df, df_2"]),
        ("%%agent --dry-run --input sal| -o x\nthe task", ["%%agent --dry-run --input sales"]),
        ("%%agent -m org/", ["%%agent -m org/name"]),
        ("%%agent -m ", ["%%agent -m org/name", "%%agent -m small"]),
        ("%%agent -m org/name ", [f"%%agent -m org/name {flag}" for flag in LONG]),
        ("%%agent --imports statist", ["%%agent --imports statistics"]),
        ("%agent ", [f"%agent {word}" for word in ("models", "sandbox", "status", "tools", "warm")]),
        ("%agent st", ["%agent status"]),
    ],
)
def test_tab_offers(filled: InteractiveShell, text: str, offers: list[str]) -> None:
    assert offered(filled, text) == offers


def test_a_folder_that_is_not_there_offers_no_paths(filled: InteractiveShell) -> None:
    # IPython asks others where we offer nothing, and takes the slash for a division.
    assert not [offer for offer in offered(filled, "%%agent --files absent/") if offer.endswith((".csv", "/"))]


def test_only_the_first_line_is_the_line_of_the_agent(filled: InteractiveShell) -> None:
    elsewhere = offered(filled, "x = 1\n%%agent --mod")
    assert "x = 1\n%%agent --model" not in elsewhere


def test_other_lines_complete_as_before(filled: InteractiveShell, bare_shell: InteractiveShell) -> None:
    assert "sales" in offered(filled, "sal")
    assert "%agent" in offered(filled, "%age")
