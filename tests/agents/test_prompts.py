"""What the model is told: the system prompt, the task, and nothing that was filled in by chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_magic.agents import CodeAgent, prompting
from agent_magic.errors import PromptError
from agent_magic.executors import LocalExecutor
from agent_magic.interpreter import Files, Policy
from agent_magic.messages import ReplyEnd, TextChunk, Usage
from tests.agents.conftest import Agents
from tests.agents.models import PlannedModel, code


@pytest.mark.parametrize(
    "task",
    [
        pytest.param("Use {x}, {{ y }}, {% if z %} and {# this #} as they are: {'a': 1}", id="braces"),
        pytest.param('Say "it\'s $5" & `rm` \\n <b>%s</b> ${HOME}', id="quotes"),
        pytest.param("数える: größer als 3? Сколько? 🦜", id="languages"),
        pytest.param("```python\nprint(1)\n```\nWhat does this print?", id="code"),
    ],
)
def test_a_task_reaches_the_model_literally(task: str) -> None:
    planned = PlannedModel([TextChunk(code("final_answer(1)")), ReplyEnd(Usage())])
    CodeAgent(planned).run(task)
    assert task in planned.requests[0].messages[1].text


def test_text_with_braces_in_inputs_and_instructions_is_literal(agent: Agents) -> None:
    worker = agent(code("final_answer(text)"), instructions="Never say {{ nothing }}.")
    assert worker.run("Return it.", text="{{ 7 * 7 }}") == "{{ 7 * 7 }}"
    assert worker.system_prompt.endswith("Never say {{ nothing }}.")


def test_a_preview_is_the_first_request_and_changes_nothing() -> None:
    planned = PlannedModel([TextChunk(code("final_answer(1)")), ReplyEnd(Usage())])
    worker = CodeAgent(planned, imports=["numpy"])
    preview = worker.preview("Add.", data=[1])
    assert planned.requests == []
    assert worker.last_run is None
    worker.run("Add.", data=[1])
    assert planned.requests[0] == preview
    assert preview.stop_sequences == ("\nObservation:",)


def test_the_system_prompt_says_what_there_is_in_900_tokens(agent: Agents) -> None:
    prompt = agent("", imports=["numpy.*", "pandas.*", "matplotlib.*", "sklearn.*", "scipy.*"]).system_prompt
    for word in (
        "final_answer(value)",
        "print(",
        "display(value)",
        "```python",
        "math",
        "pandas.*",
        "last expression",
    ):
        assert word in prompt
    assert "There are no files, no network" in prompt
    assert estimated_tokens(prompt) <= 900


def test_the_system_prompt_names_the_files_that_can_be_read(agent: Agents, tmp_path: Path) -> None:
    executor = LocalExecutor(policy=Policy(files=Files(read=[tmp_path / "data", tmp_path / "more.csv"])))
    prompt = agent("", executor=executor).system_prompt
    assert f"by these whole paths, and not written: {tmp_path}/data, {tmp_path}/more.csv." in prompt
    assert "There are no network, no processes" in prompt


def estimated_tokens(text: str) -> int:
    """Count marks, and words by each six letters begun: more than a common tokenizer makes of English."""
    words = "".join(mark if mark.isalnum() else f" {mark} " for mark in text).split()
    return sum((len(word) + 5) // 6 for word in words)


def test_a_prompt_that_names_what_there_is_not_is_refused() -> None:
    with pytest.raises(PromptError, match="the prompt run/task cannot be filled: 'task' is undefined"):
        prompting.fill("run/task", inputs=[])
    with pytest.raises(PromptError, match="code/nothing"):
        prompting.fill("code/nothing")


def test_the_prompts_are_part_of_the_package() -> None:
    prompts = Path(prompting.__file__).with_name("prompts")
    for form in ("code", "tools", "text", "once"):
        assert {"system.jinja", "unreadable.jinja"} <= {path.name for path in (prompts / form).iterdir()}
