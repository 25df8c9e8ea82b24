"""An agent driven by a coroutine."""

from __future__ import annotations

import asyncio
from typing import Any

from agent_magic.agents import CodeAgent
from agent_magic.events import Event, RunFinished, StepFinished
from agent_magic.models import ScriptedModel
from tests.agents.conftest import Agents
from tests.agents.models import code, kinds


def test_the_events_of_aiter_are_those_of_iter(agent: Agents) -> None:
    replies = code("print(1)"), code("final_answer(2)")

    async def collect() -> list[Event]:
        return [event async for event in agent(*replies).aiter("Go.")]

    def told(events: list[Event]) -> list[Any]:
        return [event for event in events if not isinstance(event, StepFinished | RunFinished)]

    awaited, blocked = asyncio.run(collect()), list(agent(*replies).iter("Go."))
    assert kinds(awaited) == kinds(blocked)
    assert told(awaited) == told(blocked)


def test_others_work_while_aiter_waits_for_the_model(agent: Agents) -> None:
    worker = agent(ScriptedModel([code("final_answer(1)", thought="word " * 20)], delay=0.01))
    beats: list[int] = []

    async def beat() -> None:
        while True:
            beats.append(1)
            await asyncio.sleep(0.005)

    async def both() -> None:
        beating = asyncio.create_task(beat())
        async for _ in worker.aiter("Go."):
            pass
        beating.cancel()

    asyncio.run(both())
    assert len(beats) >= 5
    assert worker.last_run is not None
    assert worker.last_run.answer == 1


def test_two_agents_take_turns_in_one_event_loop(agent: Agents) -> None:
    slow = agent(ScriptedModel([code("final_answer('a')", thought="word " * 20)], delay=0.01))
    other = agent(ScriptedModel([code("final_answer('b')", thought="word " * 20)], delay=0.01))
    order: list[str] = []

    async def work(name: str, worker: CodeAgent) -> None:
        async for _ in worker.aiter("Go."):
            order.append(name)

    async def both() -> None:
        await asyncio.gather(work("a", slow), work("b", other))

    asyncio.run(both())
    assert "ab" in "".join(order)
    assert "ba" in "".join(order)
