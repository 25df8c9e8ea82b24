"""One action for the whole task: a plan, then one piece of code that does everything."""

from __future__ import annotations

from agent_magic.agents.formats.code import CodeFormat


class OnceFormat(CodeFormat):
    """Python in a fenced block, written once; what it gives is the answer."""

    name = "once"
    single = True
