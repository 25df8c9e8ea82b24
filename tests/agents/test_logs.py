"""What is left of a run: logs, messages, a script, a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent_magic.agents import CodeAgent, RunRecord
from agent_magic.errors import AgentMagicError, UsageError
from agent_magic.events import Nested, PlanMade, StepFinished
from agent_magic.messages import ReplyEnd, TextChunk, Usage
from agent_magic.models import ScriptedModel
from tests.agents.conftest import Agents
from tests.agents.models import PlannedModel, code

TASK = "Add up."
REPLIES = (
    code("total = 1 + 2", "print(total)", thought="I add."),
    code("total / 0", thought="I divide."),
    code("final_answer(total)", thought="I answer."),
)


def test_logs_have_the_keys_of_the_transformers_agents(agent: Agents) -> None:
    worker = agent(*REPLIES)
    worker.run(TASK)
    first, *steps = worker.logs
    assert first == {"system_prompt": worker.system_prompt, "task": TASK}
    assert [step["iteration"] for step in steps] == [0, 1, 2]
    assert steps[0]["llm_output"] == REPLIES[0]
    assert steps[0]["rationale"] == "I add."
    assert steps[0]["tool_call"] == {
        "tool_name": "code interpreter",
        "tool_arguments": "total = 1 + 2\nprint(total)",
    }
    assert steps[0]["observation"] == "3"
    assert "ZeroDivisionError" in steps[1]["error"]
    assert steps[2]["final_answer"] == 3
    assert all(step["step_duration"] > 0 for step in steps)


def test_plans_are_in_the_logs(agent: Agents) -> None:
    worker = agent("1. Answer.", code("final_answer(1)"), planning_interval=3)
    worker.run(TASK)
    assert worker.logs[1]["plan"] == "1. Answer."


def test_the_code_that_worked_is_one_script(agent: Agents) -> None:
    worker = agent(*REPLIES)
    worker.run(TASK)
    assert worker.code() == "# step 1\ntotal = 1 + 2\nprint(total)\n\n# step 3\nfinal_answer(total)\n"
    assert worker.last_run is not None
    assert worker.last_run.code == worker.code()


def test_messages_and_their_summary(agent: Agents) -> None:
    worker = agent(*REPLIES)
    worker.run(TASK)
    messages = worker.write_memory_to_messages()
    assert [message["role"] for message in messages] == ["system", *["user", "assistant"] * 3, "user"]
    assert messages[0]["content"] == worker.system_prompt
    summary = worker.write_memory_to_messages(summary=True)
    assert summary[:3] == [
        {"role": "user", "content": f"Task:\n{TASK}"},
        {"role": "assistant", "content": "total = 1 + 2\nprint(total)"},
        {"role": "user", "content": "Observation:\n3"},
    ]
    assert "I add." not in json.dumps(summary)


def test_a_replay_prints_what_happened(agent: Agents, capsys: pytest.CaptureFixture[str]) -> None:
    worker = agent(*REPLIES)
    worker.run(TASK)
    worker.replay()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"task: {TASK}"
    assert "  > total = 1 + 2" in lines
    assert "  | 3" in lines
    assert lines[-1].startswith("success after 3 step(s)")
    worker.replay(detailed=True)
    assert "You solve tasks by writing Python." in capsys.readouterr().out


def test_nothing_has_run_yet(agent: Agents, capsys: pytest.CaptureFixture[str]) -> None:
    worker = agent("x")
    worker.replay()
    assert (capsys.readouterr().out, worker.logs, worker.code(), worker.write_memory_to_messages()) == ("", [], "", [])


# files


def test_a_run_is_saved_and_loaded(agent: Agents, tmp_path: Path) -> None:
    helper = CodeAgent(ScriptedModel([code("final_answer(4)")]), executor="local", name="helper", description="Helps.")
    planned = PlannedModel(
        *[
            [TextChunk(reply), ReplyEnd(Usage(10, 2, 5))]
            for reply in ("A plan.", code("x = helper(task='Four?')"), code("final_answer({'x': x, 'y': (1, 2)})"))
        ]
    )
    worker = agent(planned, managed_agents=[helper], planning_interval=5)
    worker.run(TASK)
    run = worker.last_run
    assert run is not None
    run.save(tmp_path / "run.jsonl")
    loaded = RunRecord.load(tmp_path / "run.jsonl")
    assert (loaded.task, loaded.status, loaded.usage, loaded.seconds) == (run.task, "success", run.usage, run.seconds)
    assert loaded.usage.cached_tokens == 15
    assert loaded.answer == {"x": 4, "y": [1, 2]}
    assert loaded.steps == run.steps
    assert loaded.messages == run.messages
    assert loaded.replies == run.replies
    assert [type(event) for event in loaded.events] == [type(event) for event in run.events]
    assert loaded.plans == [event for event in run.events if isinstance(event, PlanMade)]
    nested = [event.event for event in loaded.events if isinstance(event, Nested)]
    assert any(isinstance(event, StepFinished) and event.code == "final_answer(4)" for event in nested)
    loaded.save(tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text() == (tmp_path / "run.jsonl").read_text()


def test_a_saved_run_holds_no_secrets(agent: Agents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SERVICE_TOKEN", "correct-horse-battery")
    token = "hf_" + "a1B2c3D4" * 4
    worker = agent(code(f"print('{token}')", "print(secret)"), code("final_answer([secret])"))
    worker.run(f"Use {token}.", secret="correct-horse-battery")
    assert worker.last_run is not None
    worker.last_run.save(tmp_path / "run.jsonl")
    text = (tmp_path / "run.jsonl").read_text()
    assert "correct-horse-battery" not in text
    assert token not in text
    assert "[secret]" in text


def test_a_failed_run_is_saved_too(agent: Agents, tmp_path: Path) -> None:
    worker = agent(code("x = 1"))
    with pytest.raises(AgentMagicError):
        worker.run(TASK)
    assert worker.last_run is not None
    worker.last_run.save(tmp_path / "run.jsonl")
    loaded = RunRecord.load(tmp_path / "run.jsonl")
    assert (loaded.status, loaded.error) == ("failed", worker.last_run.error)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no run"),
        ("{}\n", "holds no run"),
        ("not json\n", "line 1 of .* is no JSON"),
        ("[1]\n", "line 1 of .* is no JSON object"),
        ('{"agent_magic_run": 1, "task": "t"}\n{"event": {"class": "Path"}}\n', "line 2 of .* cannot be read"),
        ('{"agent_magic_run": 1, "task": "t"}\n{"event": {"class": "StepStarted"}}\n', "line 2 of .* cannot be read"),
        ('{"agent_magic_run": 1, "task": "t"}\n{"message": {"role": "user"}}\n', "line 2 of .* cannot be read"),
    ],
)
def test_a_file_that_holds_no_run_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(text)
    with pytest.raises(UsageError, match=message):
        RunRecord.load(path)
    with pytest.raises(UsageError, match="there is no file"):
        RunRecord.load(tmp_path / "absent.jsonl")
