"""What the loop asks of the place where actions are done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent_magic.agents.driving import Moments
from agent_magic.agents.formats import Action
from agent_magic.messages import Image
from agent_magic.tools import Toolbox


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an action: what the model is told, a text for each call that it made, one for code.

    `error` is what went wrong, where `final` is true `value` is the answer, else what the action came to. `images`
    are the pictures that it showed, `interrupt` is what the user stopped it with.
    """

    observations: Sequence[str]
    error: str | None = None
    final: bool = False
    value: object = None
    images: Sequence[Image] = ()
    interrupt: KeyboardInterrupt | None = None

    @property
    def observation(self) -> str:
        """All that the model is told."""
        return "\n\n".join(self.observations)


class Environment(ABC):
    """Does actions and says what came of them."""

    @property
    @abstractmethod
    def names(self) -> frozenset[str]:
        """Names that neither inputs nor tools may have."""

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules that code may import."""
        return ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files and folders that code may read."""
        return ()

    @abstractmethod
    def begin(self, variables: Mapping[str, object], toolbox: Toolbox) -> None:
        """Get ready for a run in which `variables` are set and the tools of `toolbox` are lent."""

    @abstractmethod
    def act(self, step: int, action: Action) -> Moments[Result]:
        """Do `action`, yield the events of it, and return what came of it."""

    @abstractmethod
    def interrupt(self) -> None:
        """End what is being done, from any thread."""

    def close(self) -> None:  # noqa: B027 - most places hold nothing
        """Let everything go."""
