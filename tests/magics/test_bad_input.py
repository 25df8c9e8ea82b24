"""Bad input in a real shell: one clear line, a failed cell, nothing of ours in sight."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from agent_magic.errors import UsageError


def say(shell: InteractiveShell, cell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the cell, which must fail, and return all that is shown."""
    result = shell.run_cell(cell, store_history=True)
    assert not result.success
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("%%agent --modle x\ntask", "unknown option --modle (did you mean --mode or --model?)"),
        ("%%agent -i dff\ntask", "there is no variable dff in this notebook (did you mean df?)"),
        ("%%agent -i df['x']\ntask", "is not a name of a variable; --input takes names only"),
        ("%%agent", "the cell is empty: write the task"),
        ("%%agent -i df\n\n  \n", "the cell is empty: write the task"),
        ("%%agent --max-steps 0\ntask", "--max-steps: must be a whole number, at least 1"),
        ("%%agent -m 'x\ntask", "a quote is opened and not closed"),
        ("%%agent tell me\n", "The task goes on the lines below %%agent"),
        ("%agent tell me", "A task goes into a cell that begins with %%agent"),
        ("%agent modles", "(did you mean models?)"),
        (
            "%%agent --files absent.csv\ntask",
            "there is no file or folder absent.csv; --files takes paths as seen from /",
        ),
        ("%%agent --executor local --memory 1GB\ntask", "--memory bounds a worker process, not this kernel"),
    ],
)
def test_it_is_told_in_one_line(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str, message: str
) -> None:
    shell.user_ns["df"] = [1, 2, 3]
    shown = say(shell, cell, capsys)
    assert message in shown
    assert shown.startswith("UsageError: ")
    assert shown.count("\n") == 1


def test_whoever_calls_the_magic_can_catch_the_error(shell: InteractiveShell) -> None:
    with pytest.raises(UsageError, match="the cell is empty"):
        shell.run_cell_magic("agent", "", "  ")


def test_a_default_that_makes_no_sense_is_refused(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.run_cell("%config AgentMagics.max_steps = 0")
    shell.run_cell("%agent")
    assert "at most 20" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "value"), [("memory", "'much'"), ("executor", "'moon'")])
def test_so_is_a_place_that_cannot_be(shell: InteractiveShell, name: str, value: str) -> None:
    magics = shell.magics_manager.registry["AgentMagics"]
    before = getattr(magics, name)
    shell.run_cell(f"%config AgentMagics.{name} = {value}")
    assert getattr(magics, name) == before


@pytest.mark.parametrize("cell", ["%%agent --help", "%%agent -h\ntask", "%agent --help"])
def test_help_is_help_and_no_failure(shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str) -> None:
    assert shell.run_cell(cell).success
    assert "--max-steps N" in capsys.readouterr().out
