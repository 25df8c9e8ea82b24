"""The guard of class patterns: `case C(x)` reads the attributes that the class names, whatever the subject is.

A stand-in takes the place of each class. Its positional names cannot change any more, as the code can change those of
its own classes at any time, and of what it matches only what the code may read is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.names import is_guarded

_HEAP_TYPE: Final = 1 << 9
_MATCHES_ITSELF: Final = 1 << 22
_MISSING: Final = object()
_name_of: Final[Callable[[type], str]] = type.__dict__["__name__"].__get__
_instance_check: Final[Callable[[type], Any]] = type.__dict__["__instancecheck__"].__get__


class Patterns:
    """The class patterns of one interpreter; what is `known` holds for one run, as it keeps classes alive."""

    def __init__(self, attributes: Attributes, *, trusted: bool) -> None:
        self._attributes = attributes
        self._trusted = trusted
        self.known: dict[tuple[Any, ...], tuple[tuple[Any, ...], list[tuple[Any, Any]]]] = {}

    def check(
        self,
        evaluate: Callable[[], tuple[Any, ...]],
        one_by_one: Callable[[], tuple[Callable[[], Any], ...]],
        guarded: tuple[tuple[str, ...], ...],
    ) -> tuple[Any, ...]:
        """Return what takes the place of the classes of a match statement.

        They are evaluated before the match begins, so what goes wrong with one waits until its turn comes. `guarded`
        holds the guarded names that each pattern reads by keyword.
        """
        try:
            classes = evaluate()
        except Exception:
            return tuple(self._late(each, names) for each, names in zip(one_by_one(), guarded, strict=True))
        if self._trusted:
            return classes
        known = None if any(guarded) else self._remembered(classes)
        if known is not None:
            return known
        stand_ins = tuple(map(self._stand_in, classes, guarded))
        if not any(guarded) and all(type(cls) is type for cls in classes):
            named = [(cls, getattr(cls, "__match_args__", _MISSING)) for cls in classes]
            self.known[classes] = stand_ins, [pair for pair in named if pair[0] not in stand_ins]
        return stand_ins

    def _remembered(self, classes: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """The stand-ins for these classes, if each of them still names what it named when they were made."""
        try:
            stand_ins, named = self.known[classes]
            for cls, names in named:
                if getattr(cls, "__match_args__", _MISSING) is not names:
                    return None
        except Exception:
            return None  # they are new, or no classes
        return stand_ins

    def _late(self, evaluate: Callable[[], Any], guarded: tuple[str, ...]) -> Any:
        try:
            return self._stand_in(evaluate(), guarded)
        except Exception as error:
            return _raising(error)

    def _stand_in(self, cls: Any, guarded: tuple[str, ...]) -> Any:
        if self._trusted or not issubclass(type(cls), type):
            return cls
        if type(cls) is type and not guarded and not cls.__flags__ & _HEAP_TYPE:
            return cls
        try:
            names = getattr(cls, "__match_args__", _MISSING)
        except Exception as error:
            return _raising(error)
        positional = names if type(names) is tuple else ()
        read = [*guarded, *(name for name in positional if type(name) is str and is_guarded(name))]
        return self._fixed(cls, names, read)

    def _fixed(self, cls: Any, names: Any, guarded: Sequence[str]) -> type:
        """A stand-in for `cls` that names `names`; the `guarded` ones are asked about for each match."""
        check = self._attributes.check_unguarded_read

        def instance_check(instance: object) -> bool:
            if not isinstance(instance, cls):
                return False
            for name in guarded:
                check(instance, name)
            return True

        # That of `type` itself is C, and asks nothing of the code.
        asked = instance_check if guarded or type(cls) is not type else _instance_check(cls)
        kind: Any = type("Fixed", (type,), {"__instancecheck__": staticmethod(asked)})
        if names is not _MISSING:
            return kind(_name_of(cls), (), {"__match_args__": names})  # type: ignore[no-any-return]
        return kind(_name_of(cls), (int,) if cls.__flags__ & _MATCHES_ITSELF else (), {})  # type: ignore[no-any-return]


def _raising(error: Exception) -> type:
    class Raising(type):
        def __instancecheck__(cls, instance: object) -> bool:
            raise error

    return Raising("Raising", (), {})
