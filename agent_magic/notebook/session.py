"""A notebook's session: what the extension keeps from cell to cell."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell

from agent_magic.notebook import setup
from agent_magic.notebook.names import check_imports, find_files, find_inputs, find_model, is_model
from agent_magic.notebook.task import CellTask

if TYPE_CHECKING:
    from agent_magic.executors import Executor
    from agent_magic.notebook.places import Places
    from agent_magic.notebook.run import Run

ANSWER = "_agent"


class Session:
    """Runs the tasks of one notebook, one after the other, among its variables.

    What it needs for a run is imported when the first one starts, so that loading the extension stays light.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._variables: dict[str, Any] = shell.user_ns
        self._answered = False
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

        model = find_model(task.model, self._variables) if task.model else UnsetModel()
        inputs = find_inputs(task.inputs, self._variables)
        run = Run(self._shell, task, model, inputs, self._place(task, inputs))
        return request_text(model, run.preview())

    def status(self, model: str, max_steps: int, imports: Iterable[str], executor: str) -> str:
        """Return the set-up as text: the defaults and the last run."""
        return setup.status_text(model, max_steps, imports, executor, self._last)

    def sandbox(self) -> str:
        """Return, as text, what is enforced of a worker's confinement on this machine, each layer tried."""
        return setup.sandbox_text()

    def warm(self) -> str:
        """Start, in the background, the server that workers come from, and say so."""
        return setup.warm_up()

    def models(self, model: str) -> str:
        """Return, as text, the models that are at hand and how each one is chosen."""
        return setup.models_text(self.known_models(model))

    def known_models(self, model: str) -> list[str]:
        """Return names that --model takes: the default, the last one and the variables that hold a model."""
        held = [name for name, value in self._variables.items() if is_model(value) and name[0] != "_"]
        return list(dict.fromkeys(filter(None, (model, self._last.model if self._last else "", *held))))

    def close(self) -> None:
        """Take the last answer out of the notebook's variables, and end the workers and their server."""
        if "_places" in vars(self):
            self._places.close()
            setup.let_go()
        if self._answered:
            self._variables.pop(ANSWER, None)

    @contextmanager
    def _running(self, task: CellTask) -> Iterator[Run]:
        """Make a run, remember how it ended and let its place go."""
        from agent_magic.notebook.run import Run

        inputs = find_inputs(task.inputs, self._variables)
        executor = self._place(task, inputs)
        model = find_model(task.model, self._variables)
        sys.stdout.write(self._places.note(task.place))
        run = Run(self._shell, task, model, inputs, executor)
        try:
            yield run
        finally:
            answer = run.finished.answer if run.finished else None
            self._places.leave(executor, answer)
            self._last = setup.LastRun(task.model, run.finished and replace(run.finished, answer=None))

    def _place(self, task: CellTask, inputs: dict[str, Any]) -> Executor:
        check_imports(task.place.imports)
        return self._places.place(replace(task.place, files=find_files(task.place.files)), inputs)

    @cached_property
    def _places(self) -> Places:
        from agent_magic.notebook.places import Places

        return Places()

    def _keep(self, task: CellTask, answer: object) -> object:
        self._answered = True
        for name in filter(None, (ANSWER, task.output)):
            self._variables[name] = answer
        return answer
