"""One kernel for the tests of a module, and models for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_magic.executors.choice import why_not_confined
from tests.notebook.kernel import Kernel


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the kernel runs."""
    return tmp_path_factory.mktemp("notebook")


@pytest.fixture(scope="module", params=["process", "local"])
def executor(request: pytest.FixtureRequest) -> str:
    """Where code runs."""
    if request.param == "process" and (reason := why_not_confined()):
        pytest.skip(f"a worker cannot be confined here: {reason}")
    return str(request.param)


@pytest.fixture(scope="module")
def kernel(folder: Path, executor: str) -> Iterator[Kernel]:
    """A kernel that has loaded the extension, and whose cells' code runs in each of the places."""
    with Kernel(folder) as started:
        assert started.run(f"%load_ext agent_magic\n%config AgentMagics.executor = '{executor}'").ok
        yield started


def reply(code: str, thought: str = "I do it.") -> str:
    """Return a reply as models write them."""
    return f"{thought}\n```python\n{code}\n```\n"


def script(folder: Path, name: str, *codes: str) -> str:
    """Write a script that runs `codes` one by one, and return the --model that plays it."""
    (folder / name).write_text("---\n".join(map(reply, codes)), encoding="utf-8")
    return f"scripted:{name}"
