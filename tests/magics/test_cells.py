"""How a cell that begins with `%%agent` is read in a real shell, without a model."""

from __future__ import annotations

import ast
from types import SimpleNamespace

import pytest
from IPython.core.interactiveshell import InteractiveShell

AWAITED = "await get_ipython().magics_manager.registry['AgentMagics'].awaited_cell"
PLAIN = "get_ipython().run_cell_magic"


def kernel_like(shell: InteractiveShell) -> InteractiveShell:
    """Make the shell look like a kernel's, which differs for the transformer in that it has a kernel."""
    shell.kernel = SimpleNamespace()  # type: ignore[attr-defined]
    return shell


def arguments(source: str) -> list[str]:
    """Return the literal arguments of the one call that `source` is."""
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Expr)
    call = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
    assert isinstance(call, ast.Call)
    return [ast.literal_eval(argument) for argument in call.args]


@pytest.mark.parametrize(
    ("cell", "line", "body"),
    [
        ("%%agent\nthe task", "", "the task\n"),
        ("%%agent -i df  -o x \nthe task\n", "-i df  -o x", "the task\n"),
        ("\n\n  \n%%agent -i df\nthe task", "-i df", "the task\n"),
        ("# a note\n\n# another\n%%agent\nthe task", "", "the task\n"),
        ("  %%agent\n  indented\n    more", "", "indented\n  more\n"),
        ("%%agent\nis df empty?", "", "is df empty?\n"),
        ("%%agent\n%who and !ls and ?x", "", "%who and !ls and ?x\n"),
        ("%%agent\n{a} $b 'c' \"d\" \\n '''e''' 日本語", "", "{a} $b 'c' \"d\" \\n '''e''' 日本語\n"),
        ("%%agent -m $m {x}\nt", "-m $m {x}", "t\n"),
        ("%%agent\tlater\nt", "later", "t\n"),
        ("%%agent\n", "", ""),
        ("%%agent --help", "--help", ""),
    ],
)
def test_the_line_and_the_body_arrive_as_typed(shell: InteractiveShell, cell: str, line: str, body: str) -> None:
    source = kernel_like(shell).transform_cell(cell)
    assert source.startswith(AWAITED)
    assert arguments(source) == [line, body]


@pytest.mark.parametrize("cell", ["%%agents\nx", "%%agentic", "x = 1\n%%agent\ny", "", "# only a note", "%agent"])
def test_other_cells_are_left_alone(shell: InteractiveShell, bare_shell: InteractiveShell, cell: str) -> None:
    assert "awaited_cell" not in kernel_like(shell).transform_cell(cell)


def test_a_question_mark_asks_for_help(shell: InteractiveShell) -> None:
    assert "'pinfo', '%%agent'" in kernel_like(shell).transform_cell("%%agent?")


def test_a_terminal_keeps_the_plain_magic(shell: InteractiveShell) -> None:
    source = shell.transform_cell("%%agent -i df\nthe task")
    assert source.startswith(PLAIN)
    assert arguments(source) == ["agent", "-i df", "the task\n"]


@pytest.mark.parametrize("choice", ["False", "trio"])
def test_so_does_a_shell_that_cannot_await_with_asyncio(shell: InteractiveShell, choice: str) -> None:
    kernel_like(shell)
    if choice == "trio":
        shell.loop_runner = shell.loop_runner_map["trio"][0]
    else:
        shell.run_line_magic("autoawait", choice)
    assert shell.transform_cell("%%agent\nthe task").startswith(PLAIN)


def test_so_does_a_cell_inside_a_cell(shell: InteractiveShell) -> None:
    shell.user_ns["inner"] = []
    kernel_like(shell)
    shell.run_cell("inner.append(get_ipython().transform_cell('%%agent\\nthe task'))")
    shell.run_cell("1/0")
    shell.run_cell("this is no Python")
    assert shell.user_ns["inner"][0].startswith(PLAIN)
    assert shell.transform_cell("%%agent\nthe task").startswith(AWAITED)


def test_a_console_waits_for_the_task(shell: InteractiveShell) -> None:
    assert shell.check_complete("%%agent")[0] == "incomplete"
    assert shell.check_complete("%%agent\nthe task")[0] == "incomplete"
    assert shell.check_complete("%%agent\nthe task\n\n")[0] == "complete"


def test_what_was_typed_is_what_history_tells(shell: InteractiveShell) -> None:
    cell = "%%agent --help\n"
    shell.run_cell(cell, store_history=True)
    assert shell.history_manager.input_hist_raw[-1] == cell.rstrip()
