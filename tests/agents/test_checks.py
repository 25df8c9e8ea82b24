"""Functions of the user's in a run: checks of the answer, callbacks by class of event."""

from __future__ import annotations

import pytest

from agent_magic.agents import Agent, CodeAgent, RunRecord
from agent_magic.errors import AgentError, UsageError
from agent_magic.events import Event, PlanMade, RunFinished, StepFinished, StepStarted
from agent_magic.models import ScriptedModel
from tests.agents.conftest import Agents
from tests.agents.models import code


def test_the_reason_of_a_check_goes_to_the_model(agent: Agents) -> None:
    def is_odd(answer: int) -> str | None:
        return None if answer % 2 else f"{answer} is even"

    worker = agent(code("final_answer(2)"), code("final_answer(3)"), final_answer_checks=[is_odd])
    assert worker.run("An odd number.") == 3
    assert worker.last_run is not None
    assert worker.last_run.steps[0].observation == (
        "The answer was not accepted: 2 is even\nGo on, and give another one."
    )


def refuse(answer: object) -> bool:
    return answer != 1


def complain(answer: object) -> None:
    if answer == 1:
        raise ValueError("one is not enough")


def with_record(answer: object, record: RunRecord) -> bool:
    return len(record.steps) == 1


def with_agent(answer: object, memory: RunRecord, agent: Agent) -> bool:
    return agent.last_run is memory and answer == 2


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        (refuse, "refuse does not accept it"),
        (complain, "complain: one is not enough"),
        (with_record, "with_record does not accept it"),
        (with_agent, "with_agent does not accept it"),
    ],
)
def test_a_check_says_no_in_any_of_its_ways(agent: Agents, check: object, reason: str) -> None:
    worker = agent(code("final_answer(1)"), code("final_answer(2)"), final_answer_checks=[check])
    assert worker.run("Two.") == 2
    assert worker.last_run is not None
    assert worker.last_run.steps[0].error == f"The answer was not accepted: {reason}"


def test_every_check_must_accept(agent: Agents) -> None:
    worker = agent(
        *[code(f"final_answer({n})") for n in (1, 5, 6)],
        final_answer_checks=[lambda answer: answer > 1, lambda answer: answer % 2 == 0],
    )
    assert worker.run("Go.") == 6


def test_a_check_that_is_no_function_is_said(agent: Agents) -> None:
    with pytest.raises(UsageError, match="final_answer_checks holds 5, which is no function"):
        agent("x", final_answer_checks=[5])


# callbacks


def test_a_list_of_callbacks_gets_finished_steps(agent: Agents) -> None:
    seen: list[Event] = []
    worker = agent(code("print(1)"), code("final_answer(1)"), step_callbacks=[seen.append])
    worker.run("Go.")
    assert [type(event) for event in seen] == [StepFinished, StepFinished]


def test_callbacks_by_class_of_event_get_the_agent_where_they_ask(agent: Agents) -> None:
    seen: list[tuple[str, object]] = []

    def started(event: StepStarted, agent: Agent) -> None:
        seen.append(("started", agent))

    worker = agent(
        "A plan.",
        code("final_answer(1)"),
        planning_interval=1,
        step_callbacks={
            StepStarted: started,
            PlanMade: [lambda event: seen.append(("plan", event.plan))],
            RunFinished: lambda event: seen.append(("over", event.answer)),
        },
    )
    worker.run("Go.")
    assert seen == [("plan", "A plan."), ("started", worker), ("over", 1)]


def test_a_callback_that_raises_ends_the_run_with_its_name(agent: Agents) -> None:
    def careful(event: StepFinished) -> None:
        raise RuntimeError("enough")

    worker = agent(code("print(1)"), code("final_answer(1)"), step_callbacks=[careful])
    with pytest.raises(AgentError, match="the step callback careful failed: RuntimeError: enough"):
        worker.run("Go.")
    assert worker.last_run is not None
    assert worker.last_run.status == "failed"
    assert [step.step for step in worker.last_run.steps] == [1]


@pytest.mark.parametrize(
    ("callbacks", "message"),
    [([5], "step_callbacks holds 5"), ({"StepFinished": print}, "step_callbacks are by class of event")],
)
def test_callbacks_that_cannot_be_called_are_said(callbacks: object, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        CodeAgent(ScriptedModel(["x"]), step_callbacks=callbacks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_steps": 0}, "max_steps must be 1 or more, not 0"),
        ({"max_tokens": 0}, "max_tokens must be 1 or more, not 0"),
        ({"max_seconds": 0}, "max_seconds must be more than 0, not 0"),
        ({"max_step": 3}, "an agent has no option max_step; it has tools, "),
    ],
)
def test_options_that_cannot_be_used_are_said_at_once(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        CodeAgent(ScriptedModel(["x"]), **options)  # type: ignore[arg-type]


def test_a_plain_function_is_a_model() -> None:
    asked: list[list[dict[str, str]]] = []

    def llm_engine(messages: list[dict[str, str]], stop_sequences: list[str]) -> str:
        asked.append(messages)
        assert stop_sequences == ["\nObservation:"]
        return code("final_answer(len('four'))")

    with CodeAgent(llm_engine) as worker:
        assert worker.run("How long is four?") == 4
    assert [message["role"] for message in asked[0]] == ["system", "user"]
