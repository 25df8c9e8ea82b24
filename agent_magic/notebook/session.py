"""A notebook's session: what the extension keeps from cell to cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell

from agent_magic.notebook import setup
from agent_magic.notebook.names import check_imports, find_inputs, find_model, is_model
from agent_magic.notebook.task import CellTask

if TYPE_CHECKING:
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
        run = self._begin(task)
        try:
            return self._keep(task, run.to_end())
        finally:
            self._last = setup.LastRun(task.model, run.finished)

    async def run_async(self, task: CellTask) -> object:
        """Do as `run` does while the kernel goes on reading its messages."""
        run = self._begin(task)
        try:
            return self._keep(task, await run.to_end_async())
        finally:
            self._last = setup.LastRun(task.model, run.finished)

    def preview(self, task: CellTask) -> str:
        """Return, as text, exactly what would be sent to the model first."""
        from agent_magic.notebook.dry_run import UnsetModel, request_text

        model = find_model(task.model, self._variables) if task.model else UnsetModel()
        inputs = find_inputs(task.inputs, self._variables)
        return request_text(model, self._run(task, model, inputs).preview())

    def status(self, model: str, max_steps: int, imports: Iterable[str]) -> str:
        """Return the set-up as text: the defaults and the last run."""
        return setup.status_text(model, max_steps, imports, self._last)

    def models(self, model: str) -> str:
        """Return, as text, the models that are at hand and how each one is chosen."""
        return setup.models_text(self.known_models(model))

    def known_models(self, model: str) -> list[str]:
        """Return names that --model takes: the default, the last one and the variables that hold a model."""
        held = [name for name, value in self._variables.items() if is_model(value) and name[0] != "_"]
        return list(dict.fromkeys(filter(None, (model, self._last.model if self._last else "", *held))))

    def forget(self) -> None:
        """Take the last answer out of the notebook's variables."""
        if self._answered:
            self._variables.pop(ANSWER, None)

    def _begin(self, task: CellTask) -> Run:
        inputs = find_inputs(task.inputs, self._variables)
        return self._run(task, find_model(task.model, self._variables), inputs)

    def _run(self, task: CellTask, model: Any, inputs: dict[str, Any]) -> Run:
        from agent_magic.notebook.run import Run

        check_imports(task.imports)
        return Run(self._shell, task, model, inputs)

    def _keep(self, task: CellTask, answer: object) -> object:
        self._answered = True
        for name in filter(None, (ANSWER, task.output)):
            self._variables[name] = answer
        return answer
