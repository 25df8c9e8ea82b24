"""The gate, `.ci/run`: it runs what the README says, and nothing slips through it unseen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SKIPPING = {
    "in_a_test": "import pytest\n\ndef test_it():\n    pytest.skip('no browser here')\n",
    "in_a_fixture": (
        "import pytest\n\n@pytest.fixture\ndef browser():\n    pytest.skip('no browser here')\n\n"
        "def test_it(browser):\n    pass\n"
    ),
    "a_whole_module": "import pytest\n\npytest.importorskip('no_such_module')\n",
}


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING)
@pytest.mark.parametrize(("ci", "passes"), [("true", False), ("", True)])
def test_a_skip_is_a_failure_in_ci(source: str, ci: str, passes: bool, root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_skips.py").write_text(source)
    (tmp_path / "test_passes.py").write_text("def test_it():\n    pass\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"CI": ci}, capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) is passes, done.stdout


def test_the_readme_has_one_test_command(root: Path) -> None:
    lines = (root / "README.md").read_text().splitlines()
    commands = [line for line in lines if re.match(r"python3 -m venv .*pytest", line)]
    assert len(commands) == 1
    assert "python3 -m venv .*pytest" in (root / ".ci" / "run").read_text()
