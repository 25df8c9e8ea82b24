"""Agents that call agents: a run in a run, with its events, tokens and ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from agent_magic.agents import CodeAgent, ManagedAgent, ToolCallingAgent, kinds
from agent_magic.errors import UsageError
from agent_magic.events import Event, Nested, RunFinished, RunStarted, StepFinished
from agent_magic.interpreter import Limits
from agent_magic.messages import Chunk, ReplyEnd, Request, Usage
from agent_magic.models import Model, ScriptedModel
from tests.agents.conftest import Agents
from tests.agents.models import SilentModel, code


class CountedModel(ScriptedModel):
    """Plays replies that a server counted."""

    def stream(self, request: Request) -> Iterator[Chunk]:
        for chunk in super().stream(request):
            yield ReplyEnd(Usage(100, 10)) if isinstance(chunk, ReplyEnd) else chunk


def double(n: int) -> int:
    """Double a number."""
    return 2 * n


def doubler(model: Model | None = None) -> ToolCallingAgent:
    replies = '{"name": "double", "arguments": {"n": 21}}', '{"name": "final_answer", "arguments": {"answer": 42}}'
    return ToolCallingAgent(model or CountedModel(replies), tools=[double], name="doubler", description="Doubles.")


def depth(event: Event) -> int:
    return 1 + depth(event.event) if isinstance(event, Nested) else 0


def test_a_managed_agent_that_manages_another(agent: Agents) -> None:
    middle = agent(
        CountedModel([code("x = doubler(task='Double 21.')", "print('got', x)"), code("final_answer({'x': x})")]),
        managed_agents=[doubler()],
        name="middle",
        description="Has things doubled.",
    )
    top = agent(
        CountedModel([code("report = middle(task='Have 21 doubled.')"), code("final_answer(report['x'])")]),
        managed_agents=[middle],
    )
    events = list(top.iter("Double 21."))
    assert top.last_run is not None
    assert top.last_run.answer == 42
    deepest = [event for event in events if depth(event) == 2]
    assert [type(event.event.event).__name__ for event in deepest if isinstance(event, Nested)].count(  # type: ignore[union-attr]
        "StepFinished"
    ) == 2
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert finished.usage == Usage(600, 60)
    assert [step.usage for step in top.last_run.steps] == [Usage(100, 10)] * 2
    nested = [event for event in events if isinstance(event, Nested)]
    assert [event.number for event in nested] == list(range(1, len(nested) + 1))
    step = next(at for at, event in enumerate(events) if isinstance(event, StepFinished))
    assert all(events.index(event) < step for event in nested)
    assert {(event.step, event.call, event.agent) for event in nested} == {(1, 1, "middle")}


def test_it_is_described_and_asked_as_what_it_is(agent: Agents) -> None:
    helper = doubler()
    worker = agent(code("doubler(task='Double 21.')"), code("final_answer(1)"), managed_agents=[helper])
    assert "def doubler(task: str, additional_args: dict | None = None)" in worker.system_prompt
    worker.run("Go.")
    assert helper.last_run is not None
    assert helper.last_run.messages[1].text == (
        "Task:\nYou are doubler: Doubles.\n\nAnother agent asks you for this:\nDouble 21.\n\n"
        "It sees nothing of your work but your final answer: put into it all that was asked for, and what is uncertain."
    )


def test_variables_go_along(agent: Agents) -> None:
    helper = CodeAgent(
        ScriptedModel([code("final_answer(sum(numbers))")]), executor="local", name="adder", description="Adds."
    )
    worker = agent(
        code("final_answer(adder(task='Add.', additional_args={'numbers': [1, 2, 3]}))"), managed_agents=[helper]
    )
    assert worker.run("Go.") == 6


def test_several_calls_in_a_step_are_told_apart(agent: Agents) -> None:
    helper = CodeAgent(
        ScriptedModel([code("final_answer(task_number)")]), executor="local", name="helper", description="Helps."
    )
    worker = agent(
        code(
            "ask = lambda n: helper(task='Say it.', additional_args={'task_number': n})",
            "final_answer([ask(n) for n in range(3)])",
        ),
        managed_agents=[helper],
    )
    events = list(worker.iter("Go."))
    assert worker.last_run is not None
    assert worker.last_run.answer == [0, 1, 2]
    assert [event.call for event in events if isinstance(event, Nested) and isinstance(event.event, RunStarted)] == [
        1,
        2,
        3,
    ]


def test_one_that_fails_is_an_error_that_the_code_can_handle(agent: Agents) -> None:
    helper = CodeAgent(ScriptedModel(["No."] * 3), name="helper", description="Helps.")
    worker = agent(
        code("try:", "    helper(task='Help.')", "except Exception as error:", "    final_answer(str(error))"),
        managed_agents=[helper],
    )
    answer = worker.run("Go.")
    assert isinstance(answer, str)
    assert answer.startswith("helper failed: the model's reply could not be read")


def test_a_report_that_is_no_final_answer_says_so(agent: Agents) -> None:
    helper = CodeAgent(
        ScriptedModel([code("print(1)"), "I think it is 5."]), max_steps=1, name="helper", description="Helps."
    )
    worker = agent(code("final_answer(helper(task='Help.'))"), managed_agents=[helper])
    assert worker.run("Go.") == "helper did not finish (max_steps); its best answer:\nI think it is 5."


def test_a_summary_of_the_run_comes_with_the_report_where_it_is_asked_for(agent: Agents) -> None:
    helper = CodeAgent(ScriptedModel([code("print(1)", thought="I look."), code("final_answer(5)", thought="Done.")]))
    managed = ManagedAgent(helper, "helper", "Helps.", additional_prompting="Be brief.", provide_run_summary=True)
    worker = agent(code("final_answer(helper(task='Help.'))"), managed_agents=[managed])
    assert worker.run("Go.") == "5\n\nWhat helper did:\n1. I look.\n2. Done."
    assert helper.last_run is not None
    assert "Help.\n\nBe brief." in helper.last_run.task


def test_an_interrupt_reaches_the_innermost_run(agent: Agents) -> None:
    silent = SilentModel()
    helper = doubler(silent)
    worker = agent(code("doubler(task='Double.')"), managed_agents=[helper])
    stopper = threading.Thread(target=lambda: (silent.asked.wait(10), worker.interrupt()))
    stopper.start()
    begun = time.perf_counter()
    assert worker.run("Go.") is None
    assert time.perf_counter() - begun < 5
    stopper.join()
    silent.released.set()
    assert worker.last_run is not None
    assert worker.last_run.status == "stopped"
    wait_until(lambda: helper.last_run is not None and helper.last_run.status == "stopped")


def test_its_tokens_count_against_the_callers_budget(agent: Agents) -> None:
    helper = CodeAgent(CountedModel([code("print(1)")] * 50 + ["No idea."]), name="helper", description="Helps.")
    worker = agent(
        CountedModel([code("print(helper(task='Help.'))"), code("final_answer(1)")]),
        managed_agents=[helper],
        max_tokens=4_000,
    )
    worker.run("Go.")
    assert worker.last_run is not None
    assert helper.last_run is not None
    assert helper.last_run.status == "max_tokens"
    assert worker.last_run.usage.total_tokens <= 4_000


def test_it_works_as_a_tool_call(agent: Agents) -> None:
    top = ToolCallingAgent(
        ScriptedModel(
            [
                '{"name": "doubler", "arguments": {"task": "Double 21."}}',
                '{"name": "final_answer", "arguments": {"answer": 42}}',
            ]
        ),
        managed_agents=[doubler()],
    )
    events = list(top.iter("Double."))
    assert top.last_run is not None
    assert top.last_run.steps[0].observation == "42"
    assert any(isinstance(event, Nested) and isinstance(event.event, RunFinished) for event in events)


@pytest.mark.slow
def test_the_work_of_a_called_agent_is_not_the_codes_own_time(agent: Agents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "LIMITS", Limits(seconds=0.3))

    def wait() -> str:
        """Wait."""
        time.sleep(0.6)
        return "waited"

    replies = '{"name": "wait", "arguments": {}}', '{"name": "final_answer", "arguments": {"answer": "waited"}}'
    helper = ToolCallingAgent(ScriptedModel(replies), tools=[wait], name="helper", description="Waits.")
    assert agent(code("final_answer(helper(task='Wait.'))"), managed_agents=[helper]).run("Go.") == "waited"
    alone = agent(code("wait()"), code("final_answer(1)"), tools=[wait])
    assert alone.run("Go.") == 1
    assert alone.last_run is not None
    assert "more than 0.3 seconds" in alone.last_run.steps[0].observation


def test_what_cannot_be_managed_is_said() -> None:
    with pytest.raises(UsageError, match="needs a name and a description"):
        CodeAgent(ScriptedModel(["x"]), managed_agents=[CodeAgent(ScriptedModel(["x"]))])
    with pytest.raises(UsageError, match="which is no agent"):
        CodeAgent(ScriptedModel(["x"]), managed_agents=[double])
    with pytest.raises(UsageError, match="two managed agents are named doubler"):
        CodeAgent(ScriptedModel(["x"]), managed_agents=[doubler(), doubler()])


def wait_until(true: object, seconds: float = 5.0) -> None:
    end = time.perf_counter() + seconds
    while not true():  # type: ignore[operator]
        assert time.perf_counter() < end
        time.sleep(0.01)
