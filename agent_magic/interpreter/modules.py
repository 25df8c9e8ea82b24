"""What `import` gives: frozen facades, made of the members that the policy allows."""

from __future__ import annotations
import __future__

import copy
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenImport, ForbiddenOperation
from agent_magic.interpreter.libraries import belongs, is_foreign, refused_member, unsafe
from agent_magic.interpreter.policy import Policy
from agent_magic.interpreter.process import Process
from agent_magic.interpreter.standard_library import BASE

_IMPORTED_BY_C: Final = frozenset({"_strptime", "_pylong"})


class Modules:
    """The modules of one interpreter. `twins` are guarded members, by module, that replace or add to the real ones."""

    def __init__(self, policy: Policy, twins: Callable[[str], Mapping[str, Any]], process: Process) -> None:
        self._policy = policy
        self._twins = twins
        self._process = process
        self._load = process.outside(importlib.import_module)
        self._facades: dict[str, ModuleType] = {}
        self._hollow: set[str] = set()

    def import_module(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        """Twin of the built-in `__import__`."""
        if level or type(name) is not str:
            raise ForbiddenImport("a relative import is not possible here; name the module in full")
        if type(fromlist) is list:
            return self._import_for_c(name)
        facade = self._facade(name)
        if not fromlist:
            return self._facades[name.partition(".")[0]]
        for member in fromlist:
            if member != "*" and not hasattr(facade, member):
                self._member(facade, member)
        return facade

    def _import_for_c(self, name: str) -> ModuleType:
        """Import on behalf of a function in C that the code called.

        Such a call gives a list where the import statement gives a tuple or None, and takes the module itself from
        `sys.modules`: so what is returned leads nowhere.
        """
        top = name.partition(".")[0]
        if top not in sys.modules and top not in _IMPORTED_BY_C:
            raise ForbiddenImport(_refusal(name, self._policy))
        importlib.import_module(name)
        return ModuleType(name)

    def _facade(self, name: str, *, along: bool = False) -> ModuleType:
        known = self._facades.get(name)
        if known is not None and name not in self._hollow:
            return known
        if not along and not self._policy.allows(name):
            raise ForbiddenImport(_refusal(name, self._policy))
        reason = unsafe(name)
        if reason is not None:
            raise ForbiddenImport(f"{name} cannot be lent to the code: {reason}")
        module = self._load(name)
        self._process.opened(module)
        facade = self._facades.setdefault(name, ModuleType(name, module.__doc__))
        self._hollow.discard(name)
        if name in BASE:
            vars(facade).update(self._curated(name, module))
        else:
            self._open_lazily(facade, module)
        self._hang(facade)
        return facade

    def _curated(self, name: str, module: ModuleType) -> dict[str, Any]:
        """The members of a module of the base list, and the guarded twins."""
        members = {n: _copied(getattr(module, n)) for n in BASE[name] if hasattr(module, n)}
        members.update({**self._twins(name), **self._process.members(name)})
        return {**members, "__all__": sorted(members)}

    def _open_lazily(self, facade: ModuleType, module: ModuleType) -> None:
        """Make the members of a library appear in its facade when they are first asked for."""
        twins = self._process.wrapped(facade.__name__)

        def member(name: str) -> Any:
            if name == "__all__":
                return self._public_names(facade.__name__, module)
            value = self._lent(facade, module, name)
            self._process.share(value)
            if name in twins:
                value = twins[name](value)
            vars(facade)[name] = value
            return value

        vars(facade)["__getattr__"] = member
        version = getattr(module, "__version__", None)
        if isinstance(version, str):
            vars(facade)["__version__"] = version

    def _public_names(self, full: str, module: ModuleType) -> list[str]:
        """What `import *` gives: the names that the library lists, or all plain ones, without what is not lent."""
        names = getattr(module, "__all__", None) or [name for name in vars(module) if name[:1] != "_"]
        return sorted({name for name in names if name[:1] != "_" and self._is_lent(full, module, name)})

    def _is_lent(self, full: str, module: ModuleType, name: str) -> bool:
        value = getattr(module, name, None)
        if isinstance(value, ModuleType) or value is None:
            return False
        return refused_member(f"{full}.{name}") is None and not is_foreign(full, name, value, _listed(module))

    def _lent(self, facade: ModuleType, module: ModuleType, name: str) -> Any:
        """Return a member of a library, by the policy; raise AttributeError as CPython does where there is none."""
        missing = AttributeError(f"module {facade.__name__!r} has no attribute {name!r}")
        if name[:1] == "_":
            raise missing
        full = f"{facade.__name__}.{name}"
        reason = refused_member(full)
        if reason is not None:
            raise ForbiddenOperation(f"{full} is not allowed: {reason}")
        try:
            value = getattr(module, name)
        except AttributeError:
            raise missing from None
        if isinstance(value, ModuleType):
            return self._submodule(value, full) or _raise(missing)
        if is_foreign(facade.__name__, name, value, _listed(module)):
            raise missing
        return _copied(value)

    def _submodule(self, module: ModuleType, full: str) -> ModuleType | None:
        """The facade of a module that is a member of a library, where the policy lends it with the library."""
        name = module.__name__
        if name.partition(".")[0] != full.partition(".")[0] or self._hidden(name):
            return None
        return self._facade(name, along=True)

    def _hidden(self, name: str) -> bool:
        return not belongs(name) and (unsafe(name) is not None or not self._policy.allows(name))

    def _hang(self, facade: ModuleType) -> None:
        """Make a submodule an attribute of its package, as the import statement expects."""
        parent, _, child = facade.__name__.rpartition(".")
        if not parent:
            return
        if parent not in self._facades and not self._policy.allows(parent):
            self._hollow.add(parent)
            self._facades[parent] = ModuleType(parent)
            self._hang(self._facades[parent])
        package = self._facades.get(parent) or self._facade(parent)
        setattr(package, child, facade)

    def _member(self, facade: ModuleType, member: str) -> None:
        """Import the submodule `member`, or raise as CPython does for a name that is not there."""
        full = f"{facade.__name__}.{member}"
        if self._policy.allows(full):
            try:
                self._facade(full)
            except ModuleNotFoundError:
                raise _no_member(facade.__name__, member) from None
        elif hasattr(self._load(facade.__name__), member):
            raise ForbiddenImport(f"{full} is not allowed; {facade.__name__} is there without it")
        else:
            raise _no_member(facade.__name__, member)


def _no_member(module: str, member: str) -> ImportError:
    """CPython's own error."""
    file = getattr(sys.modules.get(module), "__file__", None)
    where = f"({file})" if file else "(unknown location)"
    return ImportError(f"cannot import name {member!r} from {module!r} {where}", name=module, path=file)


def _listed(module: ModuleType) -> Any:
    return getattr(module, "__all__", ())


def _raise(error: Exception) -> Any:
    raise error


def _copied(value: Any) -> Any:
    if type(value) is type(__future__.annotations):
        return copy.copy(value)
    return value.copy() if type(value) in (list, dict, set) else value


def _refusal(name: str, policy: Policy) -> str:
    known = ", ".join(policy.imports) if policy.imports else "none besides the standard library's harmless part"
    return f"the import of {name} is not allowed; allowed are: {known}"
