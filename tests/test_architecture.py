"""What keeps the code in its shape: layers, small modules, pinned names."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

GRAB_BAGS = {"utils", "util", "common", "helpers", "misc"}


def test_imports_point_one_way(root: Path) -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_top_level_is_what_the_readme_says(root: Path) -> None:
    seen = {path.name for path in root.iterdir() if not path.name.startswith(".")}
    allowed = {
        *("agent_magic", "notebooks", "tests"),
        *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "pyproject.toml"),
    }
    made_by_tools = {"build", "dist", "htmlcov", "test-results", "uv.lock"}
    assert allowed <= seen
    assert seen - made_by_tools == allowed


def test_no_file_is_long(root: Path) -> None:
    files = [*root.glob("agent_magic/**/*.py"), *root.glob("tests/**/*.py")]
    lengths = {str(path.relative_to(root)): len(path.read_text().splitlines()) for path in files}
    assert len(lengths) > 40
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_a_module_has_a_subject(root: Path) -> None:
    modules = list(root.glob("agent_magic/**/*.py"))
    assert [path for path in modules if path.stem.lstrip("_") in GRAB_BAGS] == []
    without = [path for path in modules if not path.read_text().startswith('"""')]
    assert without == []


@pytest.mark.parametrize(
    ("module", "names"),
    [
        (
            "agent_magic",
            (
                "CodeAgent HubModel ManagedAgent OneShotAgent ReactCodeAgent ReactJsonAgent ReplayModel ScriptedModel "
                "TextAgent Tool ToolCallingAgent Toolbox TransformersModel __version__ tool"
            ),
        ),
        (
            "agent_magic.agents",
            (
                "Agent CodeAgent ManagedAgent OneShotAgent ReactCodeAgent ReactJsonAgent RunRecord TextAgent "
                "ToolCallingAgent"
            ),
        ),
        ("agent_magic.executors", "Executor LocalExecutor ProcessExecutor"),
        ("agent_magic.inputs", "Input lend pictures"),
        (
            "agent_magic.models",
            (
                "CallableModel HubModel LocalServer Model ModelChoice RecordingModel ReplayModel Script ScriptedModel "
                "TransformersModel as_model local_servers model_choices no_model_message resolve"
            ),
        ),
        ("agent_magic.display", "View view"),
        ("agent_magic.tools", "FINAL_ANSWER FunctionTool Tool Toolbox as_tool tool"),
        (
            "agent_magic.interpreter",
            (
                "ErrorReport Files FinalAnswer ForbiddenOperation Interpreter LimitExceeded "
                "Limits Outcome Policy TracedLine"
            ),
        ),
    ],
)
def test_public_names_are_pinned(module: str, names: str) -> None:
    public = importlib.import_module(module)
    assert sorted(public.__all__) == sorted(names.split())
    assert all(hasattr(public, name) for name in public.__all__)
