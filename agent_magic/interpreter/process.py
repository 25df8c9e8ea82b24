"""What the code gets of the process around it: files, libraries and the state that they keep."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from types import ModuleType, coroutine
from typing import Any

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.borrowed import BorrowedState
from agent_magic.interpreter.exposure import Ownership
from agent_magic.interpreter.file_twins import FileTwins
from agent_magic.interpreter.files import rules_of
from agent_magic.interpreter.library_twins import LibraryTwins
from agent_magic.interpreter.policy import Policy
from agent_magic.interpreter.remains import Remains
from agent_magic.interpreter.tripwire import Tripwire


class Process:
    """The process as one interpreter lends it."""

    def __init__(self, policy: Policy, attributes: Attributes, remains: Remains) -> None:
        self._remains = remains
        self._trusted = policy.trusted
        rules = rules_of(policy.files)
        self.files = FileTwins(rules)
        self._libraries = LibraryTwins(rules)
        self._tripwire = Tripwire(rules, network=policy.network)
        self.state = BorrowedState()
        self._outer: list[Tripwire | None] = []
        self._ownership = Ownership(policy.imports)
        attributes.twins_of.append(self._libraries.attributes)
        attributes.is_changeable = self._ownership.is_changeable
        attributes.needs_twin = self._libraries.needs_twin

    def exposed(self, variables: Mapping[str, object]) -> dict[str, object]:
        """Return the host's variables as the code gets them."""
        if self._trusted:
            return dict(variables)
        return self._ownership.exposed(variables)

    def members(self, module: str) -> Mapping[str, Any]:
        """Return twins of a module's members, by name."""
        return self.files.of(module)

    def wrapped(self, module: str) -> Mapping[str, Callable[[Any], Any]]:
        """Return what makes twins of a library's members, by name."""
        return self._libraries.of(module)

    def share(self, member: object) -> None:
        """Note that a member of a library is the host's too: the code may not set its attributes."""
        self._ownership.share(member)

    def opened(self, module: ModuleType) -> None:
        """Note that the code has imported a module."""
        file = getattr(module, "__file__", None)
        if "." not in module.__name__ and isinstance(file, str):
            self._tripwire.library_folders.add(_place(file, is_package=hasattr(module, "__path__")))
        root = module.__name__.partition(".")[0]
        if root not in sys.stdlib_module_names or root == "warnings":
            self.state.opened(root)
        self._remains.opened(module.__name__)

    def __enter__(self) -> None:
        """Be on the watch, with the code's state in place of the host's."""
        if not self._trusted:
            self.state.enter()
            self._outer.append(self._tripwire.arm())

    def __exit__(self, *_: object) -> None:
        if not self._trusted:
            self._tripwire.disarm(self._outer.pop())
            self.state.leave()

    def outside(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function of the host that does what it likes while the code runs, also where it awaits or yields."""
        idle = self._tripwire.idle

        def call(*args: Any, **options: Any) -> Any:
            with idle():
                result = function(*args, **options)
            if inspect.iscoroutine(result):
                return _awaited(result, idle)
            return _resumed(result, idle) if inspect.isgenerator(result) else result

        call.__doc__ = function.__doc__
        return call


@cache
def _place(file: str, *, is_package: bool) -> str:
    """The folder of a package, or the file of a module."""
    path = Path(file).resolve()
    return str(path.parent if is_package else path)


_Idle = Callable[[], AbstractContextManager[None]]


async def _awaited(steps: Any, idle: _Idle) -> Any:
    return await coroutine(_resumed)(steps, idle)


def _resumed(steps: Any, idle: _Idle) -> Generator[Any, Any, Any]:
    """Run a generator or coroutine of the host, each of its steps out of the tripwire's sight."""
    resume, given = steps.send, None
    while True:
        try:
            with idle():
                item = resume(given)
        except StopIteration as end:
            return end.value
        try:
            resume, given = steps.send, (yield item)
        except GeneratorExit:
            with idle():
                steps.close()
            raise
        except BaseException as error:
            resume, given = steps.throw, error
