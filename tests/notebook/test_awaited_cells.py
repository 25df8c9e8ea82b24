"""Agent cells in a real kernel, with scripted replies whose code really runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.notebook.conftest import script
from tests.notebook.kernel import Kernel

pytestmark = pytest.mark.kernel

TASKS = {
    "another language": "Wie viele Zeilen hat df? 日本語で答えてください。 مرحبا",
    "braces, quotes and dollars": "Use {df} and {{x}} and $HOME and '''these''' and \"those\" and \\n {",
    "what IPython would read": "%who\n!ls\ndf?\n?df\n%%time\n<b onclick='x'>{{ 7 * 7 }}</b>",
}


def test_the_answer_is_the_value_of_the_cell(kernel: Kernel, folder: Path) -> None:
    model = script(folder, "sum.md", "total = sum(range(5))\nprint(total)", "final_answer(total + 1)")
    ran = kernel.run(f"%%agent -m {model} -o answer\nAdd up to five.")
    assert ran.ok, ran.reply
    assert ran.value["text/plain"] == "11"
    assert kernel.value("(_agent, answer)") == "(11, 11)"


def test_a_data_frame_shows_as_a_data_frame(kernel: Kernel, folder: Path) -> None:
    kernel.run("import pandas as pd; df = pd.DataFrame({'n': [1, 2, 3]})")
    model = script(folder, "frame.md", "final_answer(df[df['n'] > 1])")
    ran = kernel.run(f"%%agent -m {model} -i df\nRows above one.")
    assert "<table" in ran.value["text/html"]
    assert kernel.value("_agent.shape") == "(2, 1)"


def test_none_is_an_answer(kernel: Kernel, folder: Path) -> None:
    kernel.run("_agent = 'before'")
    ran = kernel.run(f"%%agent -m {script(folder, 'none.md', 'final_answer(None)')}\nNothing.")
    assert ran.ok
    assert ran.value == {}
    assert kernel.value("_agent") == "None"


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_the_task_arrives_as_it_was_typed(kernel: Kernel, folder: Path, task: str) -> None:
    model = script(folder, "task.md", "final_answer(1)")
    sent = kernel.run(f"%%agent -m {model} --dry-run\n{task}").printed
    assert task in sent
    assert kernel.run(f"%%agent -m {model}\n{task}").value == {"text/plain": "1"}


def test_nothing_that_the_code_does_reaches_the_variables(kernel: Kernel, folder: Path) -> None:
    kernel.run(
        "import numpy as np, pandas as pd\n"
        "df = pd.DataFrame({'a': [1.0, 2.0, 3.0], 'b': ['x', 'y', 'z']})\n"
        "values = np.arange(5.0); names = ['one', ['two']]\n"
        "before = df.copy(deep=True), values.copy(), repr(names)"
    )
    model = script(
        folder,
        "hostile.md",
        'df["x"] = 1\ndf.loc[0, "a"] = 99.0\ndf.drop(columns="b", inplace=True)\ndf.iloc[:, 0] = 0',
        "df.drop([0, 1], inplace=True)",
        "values[:] = 0",
        "df['a'].to_numpy()[:] = 0",
        "df.values[:] = 0",
        "names.clear()",
        "names[1][0] = 'changed'",
        "df = None\nvalues = None\nnames = None",
        "final_answer('done')",
    )
    assert kernel.run(f"%%agent -m {model} -i df values, names\nBe hostile.").ok
    assert kernel.value("df.equals(before[0]) and list(df.columns) == ['a', 'b']") == "True"
    assert kernel.value("bool((values == before[1]).all()) and values.flags.writeable") == "True"
    assert kernel.value("repr(names) == before[2]") == "True"


def test_only_named_variables_go_in(kernel: Kernel, folder: Path) -> None:
    kernel.run("secret = 'do not tell'; shared = 'tell'")
    model = script(folder, "secret.md", "final_answer('secret' in globals())", "final_answer(shared)")
    ran = kernel.run(f"%%agent -m {model} -i shared\nLook around.")
    assert "do not tell" not in ran.shown + str(ran.value)


def test_names_of_the_agent_do_not_reach_the_notebook(kernel: Kernel, folder: Path) -> None:
    kernel.run("known = None; known = set(globals())")
    kernel.run(f"%%agent -m {script(folder, 'names.md', 'inner = 1', 'final_answer(inner)')}\nMake a name.")
    new = kernel.value("sorted(n for n in set(globals()) - known if not n.strip('_i').isdigit())")
    assert set(eval(new)) <= {"_agent"}


def test_the_steps_are_shown(kernel: Kernel, folder: Path) -> None:
    model = script(folder, "steps.md", "print('six times', 7)", "1 / 0", "final_answer('at last')")
    ran = kernel.run(f"%%agent -m {model}\nTry.")
    assert ran.ok
    assert "six times 7" in ran.shown
    assert "ZeroDivisionError" in ran.shown
    assert "scripted" in ran.shown


def test_cells_run_in_their_order(kernel: Kernel, folder: Path) -> None:
    model = script(folder, "order.md", "final_answer(len(order))")
    kernel.run("order = ['first']")
    ran = kernel.run(f"%%agent -m {model} -i order -o second\nCount.")
    assert ran.ok
    assert kernel.value("[*order, second]") == "['first', 1]"


def test_magics_around_the_cell_still_work(kernel: Kernel, folder: Path) -> None:
    model = script(folder, "inner.md", "final_answer(41 + 1)")
    assert kernel.run(f"%%capture caught\n%%agent -m {model}\nCount.").ok
    assert kernel.value("_agent") == "42"
    timed = kernel.run(f"%%time\n%%agent -m {model}\nCount.")
    assert timed.ok
    assert "Wall time" in timed.printed
    called = kernel.run(f"get_ipython().run_cell_magic('agent', '-m {model}', 'Count.')")
    assert called.value["text/plain"] == "42"


def test_a_variable_can_be_the_model(kernel: Kernel) -> None:
    kernel.run(
        "from agent_magic.models import ScriptedModel\n"
        "mine = ScriptedModel(['I answer.\\n```python\\nfinal_answer(7)\\n```'])"
    )
    assert kernel.run("%%agent -m mine\nAnswer.").value["text/plain"] == "7"
    assert "--model mine" in kernel.run("%agent models").printed


def test_a_dry_run_sends_nothing_and_needs_no_model(kernel: Kernel) -> None:
    kernel.run("_agent = 'before'; n = 12345")
    ran = kernel.run("%%agent --dry-run -i n\nDouble it.")
    assert ran.ok
    assert "nothing was sent" in ran.printed
    assert "Double it." in ran.printed
    assert "final_answer" in ran.printed
    assert kernel.value("_agent") == "'before'"


def test_status_tells_of_the_last_run(kernel: Kernel, folder: Path) -> None:
    model = script(folder, "status.md", "1", "final_answer(2)")
    kernel.run(f"%config AgentMagics.model = '{model}'")
    kernel.run("%%agent\nGo.")
    shown = kernel.run("%agent").printed
    kernel.run("%config AgentMagics.model = ''")
    assert f"model     {model}" in shown
    assert "success, 2 steps" in shown
