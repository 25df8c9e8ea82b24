"""Tools lent to the agent's code, in this process and in a worker; tools that a notebook's cell defines."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from agent_magic.executors import Executor, LocalExecutor, ProcessExecutor
from agent_magic.interpreter import Limits
from agent_magic.tools import FINAL_ANSWER, Toolbox, tool
from tests.magics.conftest import bare_shell

__all__ = ["bare_shell"]


@tool
async def total(rows: pd.DataFrame, column: str = "a") -> float:
    """Add up a column.

    Args:
        rows: The table.
        column: The column's name.
    """
    return float(rows[column].sum())


@pytest.fixture(
    params=["local", pytest.param("process", marks=pytest.mark.skipif(sys.platform != "linux", reason="confined"))]
)
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    limits = Limits(seconds=20)
    kind = LocalExecutor if request.param == "local" else ProcessExecutor
    with kind(limits=limits) as executor:
        executor.expose(
            functions=Toolbox([total, FINAL_ANSWER]).functions(),
            variables={"df": pd.DataFrame({"a": [1, 2], "b": [3, 4]})},
        )
        yield executor


def test_the_code_calls_tools_and_can_catch_what_it_did_wrong(executor: Executor) -> None:
    outcome = executor.run("total(df), total(df, column='b')")
    assert outcome.error is None
    assert outcome.value == (3.0, 7.0)
    caught = executor.run("try:\n    total([1], 'a')\nexcept TypeError as error:\n    told = str(error)\ntold")
    assert caught.value == "total(): rows must be a DataFrame, not a list"
    wrong = executor.run("total(df, colum='b')").error
    assert wrong is not None
    assert (wrong.type, wrong.line) == ("ToolArgumentError", 1)
    assert wrong.message == "total() has no argument `colum`: did you mean `column`?"


def test_the_final_answer_is_one(executor: Executor) -> None:
    outcome = executor.run("final_answer(answer=total(df))\nnever")
    assert outcome.final
    assert outcome.value == 3.0


def test_a_function_of_a_cell_is_a_tool(bare_shell: InteractiveShell) -> None:
    cell = '''
from agent_magic.tools import as_tool, tool, Toolbox
class Local: ...
@tool
def use(it: Local, days: "int" = 3) -> str:
    """Use it.

    Args:
        it: A thing.
        days: How many days.
    """
    return type(it).__name__ * days
def plain(x): return x
box = Toolbox([use, plain])
'''
    bare_shell.run_cell(cell).raise_error()
    box = bare_shell.user_ns["box"]
    assert box["use"].signature == "def use(it: Local, days: int = 3) -> str:"
    assert box["use"].origin == "this notebook, line 3 of its cell"
    assert box["plain"].origin == "this notebook, line 12 of its cell"
    assert bare_shell.run_cell("use(Local(), days=2)").result == "LocalLocal"
    refused = bare_shell.run_cell("box.add(plain)").error_in_exec
    assert "one from this notebook, line 12 of its cell" in str(refused)
