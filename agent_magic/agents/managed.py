"""An agent as a tool of another: called with a task, it works on it and reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from agent_magic.agents.nesting import Nesting
from agent_magic.errors import UsageError
from agent_magic.tools import Tool

if TYPE_CHECKING:
    from agent_magic.agents.agent import Agent


class ManagedAgent(Tool):
    """What lends `agent` to another one, under a name and with a description of what it can be asked.

    `additional_prompting` goes with every task. With `provide_run_summary` the report tells what the agent did, step
    by step. Raises `UsageError` where there is no name or no description.
    """

    inputs = {
        "task": {"type": "string", "description": "What is to be done, with all that has to be known for it."},
        "additional_args": {
            "type": "object",
            "description": "Variables for the work, by name.",
            "nullable": True,
            "default": None,
        },
    }
    output_type = "any"

    def __init__(
        self,
        agent: Agent,
        name: str | None = None,
        description: str | None = None,
        *,
        additional_prompting: str = "",
        provide_run_summary: bool = False,
        nesting: Nesting | None = None,
    ) -> None:
        name, description = name or agent.name, description or agent.description
        if not name or not description:
            raise UsageError(
                "an agent that another one calls needs a name and a description: "
                "CodeAgent(…, name='researcher', description='Finds out facts about …')"
            )
        super().__init__(name=name, description=description)
        self.agent = agent
        self.additional_prompting = additional_prompting
        self.provide_run_summary = provide_run_summary
        self._nesting = nesting or Nesting()

    def lent_to(self, nesting: Nesting) -> ManagedAgent:
        """Return the same tool for the agent whose calls go through `nesting`."""
        return ManagedAgent(
            self.agent,
            self.name,
            self.description,
            additional_prompting=self.additional_prompting,
            provide_run_summary=self.provide_run_summary,
            nesting=nesting,
        )

    def forward(self, task: str, additional_args: Mapping[str, Any] | None = None) -> Any:
        """Have the agent work on `task` and return its report."""
        asked = "\n\n".join(filter(None, (task, self.additional_prompting)))
        return self._nesting.call(self, asked, additional_args or {})
