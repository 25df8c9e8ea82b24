"""What the code may do: the syntax, names and modules that the interpreter lets through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from agent_magic.interpreter.files import NO_FILES, Files
from agent_magic.interpreter.standard_library import BASE


@dataclass(frozen=True)
class Policy:
    """The rules of one interpreter.

    `imports` names modules besides the harmless part of the standard library: `"numpy"` allows that module alone,
    `"numpy.*"` its submodules too. `files` lends folders; `network` lets libraries open connections. `trusted` lets
    everything through; guards and limits stay in place.
    """

    imports: Sequence[str] = ()
    trusted: bool = False
    files: Files = NO_FILES
    network: bool = False

    @classmethod
    def permissive(cls) -> Self:
        """Return a policy that allows everything, for tests of the interpreter's semantics."""
        return cls(trusted=True)

    def allows(self, module: str) -> bool:
        """Whether the code may import the module of this dotted name."""
        return self.trusted or module in BASE or any(_matches(pattern, module) for pattern in self.imports)

    def allowed_names(self) -> list[str]:
        """Return what may be imported, to be shown."""
        return [*sorted(BASE), *self.imports]


def _matches(pattern: str, module: str) -> bool:
    head, star, _ = pattern.partition(".*")
    return module == head or (bool(star) and module.startswith(f"{head}.")) or pattern == "*"
