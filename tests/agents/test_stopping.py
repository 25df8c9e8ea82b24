"""Ending a run from outside: at any moment, at once, with the finished steps kept."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable

import pytest

from agent_magic.agents import hearing
from agent_magic.errors import MalformedReply, ModelUnavailable
from agent_magic.events import ActionParsed, Event, RunFinished, StepFinished
from agent_magic.models import ScriptedModel
from tests.agents.conftest import Agents
from tests.agents.models import EndlessModel, SilentModel, code


def later(seconds: float, act: Callable[[], object]) -> None:
    """Do something in another thread."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()


def interrupt_process() -> None:
    """Do what Ctrl-C does."""
    os.kill(os.getpid(), signal.SIGINT)


def end_of(events: list[Event]) -> RunFinished:
    assert isinstance(events[-1], RunFinished)
    return events[-1]


def test_an_interrupt_while_the_model_is_silent(agent: Agents) -> None:
    model = SilentModel()
    worker = agent(model)
    stopped = []

    def stop() -> None:
        model.asked.wait(10)
        stopped.append(time.perf_counter())
        worker.interrupt()

    later(0, stop)
    events = list(worker.iter("Go."))
    assert time.perf_counter() - stopped[0] < 0.05
    assert end_of(events).status == "stopped"
    assert end_of(events).answer is None
    model.released.set()


def test_an_interrupt_while_the_model_talks_closes_the_stream(agent: Agents) -> None:
    model = EndlessModel()
    worker = agent(model)
    events = []
    for event in worker.iter("Go."):
        events.append(event)
        if len(events) == 20:
            worker.interrupt()
    assert end_of(events).status == "stopped"
    assert model.closed.wait(2)


def test_an_interrupt_while_code_runs_keeps_the_steps_and_the_output(agent: Agents) -> None:
    worker = agent(code("print('one')"), code("print('two')", "while True:", "    pass"))
    for event in worker.iter("Go."):
        if isinstance(event, StepFinished) and event.step == 1:
            later(0.3, worker.interrupt)
    record = worker.last_run
    assert record is not None
    assert record.status == "stopped"
    assert [step.step for step in record.steps] == [1, 2]
    assert record.steps[1].error is not None
    assert "two" in record.steps[1].observation


def test_an_interrupt_ends_a_sleep(agent: Agents) -> None:
    worker = agent(code("import time", "time.sleep(20)"))
    later(0.3, worker.interrupt)
    begun = time.perf_counter()
    assert worker.run("Go.") is None
    assert time.perf_counter() - begun < 2


def test_a_run_after_an_interrupt_is_a_run_as_any(agent: Agents) -> None:
    worker = agent(code("kept = 5"), code("while True:", "    pass"))
    later(0.3, worker.interrupt)
    worker.run("Go.")
    worker.interrupt()
    worker.model = ScriptedModel([code("final_answer(kept)")])
    assert worker.run("What was kept?") == 5


def test_an_interrupt_between_two_steps(agent: Agents) -> None:
    worker = agent(code("print(1)"), code("final_answer(1)"))
    events = []
    for event in worker.iter("Go."):
        events.append(event)
        if isinstance(event, StepFinished):
            worker.interrupt()
    assert end_of(events).status == "stopped"
    assert end_of(events).steps == 1


def test_ctrl_c_while_the_model_is_silent_comes_through_after_the_last_event(agent: Agents) -> None:
    model = SilentModel()
    worker = agent(model)
    later(0.2, interrupt_process)
    events = []
    with pytest.raises(KeyboardInterrupt):
        events.extend(worker.iter("Go."))
    assert worker.last_run is not None
    assert worker.last_run.status == "stopped"
    model.released.set()


def test_ctrl_c_while_code_runs_comes_through_after_the_last_event(agent: Agents) -> None:
    worker = agent(code("while True:", "    pass"))
    events: list[Event] = []

    def work() -> None:
        for event in worker.iter("Go."):
            events.append(event)
            if isinstance(event, ActionParsed):
                later(0.3, interrupt_process)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert end_of(events).status == "stopped"
    assert isinstance(events[-2], StepFinished)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_cancelled_task_stops_and_is_cancelled(agent: Agents) -> None:
    model = SilentModel()
    worker = agent(model)
    events: list[Event] = []

    async def work() -> None:
        async for event in worker.aiter("Go."):
            events.append(event)

    async def cancel() -> None:
        task = asyncio.create_task(work())
        await asyncio.to_thread(model.asked.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert end_of(events).status == "stopped"
    model.released.set()


def test_an_iterator_that_is_left_leaves_the_model(agent: Agents) -> None:
    model = EndlessModel()
    worker = agent(model)
    for event in worker.iter("Go."):
        if type(event).__name__ == "TextDelta":
            break
    assert model.closed.wait(2)
    assert worker.last_run is not None
    assert worker.last_run.status == "stopped"


def test_an_endless_reply_is_ended(agent: Agents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "CHARACTERS", 5_000)
    model = EndlessModel()
    with pytest.raises(MalformedReply, match="the reply of endless did not end within 5,000 characters"):
        agent(model).run("Go.")
    assert model.closed.wait(2)


def test_an_endless_reply_of_nothing_lets_others_work(agent: Agents) -> None:
    worker = agent(EndlessModel(""))

    async def work() -> list[Event]:
        asyncio.get_running_loop().call_later(0.2, worker.interrupt)
        return [event async for event in worker.aiter("Go.")]

    assert end_of(asyncio.run(work())).status == "stopped"


def test_a_model_that_never_answers_is_given_up(agent: Agents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "SECONDS", 0.2)
    model = SilentModel()
    with pytest.raises(ModelUnavailable, match=r"the reply of silent did not end within 0\.2 seconds"):
        agent(model).run("Go.")
    model.released.set()
