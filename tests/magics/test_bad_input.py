"""Bad input in a real shell: one clear line, a failed cell, nothing of ours in sight."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from agent_magic.errors import UsageError

NOTEBOOK = """
df, int_class = [1, 2, 3], int

def search(words: str): "Search."

def again(words: str): "Search again."

def brain(messages): return "I know nothing."

from agent_magic import CodeAgent
from agent_magic.tools import Toolbox
box, helper = Toolbox([again]), CodeAgent(brain)
"""


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
        ("%%agent --mode tool\ntask", "--mode: must be code, tools, once or text, not 'tool' (did you mean tools?)"),
        (
            "%%agent --mode tools --executor local\ntask",
            "--executor is about code that runs, and in the mode tools none",
        ),
        ("%%agent --mode text --imports numpy\ntask", "--imports is about code that runs, and in the mode text none"),
        ("%%agent --mode once --max-steps 2\ntask", "in the mode once there is one step: leave --max-steps out"),
        ("%%agent --record a.jsonl --replay a.jsonl\ntask", "--record writes what --replay would read"),
        ("%%agent --replay absent.jsonl\ntask", "there is no cassette absent.jsonl; record one with --record"),
        ("%%agent -m scripted:x --record absent/a.jsonl\ntask", "there is no script x"),
        ("%%agent -m brain --record absent/a.jsonl\ntask", "absent/a.jsonl is no place for a cassette"),
        ("%%agent -m brain -t serch\ntask", "there is no variable serch in this notebook (did you mean search?)"),
        ("%%agent -m brain -t df\ntask", "df is no function and no tool, its type is list: --tools takes functions"),
        ("%%agent -m brain -t box,again\ntask", "box and again both give a tool named again: rename one"),
        (
            "%%agent -m brain -i search -t search\ntask",
            "the input search and the tool search, from search, have one name",
        ),
        ("%%agent -m brain -t helper\ntask", "helper is an agent without a description: say what it can be asked"),
        ("%%agent -m brain -t int_class\ntask", "int is a class: give a function"),
        ("%%agent -m df\ntask", "'df' is no model"),
        ("%%agent -m loop\ntask", "the alias 'loop' stands for itself"),
        ("%%agent --executor local --memory 1GB\ntask", "--memory bounds a worker process, not this kernel"),
    ],
)
def test_it_is_told_in_one_line(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str, message: str
) -> None:
    shell.run_line_magic("config", "AgentMagics.aliases = {'loop': 'loop'}")
    shell.run_cell(NOTEBOOK)
    shown = say(shell, cell, capsys)
    assert message in shown
    assert shown.startswith(("UsageError: ", "ToolDefinitionError: "))
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
