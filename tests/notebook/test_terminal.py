"""Agent cells where there is no kernel: a real IPython in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.notebook.conftest import script

PROMPT = r"In \[\d+\]: "


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[pexpect.spawn]:
    arguments = ["-m", "IPython", "--simple-prompt", "--no-banner", "--colors=nocolor", "--no-term-title"]
    spawned = pexpect.spawn(
        sys.executable,
        [*arguments, "--HistoryManager.enabled=False"],
        cwd=str(tmp_path),
        timeout=20,
        encoding="utf-8",
    )
    spawned.expect(PROMPT)
    spawned.sendline("%load_ext agent_magic")
    spawned.expect(PROMPT)
    yield spawned
    spawned.close(force=True)


def send(terminal: pexpect.spawn, cell: str) -> None:
    """Type a cell; two blank lines end it."""
    for line in (*cell.split("\n"), "", ""):
        terminal.sendline(line)


def test_the_run_is_told_line_by_line(terminal: pexpect.spawn, tmp_path: Path) -> None:
    model = script(tmp_path, "sum.md", "print('six times', 7)", "final_answer(6 * 7)")
    send(terminal, f"%%agent -m {model}\nMultiply.")
    terminal.expect("six times 7")
    terminal.expect(r"Out\[\d+\]: 42")


def test_a_failure_is_one_line(terminal: pexpect.spawn) -> None:
    send(terminal, "%%agent -m scripted:absent.md\nGo.")
    terminal.expect(r"UsageError: there is no script absent.md")
    terminal.expect(PROMPT)
    assert "Traceback" not in terminal.before


def test_control_c_stops_it_and_leaves_nothing_running(terminal: pexpect.spawn, tmp_path: Path) -> None:
    model = script(tmp_path, "long.md", "print('first')\nimport time\nprint('asleep')\ntime.sleep(60)")
    send(terminal, f"%%agent -m {model}\nSleep.")
    terminal.expect("asleep\r\n")
    terminal.sendintr()
    terminal.expect("KeyboardInterrupt: the agent was stopped", timeout=5)
    send(terminal, "import asyncio; await asyncio.sleep(0.2); 6 * 7")
    terminal.expect(r"Out\[\d+\]: 42")
