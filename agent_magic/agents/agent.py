"""An agent: a model, a place where its code runs, and a form of action, put to work on tasks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Self

from agent_magic.agents.action import ActionFormat
from agent_magic.agents.conversation import Conversation
from agent_magic.agents.driving import Moments, awaiting, blocking
from agent_magic.agents.loop import Loop
from agent_magic.agents.prompting import fill
from agent_magic.agents.record import RunRecord
from agent_magic.errors import AgentMagicError, UsageError
from agent_magic.events import Event, RunStarted
from agent_magic.executors import Executor
from agent_magic.inputs import Input, lend
from agent_magic.messages import Message, Request
from agent_magic.models import Model


class Agent:
    """Works on one task after the other; what its code defines lasts, each run begins a new conversation."""

    def __init__(
        self,
        model: Model,
        *,
        form: ActionFormat,
        executor: Executor,
        max_steps: int = 20,
        samples: int = 0,
        instructions: str = "",
    ) -> None:
        if max_steps < 1:
            raise UsageError(f"max_steps must be 1 or more, not {max_steps}")
        self.model = model
        self.executor = executor
        self.max_steps = max_steps
        self.samples = samples
        self.instructions = instructions
        self.last_run: RunRecord | None = None
        self._form = form
        self._loop: Loop | None = None

    @property
    def system_prompt(self) -> str:
        """What the model is told before any task."""
        return fill(
            f"{self._form.name}/system",
            imports=self.executor.imports,
            files=self.executor.files,
            instructions=self.instructions.strip(),
        )

    @property
    def failure(self) -> AgentMagicError | None:
        """The error of the last run, where it failed."""
        return self._loop.failure if self._loop is not None else None

    def iter(self, task: str, /, **inputs: object) -> Iterator[Event]:
        """Work on `task`, with `inputs` as variables of the code, and yield each event as it happens."""
        return blocking(*self._begin(task, inputs))

    def aiter(self, task: str, /, **inputs: object) -> AsyncIterator[Event]:
        """Do as `iter` does, and let the event loop work while the model is waited for."""
        return awaiting(*self._begin(task, inputs))

    def run(self, task: str, /, **inputs: object) -> object:
        """Work on `task` and return the answer, None after `interrupt`; raises the error of a failed run."""
        for _ in self.iter(task, **inputs):
            pass
        if self.failure is not None:
            raise self.failure
        return self.last_run.answer if self.last_run else None

    def interrupt(self) -> None:
        """End the run, from any thread: the model is left at once, code ends at its next step."""
        if self._loop is not None:
            self._loop.stop()

    def close(self) -> None:
        """End what runs and let the place where the code runs go; what the code defined is lost."""
        self.interrupt()
        self.executor.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def preview(self, task: str, /, **inputs: object) -> Request:
        """Return exactly the first request that `task` would send; nothing is sent and nothing changes."""
        return self._conversation(task, self._lend(inputs)).request(self._form.stop_sequences)

    def _begin(self, task: str, inputs: Mapping[str, object]) -> tuple[Moments[None], Callable[..., None]]:
        """Return a new run's moments and what stops it; a run before it that was left is stopped."""
        self.interrupt()
        lent = self._lend(inputs)
        conversation = self._conversation(task, lent)
        variables = {each.name: each.value for each in lent}
        loop = Loop(self.model, self.executor, self._form, conversation, variables)
        record = RunRecord(task, conversation)
        cards = {each.name: each.card for each in lent}
        started = RunStarted(task, self.model.name, self.model.scripted, cards, self.max_steps)
        self._loop, self.last_run = loop, record
        return record.kept(loop.play(started)), loop.stop

    def _lend(self, inputs: Mapping[str, object]) -> list[Input]:
        for name in inputs:
            if name in self.executor.names:
                raise UsageError(f"an input cannot be named {name}: the agent's code needs that name; use another")
        return [lend(name, value, samples=self.samples) for name, value in inputs.items()]

    def _conversation(self, task: str, lent: list[Input]) -> Conversation:
        if not task.strip():
            raise UsageError("the task is empty: say what the agent is to do")
        return Conversation(
            Message("system", self.system_prompt),
            Message("user", fill(f"{self._form.name}/task", task=task.strip(), inputs=lent)),
        )
