"""Plans: made before some steps, kept in the conversation one at a time, told as events."""

from __future__ import annotations

import pytest

from agent_magic.agents import ToolCallingAgent
from agent_magic.errors import UsageError
from agent_magic.events import PlanDelta, PlanMade, PlanStarted, RequestSent
from agent_magic.messages import ReplyEnd, TextChunk, Usage
from agent_magic.models import ScriptedModel
from tests.agents.conftest import Agents
from tests.agents.models import PlannedModel, code, kinds

PLAN = "Facts\n- nothing yet\n\nPlan\n1. Count.\n<end_plan>"
AGAIN = "Facts\n- it is 1\n\nPlan\n1. Answer."


def test_a_plan_comes_before_the_first_step_and_after_every_interval(agent: Agents) -> None:
    replies = [PLAN, code("print(1)"), code("print(2)"), AGAIN, code("final_answer(3)")]
    planned = PlannedModel(*[[TextChunk(reply), ReplyEnd(Usage(10, 1))] for reply in replies])
    worker = agent(planned, planning_interval=2)
    events = list(worker.iter("Count."))
    assert kinds([event for event in events if isinstance(event, PlanStarted | PlanDelta | PlanMade)]) == [
        *("PlanStarted", "PlanDelta", "PlanMade"),
        *("PlanStarted", "PlanDelta", "PlanMade"),
    ]
    plans = [event for event in events if isinstance(event, PlanMade)]
    assert [(plan.step, plan.plan) for plan in plans] == [(1, PLAN.removesuffix("\n<end_plan>")), (3, AGAIN)]
    assert worker.last_run is not None
    assert worker.last_run.plans == plans
    assert worker.last_run.usage == Usage(50, 5)
    assert len([event for event in events if isinstance(event, RequestSent)]) == 5


def test_the_model_is_asked_for_facts_and_a_plan_in_words(agent: Agents) -> None:
    planned = PlannedModel(*[[TextChunk(reply), ReplyEnd(Usage())] for reply in (PLAN, code("final_answer(1)"))])
    agent(planned, planning_interval=5, max_steps=7).run("Count.")
    asked, acted = planned.requests
    assert asked.stop_sequences == ("<end_plan>",)
    assert asked.messages[-1].text.startswith("Task:\nCount.\n\nBefore you act, write down briefly")
    assert "without code" in asked.messages[-1].text
    assert "at most 7" in asked.messages[-1].text
    assert [message.role for message in acted.messages] == ["system", "user", "assistant", "user"]
    assert acted.messages[1].text == "Task:\nCount."
    assert acted.messages[3].text == "Now carry the plan out, one step at a time."


def test_a_new_plan_takes_the_place_of_the_old_one(agent: Agents) -> None:
    replies = [PLAN, code("print(1)"), AGAIN, code("final_answer(1)")]
    planned = PlannedModel(*[[TextChunk(reply), ReplyEnd(Usage())] for reply in replies])
    agent(planned, planning_interval=1).run("Count.")
    before, after = planned.requests[2], planned.requests[3]
    assert "1 step" not in before.messages[-1].text
    assert "19 steps can still be taken" in before.messages[-1].text
    said = "\n".join(message.text for message in after.messages)
    assert AGAIN in said
    assert "nothing yet" not in said


def test_an_empty_plan_is_no_harm(agent: Agents) -> None:
    assert agent(" ", code("final_answer(1)"), planning_interval=5).run("Count.") == 1


def test_agents_that_call_tools_plan_too() -> None:
    model = ScriptedModel([PLAN, '{"name": "final_answer", "arguments": {"answer": 1}}'])
    worker = ToolCallingAgent(model, planning_interval=3)
    requests = [event.request for event in worker.iter("Count.") if isinstance(event, RequestSent)]
    assert worker.last_run is not None
    assert worker.last_run.answer == 1
    assert "without calls of tools" in requests[0].messages[-1].text


def test_an_interval_is_a_number_of_steps(agent: Agents) -> None:
    with pytest.raises(UsageError, match="planning_interval must be 1 or more, or None for no plans, not 0"):
        agent("x", planning_interval=0)
