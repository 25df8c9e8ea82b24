"""Every kind of agent through two servers that are not ours. What their random models say means nothing.

llama.cpp's server makes its model follow a grammar: there each kind of agent solves a task to its end.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from agent_magic.agents import Agent, CodeAgent, OneShotAgent, TextAgent, ToolCallingAgent
from agent_magic.errors import AgentError
from agent_magic.events import RequestSent, TextDelta
from agent_magic.models import HubModel
from tests.servers.foreign import Foreign, llama_server, transformers_server

pytestmark = pytest.mark.local_models
KINDS = (CodeAgent, OneShotAgent, ToolCallingAgent, TextAgent)
STEPS = """```python
try:
    n = n + price('pears')
except NameError:
    n = 0
print(n)
if n == 8:
    final_answer(n)
```
"""
CALLS = """{"name": "price", "arguments": {"fruit": "pears"}}
{"name": "final_answer", "arguments": {"answer": 8}}
"""
LINES = """Action: price
fruit: pears
Action: final_answer
answer: 8
"""
SAID = {CodeAgent: STEPS, OneShotAgent: STEPS.replace("n == 8", "n == 0"), ToolCallingAgent: CALLS, TextAgent: LINES}


@pytest.fixture(scope="module")
def llama() -> Iterator[Foreign]:
    with llama_server(context=8_192) as server:
        yield server


@pytest.fixture(scope="module")
def transformers() -> Iterator[Foreign]:
    with transformers_server() as server:
        yield server


def price(fruit: str) -> int:
    """Tell what fruit costs."""
    return {"pears": 4}[fruit]


def literally(text: str) -> dict[str, str]:
    """Return the grammar of this very text."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return {"type": "gbnf", "value": f'root ::= "{quoted}"'}


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_a_task_is_solved_where_the_model_follows_a_grammar(llama: Foreign, kind: type[Agent], stream: bool) -> None:
    model = HubModel(llama.model, base_url=llama.url, stream=stream, calls_tools=False, max_tokens=400)
    with kind(model, tools=[price], grammar=literally(SAID[kind])) as worker:  # type: ignore[call-arg]
        events = list(worker.iter("What do two pears cost?"))
        assert worker.last_run is not None
        assert worker.last_run.status == "success", worker.last_run.error
        assert worker.last_run.answer == (0 if kind is OneShotAgent else 8)
        assert len(worker.last_run.steps) == (3 if kind is CodeAgent else 1)
    pieces = [event for event in events if isinstance(event, TextDelta)]
    assert len(pieces) > 20 if stream else len(pieces) == len(worker.last_run.steps)
    if not stream:
        assert (worker.last_run.usage.prompt_tokens or 0) > 1_000


@pytest.mark.parametrize("kind", KINDS)
def test_what_means_nothing_ends_in_one_clear_line(transformers: Foreign, kind: type[Agent]) -> None:
    model = HubModel(transformers.model, base_url=transformers.url, calls_tools=False, max_tokens=20)
    with kind(model, tools=[price]) as worker:  # type: ignore[call-arg]
        with pytest.raises(AgentError, match=r"^the model's reply could not be read: .*It said: "):
            worker.run("What do pears cost?")
        assert worker.last_run is not None
        assert worker.last_run.status == "failed"
        assert len(worker.last_run.steps) == (1 if kind is OneShotAgent else 3)
        assert worker.last_run.usage.total_tokens > 20
        assert all(step.error for step in worker.last_run.steps)


def test_a_server_is_told_of_tools_and_its_endless_words_are_no_answer(transformers: Foreign) -> None:
    worker = ToolCallingAgent(HubModel(transformers.model, base_url=transformers.url, max_tokens=20), tools=[price])
    requests = [event.request for event in worker.iter("What do pears cost?") if isinstance(event, RequestSent)]
    assert [tool["name"] for tool in requests[0].tools] == ["price", "final_answer"]
    assert worker.last_run is not None
    assert "Your reply was cut off before it ended." in (worker.last_run.error or "")


@pytest.mark.parametrize("server", ["llama", "transformers"])
def test_a_run_is_stopped_in_the_middle_of_a_reply(server: str, request: pytest.FixtureRequest) -> None:
    found: Foreign = request.getfixturevalue(server)
    worker = CodeAgent(HubModel(found.model, base_url=found.url, max_tokens=400))
    stopped = threading.Event()
    for event in worker.iter("Go on."):
        if isinstance(event, TextDelta) and not stopped.is_set():
            stopped.set()
            worker.interrupt()
    assert stopped.is_set()
    assert worker.last_run is not None
    assert worker.last_run.status == "stopped"
