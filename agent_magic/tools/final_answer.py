"""The tool that ends a run, for models that call tools."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from agent_magic.interpreter import FinalAnswer
from agent_magic.tools.names import RESERVED
from agent_magic.tools.tool import Tool


class FinalAnswerTool(Tool):
    """Ends the run with its argument as the answer."""

    name = RESERVED
    description = "Give the answer to the task. This ends the work."
    inputs = {"answer": {"type": "any", "description": "The answer, whole and final."}}
    output_type = "any"

    def _name_problem(self) -> str:
        return ""

    def forward(self, answer: Any) -> NoReturn:
        """Raise `FinalAnswer`."""
        raise FinalAnswer(answer)


FINAL_ANSWER: Final = FinalAnswerTool()
