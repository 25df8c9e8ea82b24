"""What `import` gives: frozen facades, made of the members that the policy allows."""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from agent_magic.interpreter.errors import ForbiddenImport
from agent_magic.interpreter.libraries import BASE
from agent_magic.interpreter.policy import Policy


class Modules:
    """The modules of one interpreter. `twins` are guarded members, by module, that replace or add to the real ones."""

    def __init__(self, policy: Policy, twins: Callable[[str], Mapping[str, Any]]) -> None:
        self._policy = policy
        self._twins = twins
        self._facades: dict[str, ModuleType] = {}

    def import_module(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> Any:
        """Twin of the built-in `__import__`."""
        if self._policy.trusted:
            return builtins.__import__(name, globals, locals, fromlist or (), level)
        if level or type(name) is not str:
            raise ForbiddenImport("a relative import is not possible here; name the module in full")
        facade = self._facade(name)
        if not fromlist:
            return self._facades[name.partition(".")[0]]
        for member in fromlist:
            if member != "*" and not hasattr(facade, member):
                self._member(facade, member)
        return facade

    def _facade(self, name: str) -> ModuleType:
        known = self._facades.get(name)
        if known is not None and not getattr(known, "_hollow", False):
            return known
        if not self._policy.allows(name):
            raise ForbiddenImport(_refusal(name, self._policy))
        module = importlib.import_module(name)
        facade = self._facades.setdefault(name, ModuleType(name, module.__doc__))
        vars(facade).pop("_hollow", None)
        vars(facade).update(self._members(name, module))
        self._hang(facade)
        return facade

    def _members(self, name: str, module: ModuleType) -> dict[str, Any]:
        allowed = BASE.get(name)
        real = (
            vars(module)
            if allowed is None
            else {n: getattr(module, n) for n in allowed if hasattr(module, n)}
        )
        members = {
            key: _copied(value)
            for key, value in real.items()
            if key[:1] != "_" and type(value) is not ModuleType
        }
        members.update(self._twins(name))
        version = getattr(module, "__version__", None)
        if isinstance(version, str):
            members["__version__"] = version
        members["__all__"] = sorted(members)
        return members

    def _hang(self, facade: ModuleType) -> None:
        """Make a submodule an attribute of its package, as the import statement expects."""
        parent, _, child = facade.__name__.rpartition(".")
        if parent:
            package = self._facades.get(parent)
            if package is None:
                package = self._package(parent)
            setattr(package, child, facade)

    def _package(self, name: str) -> ModuleType:
        if self._policy.allows(name):
            return self._facade(name)
        hollow = self._facades[name] = ModuleType(name)
        vars(hollow)["_hollow"] = True
        self._hang(hollow)
        return hollow

    def _member(self, facade: ModuleType, member: str) -> None:
        """Import the submodule `member`, or raise as CPython does for a name that is not there."""
        full = f"{facade.__name__}.{member}"
        real = importlib.import_module(facade.__name__)
        if isinstance(getattr(real, member, None), ModuleType) or not hasattr(real, member):
            if self._policy.allows(full):
                self._facade(full)
                return
            if not hasattr(real, member):
                raise ImportError(f"cannot import name {member!r} from {facade.__name__!r}")
        raise ForbiddenImport(f"{full} is not allowed; {facade.__name__} is there without it")


def _copied(value: Any) -> Any:
    return value.copy() if type(value) in (list, dict, set) else value


def _refusal(name: str, policy: Policy) -> str:
    known = (
        ", ".join(policy.imports) if policy.imports else "none besides the standard library's harmless part"
    )
    return f"the import of {name} is not allowed; allowed are: {known}"
