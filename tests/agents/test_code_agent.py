"""An agent at work: what it yields, what it remembers, how it ends."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from agent_magic.agents import CodeAgent
from agent_magic.errors import InputError, ModelError, ModelUnavailable, UsageError
from agent_magic.events import (
    ActionParsed,
    Displayed,
    ModelRetried,
    OutputDelta,
    ReasoningDelta,
    RequestSent,
    RunFinished,
    RunStarted,
    StepFinished,
    TextDelta,
)
from agent_magic.messages import ReasoningChunk, ReplyEnd, Retrying, TextChunk, Usage
from agent_magic.models import ScriptedModel
from tests.agents.conftest import Agents
from tests.agents.models import PlannedModel, code, kinds


def said_to_model(of: CodeAgent) -> str:
    """Return the last message that the model was sent."""
    assert of.last_run is not None
    return of.last_run.messages[-1].text


def test_a_task_of_two_steps_yields_its_events_in_order(agent: Agents) -> None:
    worker = agent(code("total = 6 * 7", "print(total)"), code("final_answer(total)"))
    events = list(worker.iter("What is six times seven?"))
    assert kinds(events) == [
        "RunStarted",
        *("StepStarted", "RequestSent", "TextDelta", "ActionParsed", "OutputDelta", "StepFinished"),
        *("StepStarted", "RequestSent", "TextDelta", "ActionParsed", "StepFinished"),
        "RunFinished",
    ]
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert (finished.status, finished.answer, finished.steps) == ("success", 42, 2)
    assert [event.step for event in events if isinstance(event, StepFinished)] == [1, 2]
    assert "".join(event.text for event in events if isinstance(event, TextDelta) and event.step == 1) == code(
        "total = 6 * 7", "print(total)"
    )
    assert ActionParsed(1, "I go on.", "total = 6 * 7\nprint(total)") in events
    assert OutputDelta(1, "42\n") in events


def test_run_returns_the_answer_itself(agent: Agents) -> None:
    assert agent(code("final_answer([1, {'a': (2, 3)}])")).run("Make a list.") == [1, {"a": (2, 3)}]


def test_an_error_becomes_an_observation_and_is_repaired(agent: Agents) -> None:
    worker = agent(code("total = 1 + price"), code("price = 2", "final_answer(1 + price)"))
    assert worker.run("Add one.") == 3
    assert worker.last_run is not None
    first = worker.last_run.steps[0]
    assert first.error is not None
    assert "NameError" in first.error
    assert "NameError: name 'price' is not defined" in first.observation
    assert worker.last_run.messages[3].text == f"Observation:\n{first.observation}"
    assert worker.last_run.status == "success"


def test_what_the_model_is_told_repeats_no_code(agent: Agents) -> None:
    worker = agent(code("print('found ' + str(11 * 3))"), code("final_answer(1)"))
    worker.run("Look.")
    assert worker.last_run is not None
    assert worker.last_run.steps[0].observation == "found 33"


def test_code_that_puts_out_nothing_is_told_so(agent: Agents) -> None:
    worker = agent(code("x = 1"), code("final_answer(x)"))
    worker.run("Set x.")
    assert worker.last_run is not None
    assert worker.last_run.steps[0].observation == "The code ran and put out nothing."


def test_the_last_expression_is_shown_as_in_a_notebook(agent: Agents) -> None:
    worker = agent(code("x = [3, 4]", "x"), code("final_answer(x)"))
    events = list(worker.iter("Show x."))
    assert [event.bundle for event in events if isinstance(event, Displayed)] == [{"text/plain": "[3, 4]"}]
    assert worker.last_run is not None
    assert worker.last_run.steps[0].observation == "[3, 4]"


def test_a_semicolon_at_the_end_keeps_the_last_value_from_being_shown(agent: Agents) -> None:
    worker = agent(code("1 + 1;  # quiet", "# and a word"), code("';'"), code("final_answer(1)"))
    worker.run("Go.")
    assert worker.last_run is not None
    assert [step.observation for step in worker.last_run.steps[:2]] == ["The code ran and put out nothing.", "';'"]


def test_the_notebooks_own_lines_are_told_to_be_no_python(agent: Agents) -> None:
    worker = agent(code("import math", "%matplotlib inline"), code("final_answer(1)"))
    worker.run("Go.")
    assert worker.last_run is not None
    told = worker.last_run.steps[0].observation
    assert "SyntaxError: invalid syntax" in told
    assert told.endswith("Lines that begin with % or ! are a notebook's and no Python: leave them out.")


def test_a_reply_without_code_is_answered_with_the_form(agent: Agents) -> None:
    worker = agent("It is 42.", code("final_answer(42)"))
    events = list(worker.iter("What is it?"))
    assert kinds(events)[:5] == ["RunStarted", "StepStarted", "RequestSent", "TextDelta", "StepFinished"]
    step = next(event for event in events if isinstance(event, StepFinished))
    assert (step.thought, step.code) == ("It is 42.", "")
    assert step.error == "Your reply holds no code, so nothing was run."
    assert "```python" in step.observation
    assert "final_answer(value)" in step.observation
    assert worker.last_run is not None
    assert worker.last_run.answer == 42


def test_an_empty_reply_is_no_end(agent: Agents) -> None:
    planned = PlannedModel([ReplyEnd(Usage())], [TextChunk(code("final_answer(1)")), ReplyEnd(Usage())])
    assert agent(planned).run("Go.") == 1
    assert all(message.text for message in planned.requests[1].messages)


def test_a_reply_that_was_cut_is_not_run(agent: Agents) -> None:
    cut = [TextChunk("```python\nfinal_answer(1"), ReplyEnd(Usage(), "length")]
    whole = [TextChunk(code("final_answer(2)")), ReplyEnd(Usage())]
    worker = agent(PlannedModel(cut, whole))
    assert worker.run("Go.") == 2
    assert worker.last_run is not None
    assert "cut off" in worker.last_run.steps[0].observation


def test_thinking_is_shown_but_never_sent_back(agent: Agents) -> None:
    planned = PlannedModel(
        [
            ReasoningChunk("hm"),
            TextChunk("<think>secret plan</think>"),
            TextChunk(code("print(1)")),
            ReplyEnd(Usage()),
        ],
        [TextChunk(code("final_answer(1)")), ReplyEnd(Usage())],
    )
    events = list(agent(planned).iter("Go."))
    assert ReasoningDelta(1, "hm") in events
    assert planned.requests[1].messages[2].text == code("print(1)")


def test_an_observation_that_the_model_made_up_is_dropped(agent: Agents) -> None:
    planned = PlannedModel(
        [TextChunk(code("print(2)") + "\nObservation:\n99\n" + code("final_answer(99)")), ReplyEnd(Usage())],
        [TextChunk(code("final_answer(2)")), ReplyEnd(Usage())],
    )
    assert agent(planned).run("Go.") == 2
    assert not any("99" in message.text for message in planned.requests[1].messages)


def test_a_retry_is_told_and_the_reply_begins_anew(agent: Agents) -> None:
    planned = PlannedModel(
        [
            TextChunk(code("final_answer(1)")),
            Retrying("busy", 0.0),
            TextChunk(code("final_answer(2)")),
            ReplyEnd(Usage()),
        ]
    )
    events = list(agent(planned).iter("Go."))
    assert ModelRetried(1, "busy", 0.0) in events
    assert isinstance(events[-1], RunFinished)
    assert events[-1].answer == 2


def test_tokens_are_added_up(agent: Agents) -> None:
    planned = PlannedModel(
        [TextChunk(code("print(1)")), ReplyEnd(Usage(100, 10))],
        [TextChunk(code("final_answer(1)")), ReplyEnd(Usage(150, 20))],
    )
    worker = agent(planned)
    worker.run("Go.")
    assert worker.last_run is not None
    assert worker.last_run.usage == Usage(250, 30)
    assert [step.usage for step in worker.last_run.steps] == [Usage(100, 10), Usage(150, 20)]


def test_the_step_limit_ends_with_the_models_words(agent: Agents) -> None:
    worker = agent(code("print(1)"), code("print(2)"), "<think>hm</think>It is about 2.", max_steps=2)
    events = list(worker.iter("What is it?"))
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert (finished.status, finished.answer, finished.steps) == ("max_steps", "It is about 2.", 3)
    asked = [event for event in events if isinstance(event, RequestSent)][-1].request.messages
    assert asked[-1].role == "user"
    assert "2\n\nThe limit of 2 steps is reached" in asked[-1].text
    assert "in words" in asked[-1].text


def test_an_answer_in_the_last_step_is_a_success(agent: Agents) -> None:
    worker = agent(code("final_answer(1)"), max_steps=1)
    assert worker.run("Go.") == 1
    assert worker.last_run is not None
    assert worker.last_run.status == "success"


def test_no_words_after_the_step_limit_is_a_failure(agent: Agents) -> None:
    planned = PlannedModel([TextChunk(code("print(1)")), ReplyEnd(Usage())], [ReplyEnd(Usage())])
    events = list(agent(planned, max_steps=1).iter("Go."))
    assert isinstance(events[-1], RunFinished)
    assert events[-1].status == "failed"
    assert events[-1].error == "there was no answer within 1 step, and the model gave none after that"


def test_a_model_that_fails_ends_the_run_and_keeps_the_steps(agent: Agents) -> None:
    planned = PlannedModel(
        [TextChunk(code("print(1)")), ReplyEnd(Usage(1, 1))],
        [TextChunk("I "), ModelUnavailable("no\nconnection")],
    )
    worker = agent(planned)
    events = list(worker.iter("Go."))
    assert isinstance(events[-1], RunFinished)
    assert (events[-1].status, events[-1].answer, events[-1].steps) == ("failed", None, 1)
    assert events[-1].error == "no connection"
    assert events[-1].usage == Usage(1, 1)


def test_run_raises_what_the_model_raised(agent: Agents) -> None:
    with pytest.raises(ModelUnavailable, match="no connection"):
        agent(PlannedModel([ModelUnavailable("no connection")])).run("Go.")


def test_a_bug_in_a_model_is_one_clear_error(agent: Agents) -> None:
    with pytest.raises(ModelError, match=r"^planned failed with KeyError: 'choices'$"):
        agent(PlannedModel([KeyError("choices")])).run("Go.")


def test_a_stream_without_an_end_is_taken_as_it_is(agent: Agents) -> None:
    assert agent(PlannedModel([TextChunk(code("final_answer(1)"))])).run("Go.") == 1


def test_inputs_are_variables_and_their_cards_are_told(agent: Agents) -> None:
    worker = agent(code("data.append(4)", "final_answer(sum(data))"))
    data = [1, 2, 3]
    events = list(worker.iter("Add them.", data=data))
    assert isinstance(events[0], RunStarted)
    assert set(events[0].inputs) == {"data"}
    assert worker.last_run is not None
    assert events[0].inputs["data"] in worker.last_run.messages[1].text
    assert worker.last_run.answer == 10
    assert data == [1, 2, 3]


def test_variables_last_from_step_to_step_and_from_run_to_run(agent: Agents) -> None:
    worker = agent(code("seen = [1]"), code("seen.append(2)"), code("final_answer(seen)"))
    assert worker.run("Collect.") == [1, 2]
    worker.model = ScriptedModel([code("final_answer(len(seen))")])
    assert worker.run("How many?") == 2


def test_a_new_run_begins_a_new_conversation(agent: Agents) -> None:
    worker = agent(code("final_answer(1)"))
    worker.run("First task.")
    worker.run("Second task.")
    assert worker.last_run is not None
    assert not any("First task." in message.text for message in worker.last_run.messages)


def test_nobody_speaks_twice_in_a_row(agent: Agents) -> None:
    worker = agent("words", code("1/0"), code("print(1)"), "It is 1.", max_steps=3)
    worker.run("Go.")
    assert worker.last_run is not None
    roles = [message.role for message in worker.last_run.messages]
    assert roles == ["system", *["user", "assistant"] * 4]


def test_long_output_is_cut_honestly_and_the_error_is_kept(agent: Agents) -> None:
    worker = agent(code("print('a' * 50_000)", "print('the end')", "1/0"), code("final_answer(1)"))
    worker.run("Go.")
    assert worker.last_run is not None
    observation = worker.last_run.steps[0].observation
    assert "characters left out" in observation
    assert "the end" in observation
    assert "ZeroDivisionError" in observation
    assert len(observation) < 7_000


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_steps": 0}, "max_steps must be 1 or more, not 0"),
        ({"executor": "moon"}, "there is no executor 'moon'; use 'process' or 'local', or an Executor"),
        ({"imports": "numpy"}, r"imports is a list of modules: imports=\['numpy'\]"),
    ],
)
def test_bad_options_are_said_in_one_line(agent: Agents, options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        agent("", **options)


def test_a_bad_task_or_name_is_said_before_anything_is_sent(agent: Agents) -> None:
    worker = agent(code("final_answer(1)"))
    with pytest.raises(UsageError, match="the task is empty"):
        worker.iter("  \n")
    with pytest.raises(UsageError, match="an input cannot be named display"):
        worker.iter("Go.", display=1)
    with pytest.raises(InputError):
        worker.iter("Go.", **{"not a name": 1})


def test_the_package_gives_the_agent_and_stays_light() -> None:
    script = (
        "import sys, agent_magic; heavy = {'jinja2', 'IPython', 'agent_magic.agents'} & set(sys.modules); "
        "from agent_magic import CodeAgent; print(heavy, CodeAgent.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set() CodeAgent"


def test_the_package_says_what_it_does_not_have() -> None:
    import agent_magic

    with pytest.raises(AttributeError, match="no attribute 'CodAgent'"):
        agent_magic.CodAgent  # noqa: B018


def test_a_figure_is_shown_to_the_user_and_noted_for_the_model(agent: Agents) -> None:
    drawing = code("import matplotlib.pyplot as plt", "plt.bar(['a', 'b'], [1, 2])", "print('drawn')")
    worker = agent(drawing, code("final_answer(1)"), imports=["matplotlib.*"])
    events = list(worker.iter("Draw."))
    assert any("image/png" in event.bundle for event in events if isinstance(event, Displayed))
    assert worker.last_run is not None
    assert worker.last_run.steps[0].observation == "drawn\n[figure shown to the user]"
