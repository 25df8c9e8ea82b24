"""A notebook's session: what the extension keeps from cell to cell."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell

from agent_magic.notebook import setup
from agent_magic.notebook.names import (
    check_here,
    check_imports,
    find_files,
    find_inputs,
    find_model,
    is_engine,
    is_model,
)
from agent_magic.notebook.task import CellTask, Place

if TYPE_CHECKING:
    from agent_magic.executors import Executor
    from agent_magic.models import Model
    from agent_magic.notebook.lent import Lent
    from agent_magic.notebook.places import Places
    from agent_magic.notebook.run import Run

ANSWER = "_agent"
RECORD = "_run"


class Session:
    """Runs the tasks of one notebook, one after the other, among its variables.

    What it needs for a run is imported when the first one starts, so that loading the extension stays light.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._variables: dict[str, Any] = shell.user_ns
        self._left: set[str] = set()
        self._last: setup.LastRun | None = None

    def run(self, task: CellTask) -> object:
        """Run the task in this thread, leave the answer in the notebook's variables and return it."""
        with self._running(task) as run:
            return self._keep(task, run.to_end())

    async def run_async(self, task: CellTask) -> object:
        """Do as `run` does while the kernel goes on reading its messages."""
        with self._running(task) as run:
            return self._keep(task, await run.to_end_async())

    def preview(self, task: CellTask) -> str:
        """Return, as text, exactly what would be sent to the model first."""
        from agent_magic.notebook.dry_run import UnsetModel, request_text
        from agent_magic.notebook.run import Run

        inputs, lent, executor = self._lent(task)
        model = self._model(task) if task.model or task.replay else UnsetModel()
        return request_text(model, Run(self._shell, task, model, inputs, lent, executor).preview())

    def status(self, model: str, mode: str, max_steps: int, imports: Iterable[str], executor: str) -> str:
        """Return the set-up as text: the defaults and the last run."""
        return setup.status_text(model, mode, max_steps, imports, executor, self._last)

    def sandbox(self) -> str:
        """Return, as text, what is enforced of a worker's confinement on this machine, each layer tried."""
        return setup.sandbox_text()

    def warm(self) -> str:
        """Start, in the background, the server that workers come from, and say so."""
        return setup.warm_up()

    def models(self, model: str, aliases: Mapping[str, str]) -> str:
        """Return, as text, the models that are at hand and how each one is chosen."""
        return setup.models_text(model, aliases, self._held_models())

    def known_models(self, model: str, aliases: Mapping[str, str]) -> list[str]:
        """Return names that --model takes: the default, the last one, aliases and the variables that hold a model."""
        last = self._last.model if self._last else ""
        return list(dict.fromkeys(filter(None, (model, last, *aliases, *self._held_models()))))

    def tools(self) -> str:
        """Return, as text, the functions, tools and agents that --tools takes."""
        from agent_magic.notebook.lent import tools_text

        return tools_text(self._variables)

    def known_tools(self) -> list[str]:
        """Return the variables that --tools takes."""
        from agent_magic.notebook.lent import lendable

        return list(lendable(self._variables))

    def close(self) -> None:
        """Take what the last run left out of the notebook's variables, and end the workers and their server."""
        if "_places" in vars(self):
            self._places.close()
            setup.let_go()
        for name in self._left:
            self._variables.pop(name, None)

    @contextmanager
    def _running(self, task: CellTask) -> Iterator[Run]:
        """Make a run, remember how it ended and let its place go."""
        from agent_magic.notebook.cassettes import on_cassette
        from agent_magic.notebook.run import Run

        inputs, lent, executor = self._lent(task)
        model = self._model(task)
        run = Run(self._shell, task, model, inputs, lent, executor)
        if task.place is not None:
            sys.stdout.write(self._places.note(task.place))
        try:
            with on_cassette(model if task.record or task.replay else None, lent.agents):
                yield run
        finally:
            answer = run.finished.answer if run.finished else None
            if executor is not None:
                self._places.leave(executor, answer)
            chosen = f"replay:{task.replay}" if task.replay else task.model
            self._last = setup.LastRun(chosen, run.finished and replace(run.finished, answer=None))
            if run.record is not None:
                self._leave(RECORD, run.record)

    def _lent(self, task: CellTask) -> tuple[dict[str, Any], Lent, Executor | None]:
        """Return the inputs, what can be called, and where the code runs, None where none does."""
        from agent_magic.notebook.lent import find_tools, with_time_for_agents

        inputs = find_inputs(task.inputs, self._variables)
        lent = find_tools(task.tools, self._variables, inputs)
        if task.place is None:
            check_here(inputs, task.mode)
            return inputs, lent, None
        place = with_time_for_agents(task.place) if lent.agents else task.place
        return inputs, lent, self._place(place, inputs)

    def _model(self, task: CellTask) -> Model:
        from agent_magic.models import ReplayModel

        if task.replay:
            return ReplayModel(task.replay)
        model = find_model(task.model, self._variables, task.aliases)
        return ReplayModel.record(model, task.record) if task.record else model

    def _held_models(self) -> list[str]:
        held = {name: value for name, value in self._variables.items() if not name.startswith("_")}
        return [name for name, value in held.items() if is_model(value) or is_engine(value)]

    def _place(self, place: Place, inputs: dict[str, Any]) -> Executor:
        check_imports(place.imports)
        return self._places.place(replace(place, files=find_files(place.files)), inputs)

    @cached_property
    def _places(self) -> Places:
        from agent_magic.notebook.places import Places

        return Places()

    def _keep(self, task: CellTask, answer: object) -> object:
        self._leave(ANSWER, answer)
        if task.output:
            self._variables[task.output] = answer
        return answer

    def _leave(self, name: str, value: object) -> None:
        self._variables[name] = value
        self._left.add(name)
