"""Agents that an agent calls: each call is a run of its own, whose events come up through the caller's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from agent_magic.agents.prompting import fill
from agent_magic.errors import AgentError
from agent_magic.events import Event, Nested, RunFinished, RunStarted
from agent_magic.messages import Usage
from agent_magic.worker.outputs import Kept

if TYPE_CHECKING:
    from agent_magic.agents.agent import Agent
    from agent_magic.agents.managed import ManagedAgent


class Nesting:
    """The calls of other agents in one agent's runs.

    `live`, where it is set, gets each event at once, in the thread of the call; `events` yields them all to the
    caller's loop, as soon as that comes by.
    """

    def __init__(self) -> None:
        self.live: Callable[[Nested], None] | None = None
        self.usage = Usage()
        self._step = 0
        self._tokens: int | None = None
        self._numbers = count(1)
        self._calls = count(1)
        self._waiting: SimpleQueue[Nested] = SimpleQueue()
        self._lock = threading.Lock()
        self._at_work: list[Agent] = []
        self._stopped = False

    def begin_run(self) -> None:
        """A new run of the caller begins."""
        self._numbers, self._calls, self._waiting, self._stopped = count(1), count(1), SimpleQueue(), False
        self.usage = Usage()

    def begin_step(self, step: int, tokens: int | None) -> None:
        """Calls from now on belong to `step`; `tokens` are left to each of them, None is no limit."""
        self._step, self._tokens = step, tokens

    def call(self, called: ManagedAgent, task: str, variables: Mapping[str, object]) -> object:
        """Have an agent work on `task` and return what it reports; from any thread, one task at a time."""
        number, step = next(self._calls), self._step
        agent, name = called.agent, called.name
        asked = fill("managed/task", name=name, description=called.description, task=task.strip())
        with agent.working:
            with self._lock:
                if self._stopped:
                    raise AgentError(f"{name} was not asked: the run is over")
                self._at_work.append(agent)
            try:
                for event in agent.work(asked, variables, tokens=self._tokens):
                    if isinstance(event, RunStarted):  # told by the task as it was given, without our words around it
                        event = replace(event, task=task.strip())
                    self._tell(step, number, name, event)
                return _report(called)
            finally:
                self._at_work.remove(agent)

    def events(self) -> Iterator[Nested]:
        """Yield what has happened in the calls since."""
        while True:
            try:
                nested = self._waiting.get_nowait()
            except Empty:
                return
            if isinstance(nested.event, RunFinished):
                self.usage += nested.event.usage
            yield nested

    def interrupt(self) -> None:
        """Stop the agents that are at work, from any thread."""
        with self._lock:
            self._stopped = True
            at_work = list(self._at_work)
        for agent in at_work:
            agent.interrupt()

    def _tell(self, step: int, call: int, name: str, event: Event) -> None:
        with self._lock:
            nested = Nested(step, next(self._numbers), call, name, event)
            self._waiting.put(nested)
        if self.live is not None:
            self.live(nested)


def _report(called: ManagedAgent) -> object:
    """Return the answer of an agent that has worked; raises `AgentError` where there is none."""
    run = called.agent.last_run
    if run is None or run.status in (None, "stopped"):
        raise AgentError(f"{called.name} was stopped before it had an answer")
    if run.status == "failed":
        raise AgentError(f"{called.name} failed: {run.error}")
    answer = repr(run.answer) if isinstance(run.answer, Kept) else run.answer
    if run.status == "success" and not called.provide_run_summary:
        return answer
    steps = run.steps if called.provide_run_summary else []
    return fill("managed/report", name=called.name, status=run.status, answer=answer, steps=steps)
