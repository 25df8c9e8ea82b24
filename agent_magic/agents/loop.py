"""The loop: ask the model, read its action, do it, tell it what came of it, until there is an answer.

It is a generator that never waits: where nothing has come yet it yields an `Idle`, and its driver waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, Final

from agent_magic.agents.asking import Asking, Stopped
from agent_magic.agents.budget import Budget, Deadline, OutOf
from agent_magic.agents.conversation import Conversation
from agent_magic.agents.driving import Moments
from agent_magic.agents.environments import Environment, Result
from agent_magic.agents.formats import Action, ActionFormat, Answer, Code, parsed_event
from agent_magic.agents.hearing import Reply, event_of
from agent_magic.agents.nesting import Nesting
from agent_magic.agents.planning import Planner
from agent_magic.agents.prompting import fill
from agent_magic.errors import AgentError, AgentMagicError, ParsingError, ToolsRefused
from agent_magic.events import RunFinished, RunStarted, Status, StepFinished, StepStarted
from agent_magic.messages import Message, Usage
from agent_magic.tools import Toolbox

UNREADABLE: Final = 3
"""Replies in a row without an action, after which the run fails."""
SECONDS_FOR_LAST_WORDS: Final = 1.5
"""How long the model has for them where the run's seconds are over."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a run is to go.

    `form` is how the model acts; `tools` are those that the server's own tool-calling is told of; `in_text` is the
    form, and the system prompt, for a server that has no tool-calling. `refused` says why an answer is not accepted,
    None where it is.
    """

    form: ActionFormat
    budget: Budget
    planner: Planner
    refused: Callable[[object], str | None]
    tools: tuple[Mapping[str, Any], ...] = ()
    grammar: Mapping[str, Any] | None = None
    in_text: tuple[ActionFormat, str] | None = None


class Loop:
    """One run of an agent. `failure` holds the error of a run that failed."""

    def __init__(
        self, asking: Asking, environment: Environment, nesting: Nesting, conversation: Conversation, course: Course
    ) -> None:
        self.failure: AgentMagicError | None = None
        self._asking = asking
        self._environment = environment
        self._nesting = nesting
        self._conversation = conversation
        self._course = course
        self._deadline = Deadline(course.budget.seconds)
        self._interrupt: BaseException | None = None
        self._step_now = 0
        self._steps = 0
        self._unreadable = 0
        self._seen = ""

    def stop(self, interrupt: BaseException | None = None) -> None:
        """End the run soon, from any thread; `interrupt` is raised again after the last event."""
        if not self._asking.stopping:
            self._interrupt = interrupt
        self._asking.stop()
        self._environment.interrupt()

    def fail(self, failure: AgentMagicError) -> None:
        """End the run with an error that came up outside of it."""
        self.failure = self.failure or failure
        self._asking.stop()

    def play(self, started: RunStarted, variables: Mapping[str, object], toolbox: Toolbox) -> Moments[None]:
        """Yield the events of a run with `variables` and tools, from `started` to the `RunFinished`."""
        status: Status = "failed"
        begun, answer = perf_counter(), None
        yield started
        try:
            self._nesting.begin_run()
            self._environment.begin(variables, toolbox)
            status, answer = yield from self._to_answer()
        except Stopped:
            status = "stopped"
        except KeyboardInterrupt as interrupt:
            self.stop(interrupt)
            status = "stopped"
        except AgentMagicError as failure:
            self.failure = failure
        yield from self._nesting.events()
        if self.failure is not None:
            status, answer = "failed", None
        error = " ".join(str(self.failure).split()) if self.failure else None
        usage = self._asking.usage + self._nesting.usage
        yield RunFinished(status, answer, self._steps, usage, perf_counter() - begun, error)
        if self._interrupt is not None:
            raise self._interrupt

    def _to_answer(self) -> Moments[tuple[Status, object]]:
        """Take steps until one gives the answer; where a limit is reached, have the model say its best."""
        try:
            for step in range(1, self._course.budget.steps + 1):
                self._asking.check_tokens(self._nesting.usage)
                if self._course.planner.is_due(step):
                    yield from self._course.planner.plan(step, self._asking, self._conversation, self._deadline)
                result = yield from self._step(step)
                if result.final:
                    return "success", result.value
                self._deadline.check()
        except OutOf as reached:
            return reached.status, (yield from self._best_answer(reached.status))
        return "max_steps", (yield from self._best_answer("max_steps"))

    def _step(self, step: int) -> Moments[Result]:
        """Ask, read the action and do it; a reply without one is answered with the form that it must have."""
        begun, self._step_now = perf_counter(), step
        self._asking.check()
        yield StepStarted(step)
        reply = yield from self._ask(step)
        said = self._course.form.said(reply.text)
        action: Action
        try:
            action = self._course.form.parse(said, reply.calls, cut=reply.cut)
        except ParsingError as fault:
            action, result = Code(said, ""), self._unread(fault)
        else:
            self._unreadable = 0
            yield parsed_event(step, action)
            result = self._accepted((yield from self._act(step, action)))
        self._remember(said, reply, result)
        yield self._finished(step, action, result, reply.usage, begun)
        if result.interrupt is not None and not self._deadline.passed:
            self.stop(result.interrupt)
        if self._unreadable == (1 if self._course.form.single else UNREADABLE):
            raise AgentError(f"the model's reply could not be read: {result.error} It said: {said[:500]!r}")
        if self._course.form.single and not result.final:
            self._asking.check()
            self._deadline.check()
            raise AgentError(f"the code did not give an answer. {(result.error or '').strip().splitlines()[-1]}")
        return result

    def _ask(self, step: int) -> Moments[Reply]:
        """Ask for an action; a server that has no tool-calling is asked again, in its text."""
        course = self._course
        options: dict[str, Any] = {"tools": course.tools, "grammar": course.grammar}
        try:
            return (
                yield from self._asking.ask(step, self._deadline, event_of, stops=course.form.stop_sequences, **options)
            )
        except ToolsRefused:
            if course.in_text is None:
                raise
        form, system = course.in_text
        self._course = replace(course, form=form, tools=(), in_text=None)
        self._conversation.set_system(system)
        return (yield from self._ask(step))

    def _act(self, step: int, action: Action) -> Moments[Result]:
        """Do the action, in what is left of the run's time."""
        self._asking.check()
        if isinstance(action, Answer):
            return Result([], final=True, value=action.text)
        self._nesting.begin_step(step, self._asking.tokens_left(self._nesting.usage))
        with (
            self._deadline.calling(self._environment.interrupt),
            closing(self._environment.act(step, action)) as moments,
        ):
            result = yield from moments
        return replace(result, final=True) if self._course.form.single and result.error is None else result

    def _accepted(self, result: Result) -> Result:
        """Return the result, which is no answer yet where the user's checks refuse it."""
        reason = self._course.refused(result.value) if result.final else None
        if reason is None:
            return result
        told = fill("run/refused", reason=reason)
        return Result([told] * max(1, len(result.observations)), f"The answer was not accepted: {reason}")

    def _unread(self, fault: ParsingError) -> Result:
        self._unreadable += 1
        return Result([fill(f"{self._course.form.name}/unreadable", fault=fault)], str(fault))

    def _best_answer(self, status: Status) -> Moments[object]:
        """Have the model answer in words, now that a limit is reached; where no time is left, tell what was seen."""
        begun, step = perf_counter(), self._step_now + 1
        limit = self._course.budget.words(status)
        asked = fill("run/last_words", limit=limit, calls=self._course.form.by_calls)
        deadline = Deadline(SECONDS_FOR_LAST_WORDS if status == "max_seconds" else None)
        yield StepStarted(step)
        try:
            reply = yield from self._asking.ask(step, deadline, event_of, extra=asked)
        except OutOf:
            seen = f" What was seen last:\n{self._seen}" if self._seen else ""
            return f"There was no answer within {limit}.{seen}"
        answer = self._course.form.said(reply.text)
        if not answer:
            raise AgentError(f"there was no answer within {limit}, and the model gave none after that")
        self._conversation.add("user", asked)
        self._conversation.add("assistant", answer)
        yield self._finished(step, Code(answer, ""), Result([]), reply.usage, begun)
        return answer

    def _finished(self, step: int, action: Action, result: Result, usage: Usage, begun: float) -> StepFinished:
        self._steps += 1
        self._seen = result.observation or self._seen
        seconds = perf_counter() - begun
        return StepFinished(step, action.thought, action.code, result.error, result.observation, usage, seconds)

    def _remember(self, said: str, reply: Reply, result: Result) -> None:
        """Add the reply and what came of it to the conversation."""
        calls, observations = tuple(reply.calls), list(result.observations)
        if len(calls) > 1 and len(observations) != len(calls):
            observations += ["Not done."] * (len(calls) - len(observations))
        observed = self._course.form.observed(calls, observations)
        if result.images and getattr(self._asking.model, "takes_images", False):
            observed.append(Message("user", "What was shown:", images=tuple(result.images)))
        message = Message("assistant", said if said or calls else "(an empty reply)", calls=calls)
        self._conversation.add_step(message, observed)
