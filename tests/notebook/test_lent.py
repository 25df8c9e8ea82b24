"""Time for code that calls agents of the notebook."""

from __future__ import annotations

import pytest

from agent_magic.agents.kinds import SECONDS_WITH_AGENTS
from agent_magic.notebook.lent import with_time_for_agents
from agent_magic.notebook.task import Place


@pytest.mark.parametrize(
    ("seconds", "given"),
    [(300.0, SECONDS_WITH_AGENTS), (2 * SECONDS_WITH_AGENTS, 2 * SECONDS_WITH_AGENTS), (None, None)],
)
def test_code_that_waits_for_agents_has_time_for_it(seconds: float | None, given: float | None) -> None:
    place = with_time_for_agents(Place("process", seconds=seconds, memory=5))
    assert (place.executor, place.seconds, place.memory) == ("process", given, 5)
