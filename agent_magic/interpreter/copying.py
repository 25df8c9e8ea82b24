"""The `copy` module of one interpreter: a private one, whose memo shows nothing of what the host made."""

from __future__ import annotations

import copy
import copyreg
import importlib.util
from collections.abc import Callable, Mapping
from functools import cache
from importlib.abc import InspectLoader
from importlib.machinery import ModuleSpec
from types import CodeType, MethodType, ModuleType
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes

_OURS: Final = __name__.partition(".")[0]
_MADE_ANEW: Final = (copyreg.__newobj__, copyreg.__newobj_ex__)  # type: ignore[attr-defined]
_class_module: Final[Callable[[type], object]] = type.__dict__["__module__"].__get__


def private_module(name: str) -> Any:
    """Return a fresh copy of a module of the standard library."""
    module = ModuleType(name)
    module.__spec__, code = _read(name)
    exec(code, vars(module))
    return module


@cache
def _read(name: str) -> tuple[ModuleSpec, CodeType]:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert isinstance(spec.loader, InspectLoader)
    code = spec.loader.get_code(name)
    assert code is not None
    return spec, code


class Copying:
    """Copies for one interpreter.

    What the host's classes hold is copied by the real module, apart from the code's memo, in which the code could look
    it up. A state is put only into what the code may change.
    """

    def __init__(self, attributes: Attributes) -> None:
        self._attributes = attributes
        self.module = private_module("copy")
        self._rebuild = self.module._reconstruct
        self.module._reconstruct = self._reconstruct
        self._copy_method = self.module._deepcopy_dispatch[MethodType]
        self.module._deepcopy_dispatch[MethodType] = self._method

    def members(self) -> Mapping[str, Any]:
        """Return what the code gets of the module."""
        names = ("copy", "deepcopy", "replace")
        return {name: getattr(self.module, name) for name in names if hasattr(self.module, name)}

    def _reconstruct(
        self, x: Any, memo: Any, func: Any, args: Any, state: Any = None, *items: Any, **options: Any
    ) -> Any:
        if memo is not None and not self._attributes.holds_nothing_of_the_host(type(x)):
            return copy.deepcopy(x)
        if state is None:
            return self._rebuild(x, memo, func, args, state, *items, **options)
        made = self._rebuild(x, memo, func, args, **options)
        if type(made) is not type(x) or func not in _MADE_ANEW:
            self._attributes.check_write(made, "state")
        return self._rebuild(x, memo, lambda: made, (), state, *items, **options)

    def _method(self, x: Any, memo: Any) -> Any:
        home = _class_module(type(x.__self__))
        if type(home) is str and home.partition(".")[0] == _OURS:
            return x  # one of our own twins
        return self._copy_method(x, memo)
