"""The built-in names that the code sees: the harmless ones as they are, and guarded twins of the rest."""

from __future__ import annotations

import builtins
import itertools
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final, cast

from agent_magic.interpreter.attributes import Attributes, exact_name
from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.meter import Meter
from agent_magic.interpreter.names import INTERNAL, OPEN, is_guarded
from agent_magic.interpreter.sizes import Sizes

PLAIN: Final = frozenset(
    """
    abs aiter all anext any ascii bin bool bytearray bytes callable chr classmethod complex dict divmod enumerate
    filter float frozenset hasattr hash hex id int isinstance issubclass len list map max memoryview min next object
    oct ord print property range repr reversed round set slice sorted staticmethod str sum super tuple type zip
    None True False Ellipsis NotImplemented __debug__ __build_class__
    """.split()
) | {name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)}

_MISSING: Final = object()

# What is refused by name, with what to do instead.
_REFUSED: Final = {
    "eval": "write the expression as code",
    "exec": "write the statements as code",
    "compile": "write the code itself",
    "input": "ask through final_answer",
    "breakpoint": "print what you want to see",
    "exit": "let the code come to its end",
    "quit": "let the code come to its end",
    "help": "print the __doc__ of what you want to know about",
}


class BuiltinTwins:
    """Guarded twins of built-in functions that read, store or list attributes, and of endless iterators."""

    def __init__(self, attributes: Attributes, sizes: Sizes, meter: Meter) -> None:
        self._attributes = attributes
        self._sizes = sizes
        self._meter = meter

    def table(self, import_module: Callable[..., Any], open_file: Callable[..., Any]) -> dict[str, Any]:
        """Return the built-in names of the code."""
        own = {
            "getattr": self.getattr, "setattr": self.setattr, "delattr": self.delattr, "vars": self.vars,
            "dir": self.dir, "globals": self.globals, "locals": self.locals, "iter": self.iter,
            "pow": self._sizes.pow, "format": self._sizes.format, "__import__": import_module, "open": open_file,
        }  # fmt: skip
        return {**_SAME_FOR_ALL, **own}

    def getattr(self, obj: Any, name: Any, default: Any = _MISSING, /) -> Any:
        """Twin of the built-in."""
        name = exact_name(name)
        if not is_guarded(name):
            return getattr(obj, name) if default is _MISSING else getattr(obj, name, default)
        try:
            return self._attributes.load(obj, name)
        except AttributeError:
            if default is _MISSING:
                raise
            return default

    def setattr(self, obj: Any, name: Any, value: Any, /) -> None:
        """Twin of the built-in."""
        name = exact_name(name)
        self._attributes.check_write(obj, name)
        setattr(obj, name, self._attributes.reclass(value) if name == "__class__" else value)

    def delattr(self, obj: Any, name: Any, /) -> None:
        """Twin of the built-in."""
        name = exact_name(name)
        self._attributes.check_write(obj, name)
        delattr(obj, name)

    def vars(self, *args: Any) -> Any:
        """Twin of the built-in."""
        if not args:
            return _shown(sys._getframe(1).f_locals)
        self._attributes.check_read(args[0], "__dict__")
        return vars(*args)

    def dir(self, *args: Any) -> list[str]:
        """Twin of the built-in."""
        if not args:
            return sorted(_shown(sys._getframe(1).f_locals))
        if type(args[0]) is ModuleType:
            return sorted(vars(args[0]).get("__all__", ()))
        return [name for name in dir(*args) if name in OPEN or name not in INTERNAL]

    def globals(self) -> dict[str, Any]:
        """Twin of the built-in."""
        return sys._getframe(1).f_globals

    def locals(self) -> dict[str, Any]:
        """Twin of the built-in."""
        return _shown(sys._getframe(1).f_locals)

    def iter(self, obj: Any, *sentinel: Any) -> Any:
        """Twin of the built-in; each round of the endless form pays a tick."""
        made = iter(obj, *sentinel)
        return itertools.compress(made, self._meter.truths) if sentinel else made


def _shown(variables: Any) -> dict[str, Any]:
    """The variables without our own; the very mapping where there are none of ours and CPython would give it."""
    if type(variables) is not dict or any(name[:1] == "." for name in variables if type(name) is str):
        return {name: value for name, value in variables.items() if name[:1] != "."}
    return cast(dict[str, Any], variables)


def _refusing(name: str, hint: str) -> Callable[..., Any]:
    def refused(*args: Any, **options: Any) -> Any:
        raise ForbiddenOperation(f"{name}() is not allowed; {hint}")

    refused.__name__ = refused.__qualname__ = name
    return refused


_SAME_FOR_ALL: Final = {
    **{name: _refusing(name, hint) for name, hint in _REFUSED.items()},
    **{name: getattr(builtins, name) for name in PLAIN},
}
