"""What loading costs in a real kernel."""

from __future__ import annotations

import pytest

from tests.benchmarks.loading import measure


@pytest.mark.kernel
def test_loading_is_light() -> None:
    # The best of three: the question is what it costs, not what else the machine was doing.
    rounds = [measure("agent_magic") for _ in range(3)]
    assert min(one.seconds for one in rounds) < 0.1
    imported = {name.partition(".")[0] for name in rounds[0].modules}
    assert "agent_magic" in imported
    assert not imported & {"ipywidgets", "huggingface_hub", "pandas", "numpy", "jinja2", "httpx"}
