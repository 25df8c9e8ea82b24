"""What the server of workers holds, and that libraries are as quiet in a worker as in the notebook."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from agent_magic.executors import ProcessExecutor
from agent_magic.executors.servers import LIBRARIES_IN_USE, libraries
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import Limits, Policy
from tests.executors.meeting import CONFINED


def test_it_holds_what_this_process_has_loaded_besides_what_is_used_most(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LIBRARIES_IN_USE:
        monkeypatch.delitem(sys.modules, name.partition(".")[0], raising=False)
    assert "numpy" in libraries()
    assert not set(LIBRARIES_IN_USE) & set(libraries())
    monkeypatch.setitem(sys.modules, "sklearn", ModuleType("sklearn"))
    assert libraries()[-1] == "sklearn.ensemble"


@CONFINED
@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["pandas", "matplotlib.pyplot", "sklearn.ensemble", "scipy.stats", "seaborn", "polars"]
)
def test_a_library_that_a_worker_loads_itself_says_nothing(name: str) -> None:
    pytest.importorskip(name)
    policy = Policy(imports=[f"{name.partition('.')[0]}.*"])
    server = WarmServer()
    try:
        with ProcessExecutor(policy=policy, limits=Limits(seconds=60), server=server) as executor:
            outcome = executor.run(f"import {name}")
    finally:
        server.close()
    assert outcome.error is None, outcome.error.message
    assert outcome.output == ""
