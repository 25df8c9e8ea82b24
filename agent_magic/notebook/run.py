"""One task of a cell: the agent that is built for it, the view that draws it, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from agent_magic.agents import RunRecord
from agent_magic.display import view
from agent_magic.errors import AgentError
from agent_magic.events import Event, RunFinished
from agent_magic.executors import Executor, LocalExecutor
from agent_magic.messages import Request
from agent_magic.models import Model
from agent_magic.notebook.building import agent_for
from agent_magic.notebook.interrupts import Interrupts
from agent_magic.notebook.lent import Lent
from agent_magic.notebook.task import CellTask
from agent_magic.worker.outputs import Kept


class Run:
    """Drives an agent through one task and feeds the view."""

    def __init__(
        self,
        shell: InteractiveShell,
        task: CellTask,
        model: Model,
        inputs: Mapping[str, Any],
        lent: Lent,
        executor: Executor | None,
    ) -> None:
        self._task = task
        self._inputs = inputs
        self._view = view(shell)
        self._agent = agent_for(task, model, lent, executor)
        if isinstance(executor, LocalExecutor):  # what happens in its code comes as events when the code has run
            executor.live = self._view.preview
            self._agent.nesting.live = self._view.handle
        self._view.on_stop = self._agent.interrupt
        self.finished: RunFinished | None = None

    @property
    def record(self) -> RunRecord | None:
        """What is known of the run; None before it began.

        An answer that stayed in a worker keeps the worker; what is told of the run does not.
        """
        record = self._agent.last_run
        if record is not None and isinstance(record.answer, Kept):
            record.answer = replace(record.answer, home=None)
            record.events = [
                replace(event, answer=record.answer) if isinstance(event, RunFinished) else event
                for event in record.events
            ]
        return record

    def preview(self) -> Request:
        """Return the first request as it would be sent."""
        return self._agent.preview(self._task.text, **self._inputs)

    def to_end(self) -> object:
        """Run to the end in this thread and return the answer."""
        with self._to_the_last_event():
            for event in self._agent.iter(self._task.text, **self._inputs):
                self._take(event)
        return self._answer()

    async def to_end_async(self) -> object:
        """Run to the end, letting the kernel work between the model's words, and return the answer."""
        with self._to_the_last_event(), Interrupts(self._agent.interrupt):
            async for event in self._agent.aiter(self._task.text, **self._inputs):
                self._take(event)
        return self._answer()

    @contextmanager
    def _to_the_last_event(self) -> Iterator[None]:
        """Leave the lasting form, however the run ends; an interrupt is told by `_answer`, which has none."""
        with suppress(KeyboardInterrupt):
            try:
                yield
            finally:
                self._view.finish()
                self._view.on_stop = None

    def _take(self, event: Event) -> None:
        if isinstance(event, RunFinished):
            self.finished = event
        self._view.handle(event)

    def _answer(self) -> object:
        """Return the answer; raises where there is none, so that the cell fails."""
        finished = self.finished
        if finished is None or finished.status == "stopped":
            raise KeyboardInterrupt("the agent was stopped; the steps that it had finished are kept")
        if finished.status == "failed":
            raise self._agent.failure or AgentError(finished.error or "the run failed without saying why")
        return finished.answer
