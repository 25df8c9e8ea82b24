"""The loop: ask the model, read its action, run it, tell it what came of it, until there is an answer.

It is a generator that never waits: where nothing has come yet it yields an `Idle`, and its driver waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from time import perf_counter

from agent_magic.agents.action import Action, ActionFormat
from agent_magic.agents.conversation import Conversation
from agent_magic.agents.driving import Idle, Moments
from agent_magic.agents.hearing import Reply, event_of
from agent_magic.agents.listening import Listening
from agent_magic.agents.observations import observation_of
from agent_magic.agents.prompting import fill
from agent_magic.errors import AgentError, AgentMagicError, InputError, ParsingError
from agent_magic.events import (
    ActionParsed,
    Displayed,
    OutputDelta,
    RequestSent,
    RunFinished,
    RunStarted,
    Status,
    StepFinished,
    StepStarted,
)
from agent_magic.executors import Executor
from agent_magic.interpreter import Outcome
from agent_magic.messages import Usage
from agent_magic.models import Model
from agent_magic.worker.outputs import Output, Printed


class Stopped(Exception):
    """The run was stopped from outside."""


class Loop:
    """One run of an agent. `failure` holds the error of a run that failed."""

    def __init__(
        self,
        model: Model,
        executor: Executor,
        form: ActionFormat,
        conversation: Conversation,
        variables: Mapping[str, object],
    ) -> None:
        self.failure: AgentMagicError | None = None
        self._model = model
        self._executor = executor
        self._form = form
        self._conversation = conversation
        self._variables = variables
        self._listening: Listening | None = None
        self._stopping = False
        self._interrupt: BaseException | None = None
        self._steps = 0
        self._usage = Usage()

    def stop(self, interrupt: BaseException | None = None) -> None:
        """End the run soon, from any thread; `interrupt` is raised again after the last event."""
        if not self._stopping:
            self._stopping, self._interrupt = True, interrupt
        if self._listening is not None:
            self._listening.close()
        self._executor.interrupt()

    def play(self, started: RunStarted) -> Moments[None]:
        """Yield the events of the run, from `started` to the `RunFinished`."""
        status: Status = "failed"
        begun, answer = perf_counter(), None
        yield started
        try:
            status, answer = yield from self._to_answer(started.max_steps)
        except Stopped:
            status = "stopped"
        except KeyboardInterrupt as interrupt:
            self.stop(interrupt)
            status = "stopped"
        except AgentMagicError as failure:
            self.failure = failure
        error = " ".join(str(self.failure).split()) if self.failure else None
        yield RunFinished(status, answer, self._steps, self._usage, perf_counter() - begun, error)
        if self._interrupt is not None:
            raise self._interrupt

    def _to_answer(self, max_steps: int) -> Moments[tuple[Status, object]]:
        """Take steps until one gives the answer; after the last one, have the model say its best."""
        self._executor.start()
        self._executor.expose(variables=self._variables)
        for step in range(1, max_steps + 1):
            outcome = yield from self._step(step)
            if outcome is not None and outcome.final:
                return "success", outcome.value
        return "max_steps", (yield from self._last_words(max_steps))

    def _step(self, step: int) -> Moments[Outcome | None]:
        """Ask, read the action and run it; a reply without one is answered with the form it must have."""
        begun, outcome, error = perf_counter(), None, None
        reply = yield from self._ask(step)
        said = self._form.said(reply.text)
        try:
            action = self._form.parse(said, cut=reply.cut)
        except ParsingError as fault:
            action, error = Action(said, ""), str(fault)
            observation = fill(f"{self._form.name}/unreadable", fault=fault)
        else:
            yield ActionParsed(step, action.thought, action.code)
            outcome, outputs = yield from self._act(step, action.code)
            error = outcome.error.traceback if outcome.error else None
            observation = observation_of(outputs, outcome)
        self._remember(said, self._form.observed(observation))
        yield self._finished(step, action, error, observation, reply.usage, begun)
        return outcome

    def _ask(self, step: int) -> Moments[Reply]:
        """Send the conversation and yield the reply as it comes."""
        self._check()
        yield StepStarted(step)
        request = self._conversation.request(self._form.stop_sequences)
        yield RequestSent(step, request)
        reply = Reply(self._model.name)
        with closing(Listening(self._model, request)) as self._listening:
            while not reply.ended:
                for chunk in self._listening.chunks():
                    self._check()
                    reply.hear(chunk)
                    if (event := event_of(step, chunk)) is not None:
                        yield event
                self._check()
                reply.check_time()
                if not reply.ended:
                    yield Idle(self._listening.wait)
        self._usage += reply.usage
        return reply

    def _act(self, step: int, code: str) -> Moments[tuple[Outcome, list[Output]]]:
        """Run the code and yield what it puts out."""
        outputs: list[Output] = []
        with closing(self._executor.iter(code)) as run:
            self._check()
            while True:
                try:
                    output = next(run)
                except StopIteration as end:
                    outcome: Outcome = end.value
                    break
                if output is None:
                    yield Idle()
                    continue
                outputs.append(output)
                yield (
                    OutputDelta(step, output.text) if isinstance(output, Printed) else Displayed(step, output.bundle)
                )
        error = outcome.error.exception if outcome.error is not None else None
        if isinstance(error, InputError):
            raise error  # no code of the model can mend it
        if isinstance(error, KeyboardInterrupt):
            self.stop(error)
        return outcome, outputs

    def _last_words(self, max_steps: int) -> Moments[str]:
        """Have the model answer in words, now that it has no steps left."""
        begun, step = perf_counter(), max_steps + 1
        self._conversation.add("user", fill(f"{self._form.name}/last_words", max_steps=max_steps))
        reply = yield from self._ask(step)
        answer = self._form.said(reply.text)
        if not answer:
            steps = "1 step" if max_steps == 1 else f"{max_steps} steps"
            raise AgentError(f"there was no answer within {steps}, and the model gave none after that")
        self._conversation.add("assistant", answer)
        yield self._finished(step, Action(answer, ""), None, "", reply.usage, begun)
        return answer

    def _finished(
        self, step: int, action: Action, error: str | None, observation: str, usage: Usage, begun: float
    ) -> StepFinished:
        self._steps += 1
        seconds = perf_counter() - begun
        return StepFinished(step, action.thought, action.code, error, observation, usage, seconds)

    def _remember(self, said: str, observation: str) -> None:
        self._conversation.add("assistant", said or "(an empty reply)")
        self._conversation.add("user", observation)

    def _check(self) -> None:
        if self._stopping:
            raise Stopped
