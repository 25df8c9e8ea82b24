"""What every kind of agent can be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypedDict

from agent_magic.agents.callbacks import Callbacks
from agent_magic.agents.checks import Check
from agent_magic.tools import Tool


class AgentOptions(TypedDict, total=False):
    """Options of an agent, all of them by keyword.

    - `tools`: what it may call, tools and plain functions
    - `managed_agents`: agents, each with a name and a description, that it may call as functions
    - `max_steps`, `max_tokens`, `max_seconds`: the budget of a run; where it is used up, the run ends with the best
      answer there is
    - `context_tokens`: how much one request may take; old observations are condensed where they do not fit
    - `planning_interval`: make a plan before the first step and after every so many
    - `final_answer_checks`: functions that accept an answer or say why not
    - `step_callbacks`: functions that are called with each finished step, or by class of event
    - `instructions`: words at the end of the system prompt; `system_prompt` replaces it, a jinja2 text, in which
      `tool_description_template`, one with `tool`, describes each tool
    - `samples`: how many rows or elements of each input the model is shown
    - `grammar`: what each reply must follow, see `Request`
    - `name` and `description`: how other agents know it
    """

    tools: Iterable[Tool | Callable[..., Any]]
    managed_agents: Iterable[Any]
    max_steps: int
    max_tokens: int | None
    max_seconds: float | None
    context_tokens: int | None
    planning_interval: int | None
    final_answer_checks: Sequence[Check]
    step_callbacks: Callbacks
    instructions: str
    system_prompt: str | None
    tool_description_template: str | None
    samples: int
    grammar: Mapping[str, Any] | None
    name: str | None
    description: str | None
