"""System prompts of the user's own, in today's form and in the one of the transformers agents."""

from __future__ import annotations

import pytest

from agent_magic.agents import CodeAgent, TextAgent, ToolCallingAgent
from agent_magic.errors import PromptError
from agent_magic.models import ScriptedModel
from tests.agents.models import code
from tests.agents.test_prompts import estimated_tokens

MODEL = ScriptedModel([code("final_answer(1)")])


def double(n: int) -> int:
    """Double a number."""
    return 2 * n


def helper() -> CodeAgent:
    return CodeAgent(MODEL, executor="local", name="helper", description="Helps.")


def test_a_prompt_of_ones_own_takes_the_place_of_ours() -> None:
    worker = CodeAgent(MODEL, executor="local", system_prompt="Write Python.\n{{ tool_descriptions }}", tools=[double])
    assert worker.system_prompt == 'Write Python.\ndef double(n: int) -> int:\n    """Double a number."""'


def test_the_older_placeholders_are_filled() -> None:
    worker = CodeAgent(
        MODEL,
        executor="local",
        system_prompt="Tools <<tool_names>>: <<tool_descriptions>> Agents: <<managed_agents_descriptions>> "
        "Imports: <<authorized_imports>>.",
        tools=[double],
        managed_agents=[helper()],
        imports=["numpy"],
    )
    prompt = worker.system_prompt
    assert prompt.startswith("Tools 'double': def double(n: int) -> int:")
    assert "Agents: def helper(task: str," in prompt
    assert "math, " in prompt
    assert "numpy" in prompt


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"tools": [double], "system_prompt": "Write Python."},
            "system_prompt does not mention the tools that are there: write {{ tool_descriptions }} or <<tool_desc",
        ),
        (
            {"managed_agents": [helper()], "system_prompt": "Write Python."},
            "does not mention the managed agents that are there: write {{ managed_agents_descriptions }}",
        ),
        ({"system_prompt": "{{ nothing }}"}, "system_prompt cannot be filled: 'nothing' is undefined"),
        ({"system_prompt": "{% if %}"}, "system_prompt cannot be filled"),
        (
            {"tools": [double], "tool_description_template": "{{ tool.nothing }}"},
            "tool_description_template cannot be filled",
        ),
    ],
)
def test_a_prompt_that_cannot_be_used_is_said(options: dict[str, object], message: str) -> None:
    with pytest.raises(PromptError, match=message):
        CodeAgent(MODEL, executor="local", **options)  # type: ignore[arg-type]


def test_a_template_of_ones_own_describes_each_tool() -> None:
    worker = CodeAgent(
        MODEL,
        executor="local",
        tools=[double],
        tool_description_template="- {{ tool.name }}: {{ tool.description }} {{ tool.parameters.properties.n.type }}.",
    )
    assert "- double: Double a number. integer." in worker.system_prompt


@pytest.mark.parametrize("kind", [CodeAgent, ToolCallingAgent, TextAgent])
def test_every_default_prompt_is_short(kind: type[CodeAgent]) -> None:
    assert estimated_tokens(kind(MODEL).system_prompt) <= 900


def test_braces_in_a_tools_words_are_literal() -> None:
    def braces(text: str) -> str:
        """Return {{ text }} and {% raw %}."""
        return text

    assert "Return {{ text }} and {% raw %}." in CodeAgent(MODEL, executor="local", tools=[braces]).system_prompt
