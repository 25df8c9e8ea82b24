"""The form of an action: what the model is asked to write, and how it is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from agent_magic.agents.replies import without_thinking

OBSERVATION = "Observation:"


@dataclass(frozen=True, slots=True)
class Action:
    """What a reply comes to: a thought, and the code that does what it wants done."""

    thought: str
    code: str


class ActionFormat(ABC):
    """One way to write actions.

    `name` is the folder of its prompts, `stop_sequences` end a reply where the model would go on alone.
    """

    name: str
    stop_sequences: tuple[str, ...] = ()

    def said(self, reply: str) -> str:
        """Return what of `reply` stays in the conversation."""
        return without_thinking(reply)

    def observed(self, observation: str) -> str:
        """Return the message that tells the model what came of its action."""
        return f"{OBSERVATION}\n{observation}"

    @abstractmethod
    def parse(self, reply: str, *, cut: bool = False) -> Action:
        """Return the action that `reply` holds; `cut` tells that the server ended it at its limit of tokens.

        Raises a `ParsingError` whose message is said to the model.
        """
