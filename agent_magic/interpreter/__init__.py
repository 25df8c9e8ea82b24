"""A restricted Python that is Python: source is checked, rewritten, compiled by CPython and run apart.

It keeps honest code from doing harm by accident and stops every escape we know of; it is not a security boundary
against a determined attacker.
"""

from agent_magic.interpreter.errors import FinalAnswer, ForbiddenOperation, LimitExceeded
from agent_magic.interpreter.files import Files
from agent_magic.interpreter.interpreter import Interpreter
from agent_magic.interpreter.limits import Limits
from agent_magic.interpreter.outcome import ErrorReport, Outcome
from agent_magic.interpreter.policy import Policy
from agent_magic.interpreter.trace import TracedLine

__all__ = [
    "ErrorReport",
    "Files",
    "FinalAnswer",
    "ForbiddenOperation",
    "Interpreter",
    "LimitExceeded",
    "Limits",
    "Outcome",
    "Policy",
    "TracedLine",
]
