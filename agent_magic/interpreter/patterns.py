"""The guard of class patterns: `case C(x)` reads the attributes that the class names, whatever the subject is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.names import is_guarded


class Patterns:
    """The class patterns of one interpreter."""

    def __init__(self, attributes: Attributes, *, trusted: bool) -> None:
        self._attributes = attributes
        self._trusted = trusted

    def check(self, evaluate: Callable[[], Any], guarded_names: tuple[str, ...]) -> Any:
        """Return the class of a pattern, or a class that raises once it is matched.

        `evaluate` is the class expression of the code. It is evaluated before the match begins, so what it raises
        waits until the pattern's turn comes.
        """
        try:
            cls = evaluate()
        except Exception as error:
            return _raising(error)
        if self._trusted or not issubclass(type(cls), type):
            return cls
        names = (*guarded_names, *self._positional(cls))
        if any(is_guarded(name) for name in names) and not self._is_honest(cls):
            return _raising(ForbiddenOperation(f"a pattern may not read {', '.join(names)}"))
        if type(cls) is type or not self._attributes.is_own_class(type(cls)):
            return cls
        return _fixed(cls, self._positional(cls))

    def _positional(self, cls: Any) -> tuple[str, ...]:
        names = getattr(cls, "__match_args__", ())
        return names if type(names) is tuple and all(type(name) is str for name in names) else ()

    def _is_honest(self, cls: type) -> bool:
        """Whether only instances of a class of the code can match."""
        return self._attributes.is_own_class(cls) and not self._attributes.is_own_class(type(cls))


def _raising(error: Exception) -> type:
    class Raising(type):
        def __instancecheck__(cls, instance: object) -> bool:
            raise error

    return Raising("Raising", (), {})


def _fixed(cls: Any, positional: tuple[str, ...]) -> type:
    """A stand-in whose positional names cannot change any more: a metaclass of the code may answer as it likes."""

    class Fixed(type):
        def __instancecheck__(self, instance: object) -> bool:  # noqa: N804
            return isinstance(instance, cls)

    return Fixed(cls.__name__, (), {"__match_args__": positional})
