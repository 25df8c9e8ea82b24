"""A shell of its own for each test."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import agent_magic


@pytest.fixture(scope="module", autouse=True)
def little_to_collect() -> None:
    """A shell collects garbage when it ends, and should not look at what all tests before have left."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def bare_shell() -> Iterator[InteractiveShell]:
    """A shell without the extension, as a terminal has it, that writes no history."""
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell(config=config)
    yield shell
    shell.restore_sys_module_state()
    atexit.unregister(shell.atexit_operations)
    shell.atexit_operations()


@pytest.fixture
def shell(bare_shell: InteractiveShell) -> InteractiveShell:
    """A shell that has loaded the extension."""
    agent_magic.load_ipython_extension(bare_shell)
    return bare_shell
