"""The system prompt: ours for each form of action, or the user's own, filled with what there is now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from agent_magic.agents.formats import ActionFormat
from agent_magic.agents.managed import ManagedAgent
from agent_magic.agents.prompting import fill, fill_own
from agent_magic.tools import Tool

_OF_TOOLS: Final = ("tool_descriptions", "tool_names", "tools")
_OF_AGENTS: Final = ("managed_agents_descriptions", "managed_agents")


class SystemPrompt:
    """Makes the system prompt. `own` takes the place of ours, `template` describes each tool as `tool`."""

    def __init__(self, own: str | None, template: str | None) -> None:
        self._own = own
        self._template = template

    def text(self, form: ActionFormat, tools: Sequence[Tool], agents: Sequence[ManagedAgent], **values: Any) -> str:
        """Return the prompt; raises `PromptError` where one of the user's cannot be filled, or forgets the tools."""
        own_tools = [*tools, *form.own_tools]
        values |= {
            "tools": own_tools,
            "tool_descriptions": self._described(form, own_tools),
            "tool_names": ", ".join(f"'{tool.name}'" for tool in own_tools),
            "managed_agents": list(agents),
            "managed_agents_descriptions": self._described(form, agents),
            "authorized_imports": ", ".join(values["imports"]),
            "native": form.in_text() is not None,
            "single": form.single,
        }
        if self._own is None:
            return fill(f"{form.name}/system", **values)
        needed = ({"tools": _OF_TOOLS} if tools else {}) | ({"managed agents": _OF_AGENTS} if agents else {})
        return fill_own("system_prompt", self._own, values, needed)

    def _described(self, form: ActionFormat, tools: Sequence[Tool]) -> str:
        """Return the tools as the user's template tells them, or as the form of action does."""
        if self._template is None:
            return form.described(tools)
        return "\n".join(fill_own("tool_description_template", self._template, {"tool": tool}) for tool in tools)
