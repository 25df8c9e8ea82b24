"""A conversation that stays within its tokens, however long the run; follow-ups that go on with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from agent_magic.agents.conversation import Conversation
from agent_magic.agents.tokens import TokenCount, tokens_of
from agent_magic.errors import AgentError
from agent_magic.events import RequestSent
from agent_magic.messages import Chunk, Image, Message, ReplyEnd, Request, TextChunk, Usage
from agent_magic.models import HubModel
from tests.agents.conftest import Agents
from tests.agents.models import PlannedModel, code
from tests.servers.chat import ChatServer

BUDGET = 6_000


class CountingModel:
    """Prints 2 kB in each of its steps; counts tokens as a vocabulary would that takes `size` characters each."""

    name = "counting"
    scripted = True

    def __init__(self, steps: int, size: float) -> None:
        self.steps, self.size = steps, size
        self.counts: list[int] = []

    def stream(self, request: Request) -> Iterator[Chunk]:
        self.counts.append(int(sum(len(message.text) for message in request.messages) / self.size))
        step = len(self.counts)
        if step > self.steps:
            yield TextChunk(code("final_answer(found)"))
        else:
            yield TextChunk(code(f"found = {step}", f"print('step {step}', 'word ' * 400)"))
        yield ReplyEnd(Usage(self.counts[-1], 20))


@pytest.mark.parametrize("size", [2.5, 3.3, 4.5])
def test_a_run_of_40_steps_with_2_kb_each_stays_within_its_tokens(agent: Agents, size: float) -> None:
    model = CountingModel(40, size)
    worker = agent(model, max_steps=50, context_tokens=BUDGET)
    requests = [event.request for event in worker.iter("Count.") if isinstance(event, RequestSent)]
    assert worker.last_run is not None
    assert worker.last_run.answer == 40
    assert len(requests) == 41
    assert max(model.counts) <= BUDGET
    assert max(model.counts) > BUDGET / 3
    last = requests[-1].messages
    assert last[1].text.startswith("Task:\nCount.")
    assert "step 40 word" in last[-1].text
    assert len(last[-1].text) > 2_000
    assert any("characters left out" in message.text for message in last)
    assert any("Steps 1 to" in message.text for message in last)


def test_a_request_is_the_last_one_and_what_is_new(agent: Agents) -> None:
    planned = PlannedModel(
        *[[TextChunk(code(f"print({n})")), ReplyEnd(Usage())] for n in range(5)],
        [TextChunk(code("final_answer(1)")), ReplyEnd(Usage())],
    )
    agent(planned).run("Go.")
    for before, after in pairwise(planned.requests):
        assert after.messages[: len(before.messages)] == before.messages
        assert len(after.messages) == len(before.messages) + 2


def test_condensing_is_seldom_so_that_a_server_can_keep_what_it_knows(agent: Agents) -> None:
    model = CountingModel(40, 4.0)
    worker = agent(model, max_steps=50, context_tokens=BUDGET)
    requests = [event.request for event in worker.iter("Count.") if isinstance(event, RequestSent)]
    pairs = list(pairwise(requests))
    kept = [before for before, after in pairs if after.messages[: len(before.messages)] == before.messages]
    assert len(kept) > len(pairs) / 2


def test_a_task_that_does_not_fit_is_said() -> None:
    conversation = Conversation(Message("system", "s"), Message("user", "word " * 4_000), budget=1_000)
    with pytest.raises(AgentError, match="the prompt and the task alone take about"):
        conversation.request()


def test_the_last_observation_is_cut_where_it_alone_is_too_long() -> None:
    conversation = Conversation(Message("system", "s"), Message("user", "t"), budget=1_000)
    conversation.add_step(Message("assistant", "a"), [Message("user", "word " * 4_000)])
    request = conversation.request()
    assert TokenCount().of(request) <= 1_000
    assert "characters left out" in request.messages[-1].text


def test_an_estimate_is_rather_too_high() -> None:
    prose = "The quick brown fox jumps over the lazy dog, and the dog does not mind at all. " * 20
    assert 0.9 * len(prose) / 4.5 < tokens_of(prose) < 2 * len(prose) / 4
    assert tokens_of("1234567890") == 10
    assert tokens_of("数える") == 3


def test_the_servers_count_corrects_the_estimate() -> None:
    count = TokenCount()
    request = Request((Message("user", "word " * 1_000),))
    first = count.of(request)
    count.learn(request, Usage(3_000, 1))
    assert first < 3_000 <= count.of(request) < 3_400


def test_a_follow_up_goes_on_with_the_conversation(agent: Agents) -> None:
    planned = PlannedModel(
        *[
            [TextChunk(code(*lines)), ReplyEnd(Usage())]
            for lines in (["x = 5", "final_answer(x)"], ["final_answer(x + 1)"], ["final_answer(x)"])
        ]
    )
    worker = agent(planned)
    assert worker.run("Make x.") == 5
    assert worker.run("And one more?", reset=False) == 6
    roles = [message.role for message in planned.requests[1].messages]
    assert roles == ["system", "user", "assistant", "user"]
    assert planned.requests[1].messages[-1].text.endswith("The final answer was given.\n\nTask:\nAnd one more?")
    assert worker.last_run is not None
    assert worker.last_run.steps[0].step == 1
    assert [entry["task"] for entry in worker.logs if "task" in entry] == ["Make x.", "And one more?"]
    assert worker.code() == "# step 1\nx = 5\nfinal_answer(x)\n\n# step 1\nfinal_answer(x + 1)\n"
    worker.run("Anew.")
    assert len(planned.requests[2].messages) == 2
    assert len([entry for entry in worker.logs if "task" in entry]) == 1


def test_a_follow_up_takes_further_inputs(agent: Agents) -> None:
    worker = agent(code("final_answer(a)"), code("final_answer(a + b)"))
    assert worker.run("Give a.", a=1) == 1
    assert worker.run("Add b.", reset=False, b=2) == 3


# pictures


def test_pictures_go_to_a_model_that_sees_once(agent: Agents) -> None:
    image = pytest.importorskip("PIL.Image").new("RGB", (3_000, 20), "red")
    with ChatServer([code("print(chart.size)"), code("final_answer(chart.size)")]) as server:
        worker = agent(HubModel("m", base_url=server.url, takes_images=True))
        assert worker.run("How large is it?", chart=image) == (3_000, 20)
    first, second = (body["messages"] for body in server.bodies)
    text, picture = first[1]["content"]
    assert text["text"].startswith("Task:\nHow large is it?")
    assert picture["image_url"]["url"].startswith("data:image/png;base64,")
    assert second[1]["content"].endswith("[a picture, shown once]")


def test_a_model_that_sees_not_is_sent_no_pictures(agent: Agents) -> None:
    image = pytest.importorskip("PIL.Image").new("RGB", (10, 20), "red")
    planned = PlannedModel([TextChunk(code("final_answer(chart.size)")), ReplyEnd(Usage())])
    assert agent(planned).run("How large?", chart=image) == (10, 20)
    assert all(message.images == () for message in planned.requests[0].messages)


def test_figures_that_the_code_shows_go_to_a_model_that_sees(agent: Agents) -> None:
    pytest.importorskip("matplotlib")
    planned = PlannedModel(
        [
            TextChunk(code("import matplotlib.pyplot as plt", "plt.plot([1, 2])", "plt.show()")),
            ReplyEnd(Usage()),
        ],
        [TextChunk(code("final_answer(1)")), ReplyEnd(Usage())],
    )
    planned.takes_images = True  # type: ignore[attr-defined]
    worker = agent(planned, imports=["matplotlib.*"])
    assert "You are shown figures too." in worker.system_prompt
    worker.run("Plot.")
    (image,) = planned.requests[1].messages[-1].images
    assert isinstance(image, Image)
    assert image.data.startswith("iVBOR")
    assert worker.last_run is not None
    assert worker.last_run.messages[-1].images == ()
