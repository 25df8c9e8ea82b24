"""An agent: a model, an environment and a form of action, put to work on tasks."""

from __future__ import annotations

import sys
import threading
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Mapping
from contextlib import closing
from typing import Any, Self, Unpack

from agent_magic.agents import logs
from agent_magic.agents.asking import Asking
from agent_magic.agents.budget import Budget
from agent_magic.agents.callbacks import StepCallbacks
from agent_magic.agents.checks import check_checks, why_refused
from agent_magic.agents.conversation import Conversation
from agent_magic.agents.driving import Idle, Moments, awaiting, blocking
from agent_magic.agents.environments import Environment
from agent_magic.agents.formats import ActionFormat
from agent_magic.agents.loop import Course, Loop
from agent_magic.agents.managed import ManagedAgent
from agent_magic.agents.nesting import Nesting
from agent_magic.agents.options import AgentOptions
from agent_magic.agents.planning import Planner
from agent_magic.agents.prompting import fill
from agent_magic.agents.record import RunRecord, script_of
from agent_magic.agents.system_prompts import SystemPrompt
from agent_magic.errors import AgentMagicError, UsageError
from agent_magic.events import Event, RunStarted
from agent_magic.inputs import Input, lend, pictures
from agent_magic.messages import Message, Request
from agent_magic.models import Model, as_model
from agent_magic.tools import Toolbox

CONTEXT_TOKENS = 60_000


class Agent:
    """Works on one task after the other; what its code defines lasts, each run begins a new conversation.

    `model` is a `Model`, a plain callable, or a name such as `resolve` takes. The options are `AgentOptions`.
    """

    def __init__(
        self,
        model: Model | Callable[..., Any] | str,
        form: ActionFormat,
        environment: Environment,
        nesting: Nesting,
        **options: Unpack[AgentOptions],
    ) -> None:
        unknown = options.keys() - AgentOptions.__annotations__.keys()
        if unknown:
            raise UsageError(f"an agent has no option {min(unknown)}; it has {', '.join(AgentOptions.__annotations__)}")
        self.model = as_model(model)
        self.name = options.get("name")
        self.description = options.get("description")
        self.max_steps = options.get("max_steps", 1 if form.single else 20)
        self.max_tokens = options.get("max_tokens")
        self.max_seconds = options.get("max_seconds")
        self.context_tokens = options.get("context_tokens", CONTEXT_TOKENS)
        self.planning_interval = options.get("planning_interval")
        self.final_answer_checks = list(options.get("final_answer_checks", ()))
        self.samples = options.get("samples", 0)
        self.instructions = options.get("instructions", "")
        self.grammar = options.get("grammar")
        self.toolbox = Toolbox(options.get("tools", ()))
        self.managed_agents = _managed(options.get("managed_agents", ()), nesting)
        self.last_run: RunRecord | None = None
        self.working = threading.RLock()
        self.nesting = nesting
        self._prompt = SystemPrompt(options.get("system_prompt"), options.get("tool_description_template"))
        self._callbacks = StepCallbacks(options.get("step_callbacks", ()), self)
        self._form = form
        self._environment = environment
        self._runs: list[RunRecord] = []
        self._conversation: Conversation | None = None
        self._loop: Loop | None = None
        self._budget()
        self._planner()
        check_checks(self.final_answer_checks)
        self._tools()
        self._system(form)

    @property
    def system_prompt(self) -> str:
        """What the model is told before any task."""
        return self._system(self._form_now())

    @property
    def failure(self) -> AgentMagicError | None:
        """The error of the last run, where it failed."""
        return self._loop.failure if self._loop is not None else None

    def iter(
        self,
        task: str,
        /,
        *,
        reset: bool = True,
        additional_args: Mapping[str, object] | None = None,
        **inputs: object,
    ) -> Generator[Event, None, None]:
        """Work on `task` and yield each event as it happens.

        `inputs`, and `additional_args`, become variables: data, pictures, which a model that sees is shown once, paths
        and addresses, which are texts. With `reset` False it goes on with the conversation of the last run.
        """
        return blocking(*self._begin(task, {**(additional_args or {}), **inputs}, reset=reset))

    def aiter(
        self,
        task: str,
        /,
        *,
        reset: bool = True,
        additional_args: Mapping[str, object] | None = None,
        **inputs: object,
    ) -> AsyncIterator[Event]:
        """Do as `iter` does, and let the event loop work while the model is waited for."""
        return awaiting(*self._begin(task, {**(additional_args or {}), **inputs}, reset=reset))

    def run(
        self,
        task: str,
        /,
        *,
        reset: bool = True,
        additional_args: Mapping[str, object] | None = None,
        **inputs: object,
    ) -> object:
        """Work on `task` as `iter` does and return the answer, None after `interrupt`.

        Raises the error of a failed run; `last_run` tells the rest.
        """
        for _ in self.iter(task, reset=reset, additional_args=additional_args, **inputs):
            pass
        if self.failure is not None:
            raise self.failure
        return self.last_run.answer if self.last_run else None

    def work(self, task: str, variables: Mapping[str, object], *, tokens: int | None) -> Generator[Event, None, None]:
        """Do as `iter` does for another agent, which has `tokens` left for it; None is no limit."""
        return blocking(*self._begin(task, variables, reset=True, tokens=tokens))

    def interrupt(self) -> None:
        """End the run, from any thread: the model is left at once, code ends at its next step."""
        if self._loop is not None:
            self._loop.stop()

    def close(self) -> None:
        """End what runs and let the place where the code runs go; what the code defined is lost."""
        self.interrupt()
        self._environment.close()
        for managed in self.managed_agents.values():
            managed.agent.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def preview(self, task: str, /, **inputs: object) -> Request:
        """Return exactly the first request that `task` would send; nothing is sent and nothing changes."""
        form = self._form_now()
        conversation = self._new_conversation(form)
        self._ask_for(conversation, task, self._lend(inputs), inputs)
        return conversation.request(form.stop_sequences, self._definitions(form), self.grammar)

    @property
    def logs(self) -> list[dict[str, Any]]:
        """The runs since the last reset as dicts, with the keys of the transformers agents."""
        return logs.logs_of(self._runs, self.system_prompt)

    def write_memory_to_messages(self, summary: bool = False) -> list[dict[str, Any]]:
        """Return the conversation as messages; as a `summary`, tasks, actions and what came of them."""
        return logs.messages_of(self._runs, summary=summary)

    def replay(self, detailed: bool = False) -> None:
        """Print the runs since the last reset again; `detailed` adds all that was said to the model."""
        sys.stdout.write("".join(f"{line}\n" for line in logs.lines_of(self._runs, detailed=detailed)))

    def code(self) -> str:
        """Return the code of all steps that worked since the last reset, as one script."""
        return script_of(self._runs)

    def _begin(
        self, task: str, inputs: Mapping[str, object], *, reset: bool, tokens: int | None = None
    ) -> tuple[Moments[None], Callable[..., None]]:
        """Return a new run's moments and what stops it; a run before it that was left is stopped."""
        self.interrupt()
        form, toolbox, lent = self._form_now(), self._tools(), self._lend(inputs)
        budget = self._budget(tokens)
        course = Course(
            form,
            budget,
            self._planner(),
            lambda answer: why_refused(self.final_answer_checks, answer, record, self),
            self._definitions(form),
            self.grammar,
            self._in_text(form),
        )
        if reset or self._conversation is None:
            conversation, self._runs = self._new_conversation(form), []
        else:
            conversation = self._conversation
            conversation.set_system(self._system(form))
        self._ask_for(conversation, task, lent, inputs)
        record = RunRecord(task, conversation)
        asking = Asking(self.model, conversation, budget.tokens)
        loop = Loop(asking, self._environment, self.nesting, conversation, course)
        cards = {each.name: each.card for each in lent}
        replayed = bool(getattr(self.model, "replayed", False))
        started = RunStarted(task, self.model.name, self.model.scripted, cards, self.max_steps, replayed)
        variables = {each.name: each.value for each in lent}
        self._conversation, self._loop, self.last_run = conversation, loop, record
        self._runs.append(record)
        return self._watched(loop.play(started, variables, toolbox), loop, record), loop.stop

    def _watched(self, moments: Moments[None], loop: Loop, record: RunRecord) -> Moments[None]:
        """Pass the moments of a run on, keep its events and call the user's callbacks."""
        try:
            with closing(moments):
                for moment in moments:
                    if not isinstance(moment, Idle):
                        record.take(moment)
                        try:
                            self._callbacks(moment)
                        except AgentMagicError as error:
                            loop.fail(error)
                    yield moment
        finally:
            record.end()

    def _budget(self, tokens: int | None = None) -> Budget:
        limits = [limit for limit in (self.max_tokens, tokens) if limit is not None]
        return Budget(self.max_steps, min(limits, default=None), self.max_seconds)

    def _planner(self) -> Planner:
        return Planner(self.planning_interval, max_steps=self.max_steps, calls=self._form.by_calls)

    def _form_now(self) -> ActionFormat:
        return self._form.for_model(self.model)

    def _in_text(self, form: ActionFormat) -> tuple[ActionFormat, str] | None:
        """Return the form in text, and its system prompt, of one that has the server read calls."""
        in_text = form.in_text()
        return None if in_text is None else (in_text, self._system(in_text))

    def _tools(self) -> Toolbox:
        """Return all that can be called now; raises `UsageError` where a name is taken."""
        toolbox = Toolbox([*self.toolbox, *self.managed_agents.values(), *self._form.own_tools])
        if clash := self._environment.names & set(toolbox.names):
            raise UsageError(f"no tool can be named {min(clash)}: the code has that name for its own; rename the tool")
        return toolbox

    def _definitions(self, form: ActionFormat) -> tuple[dict[str, Any], ...]:
        return self._tools().definitions if form.in_text() is not None else ()

    def _system(self, form: ActionFormat) -> str:
        return self._prompt.text(
            form,
            list(self.toolbox),
            list(self.managed_agents.values()),
            imports=self._environment.imports,
            files=self._environment.files,
            instructions=self.instructions.strip(),
            sees=bool(getattr(self.model, "takes_images", False)),
        )

    def _lend(self, inputs: Mapping[str, object]) -> list[Input]:
        taken = self._environment.names | set(self.toolbox.names) | self.managed_agents.keys()
        for name in inputs:
            if name in taken:
                raise UsageError(f"an input cannot be named {name}: the agent's code needs that name; use another")
        return [lend(name, value, samples=self.samples) for name, value in inputs.items()]

    def _new_conversation(self, form: ActionFormat) -> Conversation:
        return Conversation(Message("system", self._system(form)), budget=self.context_tokens)

    def _ask_for(self, conversation: Conversation, task: str, lent: list[Input], inputs: Mapping[str, object]) -> None:
        """Put the task into the conversation, with the pictures among its inputs for a model that sees."""
        if not task.strip():
            raise UsageError("the task is empty: say what the agent is to do")
        images = pictures(inputs.values()) if getattr(self.model, "takes_images", False) else ()
        conversation.add("user", fill("run/task", task=task.strip(), inputs=lent, calls=self._form.by_calls), images)


def _managed(agents: Iterable[Any], nesting: Nesting) -> dict[str, ManagedAgent]:
    """Return agents as tools, by name; raises `UsageError` where one is none, or two have one name."""
    lent: dict[str, ManagedAgent] = {}
    for each in agents:
        if not isinstance(each, Agent | ManagedAgent):
            raise UsageError(f"managed_agents holds {each!r}, which is no agent")
        made = each if isinstance(each, ManagedAgent) else ManagedAgent(each)
        if made.name in lent:
            raise UsageError(f"two managed agents are named {made.name}: rename one")
        lent[made.name] = made.lent_to(nesting)
    return lent
