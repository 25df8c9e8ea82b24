"""What a run may use: steps, tokens and seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from time import perf_counter

from agent_magic.errors import UsageError
from agent_magic.events import Status


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one run, each of which ends it with the best answer there is; None is no limit.

    `steps` are replies that act, `tokens` all that the server counts, of prompts and of replies, `seconds` wall time.
    """

    steps: int = 20
    tokens: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise UsageError(f"max_steps must be 1 or more, not {self.steps}")
        if self.tokens is not None and self.tokens < 1:
            raise UsageError(f"max_tokens must be 1 or more, not {self.tokens}")
        if self.seconds is not None and not self.seconds > 0:
            raise UsageError(f"max_seconds must be more than 0, not {self.seconds:g}")

    def words(self, status: Status) -> str:
        """Return how the limit is called that ended a run with `status`."""
        if status == "max_tokens":
            return f"{self.tokens:,} tokens"
        if status == "max_seconds":
            return f"{self.seconds:g} seconds"
        return "1 step" if self.steps == 1 else f"{self.steps} steps"


class OutOf(Exception):
    """A limit of the run was reached."""

    def __init__(self, status: Status) -> None:
        super().__init__(status)
        self.status: Status = status


class Deadline:
    """When a run's seconds are over."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else perf_counter() + seconds

    @property
    def passed(self) -> bool:
        """Whether it is over."""
        return self._end is not None and perf_counter() > self._end

    @contextmanager
    def calling(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Call `interrupt`, from another thread, where it is over before the block is."""
        if self._end is None:
            yield
            return
        timer = Timer(max(0.0, self._end - perf_counter()), interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def check(self) -> None:
        """Raise `OutOf` where it is over."""
        if self.passed:
            raise OutOf("max_seconds")
