"""What an agent may call: tools made of functions and classes, and the box that holds them."""

from agent_magic.tools.final_answer import FINAL_ANSWER
from agent_magic.tools.functions import FunctionTool, as_tool, tool
from agent_magic.tools.tool import Tool
from agent_magic.tools.toolbox import Toolbox

__all__ = ["FINAL_ANSWER", "FunctionTool", "Tool", "Toolbox", "as_tool", "tool"]
