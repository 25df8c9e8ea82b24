"""Stopping a run in a real kernel: prompt, with the finished steps kept, and the next cell works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notebook.conftest import reply, script
from tests.notebook.kernel import Kernel, Ran
from tests.servers.chat import ChatServer, Endless, Stall

pytestmark = pytest.mark.kernel

PROMPTLY = 2.0
"""Seconds; it takes a tenth of that on a machine that has nothing else to do."""

CODE = {
    "a loop": "while True:\n    pass",
    "a sleep": "import time\ntime.sleep(60)",
    "a loop that swallows": ("while True:\n  try:\n    while True:\n      pass\n  except BaseException:\n    pass"),
    "a long call in C": "sum(iter(int, 1))",
}


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer([reply("print('the first step')")]) as started:
        yield started


def check(kernel: Kernel, ran: Ran, folder: Path) -> None:
    assert ran.error.startswith("KeyboardInterrupt")
    assert ran.seconds < PROMPTLY
    assert "\n" not in ran.error
    assert "the first step" in ran.shown
    assert kernel.value("_agent") == "'before'"
    model = script(folder, "after.md", "final_answer('works again')")
    after = kernel.run(f"%%agent -m {model}\nGo on.")
    assert after.value["text/plain"] == "'works again'"
    # The plain handler is back: an ordinary cell can be interrupted.
    ordinary = kernel.run("import time; time.sleep(20)", interrupt=lambda ran: ran.seconds > 0.3)
    assert ordinary.reply["ename"] == "KeyboardInterrupt"
    assert ordinary.seconds < PROMPTLY


@pytest.mark.parametrize("attended", [True, False])
@pytest.mark.parametrize("behaviour", [Endless(), Stall("I was about"), Stall(headers=False)])
def test_while_the_model_writes(
    kernel: Kernel, folder: Path, server: ChatServer, behaviour: Endless | Stall, attended: bool
) -> None:
    kernel.run("_agent = 'before'")
    server.add(behaviour)
    ran = kernel.run(
        f"%%agent -m {server.url}#test-model\nSay it.",
        attended=attended,
        interrupt=lambda ran: len(server.bodies) == 2 and ran.seconds > 0.5,
    )
    check(kernel, ran, folder)
    assert server.hung_up.wait(2), "the connection stays open"


@pytest.mark.parametrize("code", CODE.values(), ids=CODE)
def test_while_code_runs(kernel: Kernel, folder: Path, code: str) -> None:
    kernel.run("_agent = 'before'")
    model = script(folder, "long.md", "print('the first step')", code, "final_answer(1)")
    ran = kernel.run(f"%%agent -m {model}\nGo.", interrupt=lambda ran: ran.seconds > 1)
    check(kernel, ran, folder)


def test_in_a_cell_that_blocks(kernel: Kernel, folder: Path) -> None:
    kernel.run("_agent = 'before'")
    model = script(folder, "blocks.md", "print('the first step')", CODE["a sleep"], "final_answer(1)")
    ran = kernel.run(
        f"get_ipython().run_cell_magic('agent', '-m {model}', 'Go.')",
        interrupt=lambda ran: ran.seconds > 1,
    )
    check(kernel, ran, folder)
