"""What the loop asks of a place where code runs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Mapping
from types import TracebackType
from typing import Self

from agent_magic.interpreter import Outcome
from agent_magic.worker.outputs import Output


class Executor(ABC):
    """A namespace that lasts from run to run, and the interpreter that runs code in it."""

    @property
    @abstractmethod
    def imports(self) -> tuple[str, ...]:
        """The modules that the code may import, as the model is told them."""

    @property
    @abstractmethod
    def names(self) -> frozenset[str]:
        """The names of lent functions, which no variable may take."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files and folders that the code may read, as the model is told them."""
        return ()

    def start(self) -> None:  # noqa: B027 - most places need nothing
        """Get ready; called before the first run, and harmless when called again."""

    @abstractmethod
    def expose(
        self,
        *,
        functions: Mapping[str, Callable[..., object]] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        """Lend `functions` (called on the host) and put `variables` into the namespace."""

    @abstractmethod
    def iter(self, code: str) -> Generator[Output | None, None, Outcome]:
        """Run `code`, yield what it puts out (None where nothing came for a while), return the outcome."""

    def run(self, code: str) -> Outcome:
        """Run `code` to its end and return the outcome."""
        outputs = self.iter(code)
        while True:
            try:
                next(outputs)
            except StopIteration as stop:
                outcome: Outcome = stop.value
                return outcome

    @abstractmethod
    def interrupt(self) -> None:
        """End the code that is running, from any thread; the run returns an outcome whose error says so."""

    def stop(self) -> None:  # noqa: B027 - most places hold nothing
        """Let everything go; the namespace is lost."""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
