"""Where the code of a cell runs in a real kernel: workers that come and go with it, and none that stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_magic.executors.choice import why_not_confined
from tests.notebook.conftest import script
from tests.notebook.kernel import Kernel

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(why_not_confined() is not None, reason=f"no confinement here: {why_not_confined()}"),
]

FORGET = """
%reset -f
import gc, sys
sys.last_value = sys.last_traceback = sys.last_exc = None
gc.collect();
"""


@pytest.fixture
def kernel(folder: Path) -> Iterator[Kernel]:
    with Kernel(folder) as started:
        assert started.run("%load_ext agent_magic").ok
        yield started


def children(pid: int) -> set[int]:
    """Return the processes below `pid`, those below them too; a zombie counts."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    below, level = set[int](), {pid}
    while level:
        level = {child for child, parent in parents.items() if parent in level}
        below |= level
    return below


def pid_of(kernel: Kernel) -> int:
    return int(kernel.value("__import__('os').getpid()"))


def becomes(pid: int, processes: int) -> bool:
    """Whether `pid` soon has that many processes below it."""
    deadline = time.monotonic() + 5
    while len(children(pid)) != processes:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def are_gone(processes: set[int]) -> bool:
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_a_worker_ends_with_its_run_and_the_server_with_the_extension(kernel: Kernel, folder: Path) -> None:
    pid = pid_of(kernel)
    assert "in a worker process that the system confines" in kernel.run("%agent").printed
    model = script(folder, "one.md", "x = 1", "final_answer(x)")
    assert kernel.run(f"%%agent -m {model}\nGo.").value == {"text/plain": "1"}
    assert becomes(pid, 1)
    assert kernel.run(f"%%agent -m {model} --dry-run\nGo.").ok
    assert becomes(pid, 1)
    assert not kernel.run(f"%%agent -m {script(folder, 'short.md', 'x = 1')}\nGo.").ok
    assert becomes(pid, 1)
    assert kernel.run("%unload_ext agent_magic").ok
    assert becomes(pid, 0)


def test_warming_up_starts_the_server_alone(kernel: Kernel) -> None:
    assert "is starting" in kernel.run("%agent warm").printed
    assert becomes(pid_of(kernel), 1)


def test_an_answer_that_stays_can_be_worked_on(kernel: Kernel, folder: Path) -> None:
    pid = pid_of(kernel)
    drawn = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2])\nfinal_answer(figure)"
    ran = kernel.run(f"%%agent -m {script(folder, 'figure.md', drawn)} -o answer\nDraw.")
    assert set(ran.value) == {"image/png", "text/plain"}
    assert becomes(pid, 2)
    again = script(folder, "again.md", "final_answer(len(answer.axes[0].lines))")
    sent = kernel.run(f"%%agent -m {again} -i answer --dry-run\nCount the lines.").printed
    assert "answer: matplotlib.figure.Figure, made by the code of an earlier run" in sent
    assert kernel.run(f"%%agent -m {again} -i answer\nCount the lines.").value == {"text/plain": "1"}
    assert becomes(pid, 2)
    other = kernel.run(f"%%agent -m {again} -i answer --memory 1GB\nCount the lines.")
    assert "answer is kept in a worker that began with another --memory" in other.error
    assert kernel.run(FORGET).ok
    assert becomes(pid, 1)


def test_few_workers_live_on_for_their_answers(kernel: Kernel, folder: Path) -> None:
    pid = pid_of(kernel)
    kernel.run("from agent_magic.notebook import places; places.MOST_KEPT = 2")
    model = script(folder, "kept.md", "final_answer(lambda: 1)")
    for number in range(4):
        assert kernel.run(f"%%agent -m {model} -o kept_{number}\nMake one.").ok
    assert becomes(pid, 3)
    use = script(folder, "use.md", "final_answer(kept_0())", "final_answer(kept_3())")
    assert "kept in a worker that has ended" in kernel.run(f"%%agent -m {use} -i kept_0\nUse it.").error


def test_a_folder_that_was_granted_can_be_read(kernel: Kernel, folder: Path) -> None:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "table.csv").write_text("a,b\n1,2\n")
    (folder / "secret.txt").write_text("secret")
    read = f"import pandas as pd\nfinal_answer(int(pd.read_csv({str(folder / 'data/table.csv')!r})['b'].sum()))"
    by_name = "with open('data/table.csv') as file:\n    print(file.read())"
    peek = f"open({str(folder / 'secret.txt')!r}).read()"
    model = script(folder, "files.md", by_name, peek, read)
    ran = kernel.run(f"%%agent -m {model} --files data\nAdd.")
    assert ran.value == {"text/plain": "2"}
    assert "a,b" in ran.shown
    assert "ForbiddenOperation" in ran.shown
    assert str(folder / "data") in kernel.run(f"%%agent -m {model} --files data --dry-run\nAdd.").printed
    assert not kernel.run(f"%%agent -m {model}\nAdd.").ok


def test_trust_lets_objects_back(kernel: Kernel, folder: Path) -> None:
    model = script(folder, "trust.md", "import collections\nfinal_answer(collections.ChainMap({'a': 1}))")
    kept = kernel.run(f"%%agent -m {model}\nMake one.")
    assert "kept in the worker" in kept.value["text/plain"]
    assert kernel.run(f"%%agent -m {model} --trust\nMake one.").value["text/plain"] == "ChainMap({'a': 1})"


def test_memory_is_bounded(kernel: Kernel, folder: Path) -> None:
    model = script(folder, "memory.md", "x = bytearray(500_000_000)\nfinal_answer(len(x))", "final_answer('too much')")
    assert kernel.run(f"%%agent -m {model} --memory 64MB\nTake it.").value == {"text/plain": "'too much'"}
    assert kernel.run(f"%%agent -m {model} --memory 1GB\nTake it.").value == {"text/plain": "500000000"}


def test_an_input_that_cannot_travel(kernel: Kernel, folder: Path) -> None:
    kernel.run("numbers = (n for n in range(3)); n = 1")
    model = script(folder, "live.md", "final_answer(sum(numbers))")
    error = kernel.run(f"%%agent -m {model} -i numbers n\nAdd.").error
    assert "the input numbers cannot go to the worker" in error
    assert "--executor local" in error
    assert kernel.run(f"%%agent -m {model} -i numbers n --executor local\nAdd.").value == {"text/plain": "3"}


@pytest.mark.parametrize("click", ["", "Stop"])
def test_code_that_runs_is_stopped_at_once(kernel: Kernel, folder: Path, click: str) -> None:
    pid = pid_of(kernel)
    model = script(folder, "endless.md", "print('the first step')", "while True:\n    pass", "final_answer(1)")
    ran = kernel.run(
        f"%%agent -m {model}\nGo.",
        attended=True,
        interrupt=lambda ran: len(children(pid)) == 2 and ran.seconds > 1,
        click=click,
    )
    assert ran.error.startswith("KeyboardInterrupt")
    assert ran.seconds < 0.5
    assert "the first step" in ran.shown
    assert becomes(pid, 1)
    again = script(folder, "again.md", "final_answer(2)")
    assert kernel.run(f"%%agent -m {again}\nGo.").value == {"text/plain": "2"}


@pytest.mark.parametrize("killed", [False, True])
def test_a_kernel_that_ends_leaves_no_process(folder: Path, killed: bool) -> None:
    with Kernel(folder) as kernel:
        kernel.run("%load_ext agent_magic")
        assert kernel.run(f"%%agent -m {script(folder, 'kept.md', 'final_answer(lambda: 1)')} -o kept\nMake one.").ok
        pid = pid_of(kernel)
        below = children(pid)
        assert len(below) == 2
        if killed:
            os.kill(pid, signal.SIGKILL)
        else:
            kernel.shut_down()
        assert are_gone(below)


def test_what_is_enforced_is_told_a_line_for_each_layer(kernel: Kernel) -> None:
    lines = kernel.run("%agent sandbox").printed.splitlines()
    told = {line.split()[0]: line.split()[1] for line in lines}
    assert told["landlock"] == told["seccomp"] == told["privileges"] == "enforced"
    assert any("reading /etc/passwd" in line for line in lines)


WITHOUT_LANDLOCK = """
import ctypes, errno, sys
from agent_magic.worker.confinement import linux, landlock, seccomp
from agent_magic.worker.confinement.bpf import assembled, program
machine = seccomp.this_machine()
steps = program(machine.architecture, 1000, machine.foreign, {landlock.CREATE_RULESET: errno.ENOSYS}, {}, errno.ENOSYS)
code = ctypes.create_string_buffer(assembled(steps))
header = seccomp.FilterProgram(len(steps), ctypes.cast(code, ctypes.c_void_p))
linux.process_control("no new privileges", 38, 1)
linux.system_call("seccomp", machine.seccomp, seccomp.SET_FILTER, seccomp.ALL_THREADS, ctypes.byref(header))
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell()
for cell in sys.argv[1:]:
    shell.run_cell(cell)
"""


def test_where_the_system_cannot_confine_the_run_says_so_once(folder: Path) -> None:
    model = script(folder, "one.md", "final_answer('done')")
    cells = ["%load_ext agent_magic", f"%%agent -m {model}\nGo.", f"%%agent -m {model}\nGo.", "%agent", "%agent warm"]
    insists = f"%%agent -m {model} --executor process\nGo."
    command = [sys.executable, "-c", WITHOUT_LANDLOCK, *cells, insists]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, timeout=60)
    assert done.stdout.count("The code runs in this kernel, as a worker process cannot be confined here") == 1
    assert done.stdout.count("answer in 1 step") == 2
    assert "code runs in this kernel, which is no security boundary" in done.stdout
    assert "Nothing to warm up" in done.stdout
    (failure,) = [line for line in done.stdout.splitlines() if line.startswith("ExecutorError")]
    assert "the code cannot be confined here (landlock: this kernel offers no Landlock" in failure
    assert "--executor local" in failure
