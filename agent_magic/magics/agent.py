"""`%%agent` and `%agent`: parse the line, hand the task to the notebook's session, return the answer."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from importlib.util import find_spec

from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from traitlets import Bunch, Dict, Enum, Float, Int, List, TraitError, Unicode, default, validate

from agent_magic import __version__
from agent_magic.errors import UsageError
from agent_magic.magics.awaited import AwaitedCells
from agent_magic.magics.completion import SUBCOMMANDS, matcher
from agent_magic.magics.failure import one_line
from agent_magic.magics.options import EXECUTORS, MODES, CellOptions, help_text, parse_line, size, split_line
from agent_magic.magics.sense import WITH_CODE, check_sense
from agent_magic.notebook.hints import close_matches
from agent_magic.notebook.session import Session
from agent_magic.notebook.task import Budget, CellTask, Place


@magics_class
class AgentMagics(Magics):
    """The agent's magics, and the defaults that `%config AgentMagics` shows and sets."""

    model = Unicode("", help="The model where --model is not given.").tag(config=True)
    aliases = Dict(
        key_trait=Unicode(), value_trait=Unicode(), help="Names of yours for models, such as {'small': 'org/name'}."
    ).tag(config=True)
    mode = Enum(MODES, "code", help="How the agent acts where --mode is not given.").tag(config=True)
    max_steps = Int(20, min=1, help="How many steps the agent may take.").tag(config=True)
    imports = List(
        Unicode(),
        help="Modules the code may import beyond the harmless ones; by default the data libraries that are installed.",
    ).tag(config=True)
    samples = Int(0, min=0, help="How many sample values of each input the model is shown.").tag(config=True)
    executor = Enum(
        ("", *EXECUTORS), "", help="Where the code runs; empty is process where the system can confine one, else local."
    ).tag(config=True)
    memory = Unicode("2GiB", help="What the code may take in a process, on top of its inputs.").tag(config=True)
    seconds = Float(
        300.0, min=0.1, allow_none=True, help="How long the code of one step may run; None is for ever."
    ).tag(config=True)

    @validate("memory")
    def _a_size(self, proposal: Bunch) -> str:
        try:
            size(proposal["value"])
        except ArgumentTypeError as error:
            raise TraitError(f"memory {error}") from None
        return str(proposal["value"])

    @default("imports")
    def _installed_libraries(self) -> list[str]:
        """The libraries that the interpreter knows how to lend, as far as they are here."""
        from agent_magic.interpreter.library_tables import MODULES

        return [f"{library}.*" for library in MODULES if find_spec(library) is not None]

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self.session = Session(shell)
        self.cells = AwaitedCells(shell)
        self.matcher = matcher(self._models, lambda: shell.user_ns, self.session.known_tools)

    @no_var_expand
    @line_cell_magic
    def agent(self, line: str, cell: str | None = None) -> object:
        """Run the task of a cell, or show the set-up."""
        with one_line():
            if cell is None:
                self._say(line)
                return None
            task = self._task(line, cell)
            return None if task is None else self.session.run(task)

    async def awaited_cell(self, line: str, cell: str) -> object:
        """Run the task of a cell in a shell that awaits it."""
        with one_line():
            task = self._task(line, cell)
            return None if task is None else await self.session.run_async(task)

    def _task(self, line: str, cell: str) -> CellTask | None:
        """Return what the cell asks for, or None where it was answered already."""
        options = parse_line(line)
        if options.help:
            sys.stdout.write(help_text())
            return None
        if not cell.strip():
            raise UsageError(
                "the cell is empty: write the task, in plain words, on the lines below %%agent. "
                "%%agent --help shows the options."
            )
        mode = options.mode or self.mode
        check_sense(options, mode)
        steps = None if mode == "once" else options.max_steps or self.max_steps
        task = CellTask(
            text=cell.strip(),
            model=options.model or self.model,
            aliases=self.aliases,
            inputs=options.input,
            tools=options.tools,
            output=options.output,
            mode=mode,
            plan=options.plan,
            budget=Budget(steps, options.max_tokens, options.max_seconds),
            samples=self.samples if options.samples is None else options.samples,
            record=options.record,
            replay=options.replay,
            place=self._place(options) if mode in WITH_CODE else None,
        )
        if options.dry_run:
            sys.stdout.write(self.session.preview(task))
            return None
        return task

    def _place(self, options: CellOptions) -> Place:
        """Return where the code of the cell is to run."""
        executor = options.executor or self.executor
        if executor == "local" and options.memory is not None:
            raise UsageError("%%agent: --memory bounds a worker process, not this kernel: leave it out.")
        return Place(
            executor=executor,
            imports=tuple(dict.fromkeys((*self.imports, *options.imports))),
            files=options.files,
            seconds=self.seconds,
            memory=options.memory or size(self.memory),
            trust=options.trust,
        )

    def _say(self, line: str) -> None:
        words = split_line(line) or ["status"]
        if words in (["-h"], ["--help"]):
            sys.stdout.write(help_text())
        elif words == ["status"]:
            status = self.session.status(self.model, self.mode, self.max_steps, self.imports, self.executor)
            sys.stdout.write(f"agent_magic {__version__}\n{status}")
        elif words == ["models"]:
            sys.stdout.write(self.session.models(self.model, self.aliases))
        elif words == ["tools"]:
            sys.stdout.write(self.session.tools())
        elif words == ["sandbox"]:
            sys.stdout.write(self.session.sandbox())
        elif words == ["warm"]:
            sys.stdout.write(self.session.warm())
        else:
            raise UsageError(
                f"%agent knows {', '.join(SUBCOMMANDS)}, not {words[0]!r}"
                f"{close_matches(words[0], SUBCOMMANDS)}. A task goes into a cell that begins with %%agent."
            )

    def _models(self) -> list[str]:
        return self.session.known_models(self.model, self.aliases)


AgentMagics.agent.__doc__ = help_text()
