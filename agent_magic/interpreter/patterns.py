"""The guard of class patterns: `case C(x)` reads the attributes that the class names, whatever the subject is.

A stand-in takes the place of each class. Its positional names cannot change any more, as the code can change those of
its own classes at any time, and of what it matches only what the code may read is read.
"""

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from enum import EnumMeta
from typing import Any, Final, Protocol

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.names import is_dunder, is_guarded

_HEAP_TYPE: Final = 1 << 9
_MATCHES_ITSELF: Final = 1 << 22
_MISSING: Final = object()
_REMEMBERED: Final = 1_000

# Their classes are compared by identity, and name what the first of their bases says.
_METACLASSES: Final = frozenset({type, ABCMeta, EnumMeta, type(Protocol)})

_class_dict: Final[Callable[[type], Mapping[str, Any]]] = type.__dict__["__dict__"].__get__
_class_mro: Final[Callable[[type], tuple[type, ...]]] = type.__dict__["__mro__"].__get__
_name_of: Final[Callable[[type], str]] = type.__dict__["__name__"].__get__
_instance_check: Final[Callable[[type], Any]] = type.__dict__["__instancecheck__"].__get__


class Patterns:
    """The class patterns of one interpreter; the stand-ins that can be used again are in `Attributes.matched`."""

    def __init__(self, attributes: Attributes, *, trusted: bool) -> None:
        self._attributes = attributes
        self._trusted = trusted

    def check(
        self,
        evaluate: Callable[[None], tuple[Any, ...]],
        one_by_one: Callable[[None], tuple[Callable[[None], Any], ...]],
        guarded: tuple[tuple[str, ...], ...],
    ) -> tuple[Any, ...]:
        """Return what takes the place of the classes of a match statement.

        They are evaluated before the match begins, so what goes wrong with one waits until its turn comes. `guarded`
        holds the guarded names that each pattern reads by keyword.
        """
        with suppress(Exception):
            classes = evaluate(None)
            return classes if self._trusted else tuple(map(self._stand_in, classes, guarded))
        return tuple(map(self._late, one_by_one(None), guarded))

    def _late(self, evaluate: Callable[[None], Any], guarded: tuple[str, ...]) -> Any:
        try:
            cls = evaluate(None)
        except Exception as error:
            trace = error.__traceback__
            for _ in ("this frame", "that of `evaluate`"):
                trace = trace and trace.tb_next
            return _raising(error.with_traceback(trace))
        return cls if self._trusted else self._stand_in(cls, guarded)

    def _stand_in(self, cls: Any, guarded: tuple[str, ...]) -> Any:
        """What takes the place of `cls`; it is kept where the code has no say in what `cls` answers."""
        if not issubclass(type(cls), type):
            return cls
        if type(cls) not in _METACLASSES:
            return self._anew(cls, guarded)
        matched, key = self._attributes.matched, (cls, *guarded) if guarded else cls
        if key not in matched:
            made = self._anew(cls, guarded)
            if not _names_are_fixed(cls):
                return made
            if len(matched) >= _REMEMBERED:
                matched.clear()
            matched[key] = made
        return matched[key]

    def _anew(self, cls: Any, guarded: tuple[str, ...]) -> Any:
        if type(cls) is type and not guarded and not cls.__flags__ & _HEAP_TYPE:
            return cls
        try:
            names = getattr(cls, "__match_args__", _MISSING)
        except Exception as error:
            return _raising(error)
        positional = names if type(names) is tuple else ()
        read = [*guarded, *(name for name in positional if type(name) is str and is_guarded(name))]
        return self._fixed(cls, names, read)

    def _asking(self, cls: Any, guarded: Sequence[str]) -> Callable[[object], bool]:
        """A check for instances of `cls` of which the `guarded` names may be read."""
        check = self._attributes.check_unguarded_read
        private = all(name[:1] == "_" and not is_dunder(name) for name in guarded)
        own: Container[type] = self._attributes.own if private else ()  # of these all private names are open

        def instance_check(instance: object) -> bool:
            kind = type(instance)
            if kind is not cls and not isinstance(instance, cls):
                return False
            if type(kind) is not type or kind not in own:  # a metaclass may lie about what its classes equal
                for name in guarded:
                    check(instance, name)
            return True

        return instance_check

    def _fixed(self, cls: Any, names: Any, guarded: Sequence[str]) -> type:
        """A stand-in for `cls` that names `names`; the `guarded` ones are asked about for each match."""
        if guarded:
            asked: Any = staticmethod(self._asking(cls, guarded))
        elif type(cls) is type:
            asked = _instance_check(cls)  # it is C, and asks nothing of the code
        else:
            asked = staticmethod(lambda instance: type(instance) is cls or isinstance(instance, cls))
        kind: Any = type("Fixed", (type,), {"__instancecheck__": asked})
        if names is not _MISSING:
            return kind(_name_of(cls), (), {"__match_args__": names})  # type: ignore[no-any-return]
        return kind(_name_of(cls), (int,) if cls.__flags__ & _MATCHES_ITSELF else (), {})  # type: ignore[no-any-return]


def _names_are_fixed(cls: type) -> bool:
    """Whether what a class names for patterns is the same until it is set anew: no descriptor answers for it."""
    every = map(_class_dict, _class_mro(cls))
    return type(next((own["__match_args__"] for own in every if "__match_args__" in own), ())) is tuple


def _raising(error: Exception) -> type:
    class Raising(type):
        def __instancecheck__(cls, instance: object) -> bool:
            raise error

    return Raising("Raising", (), {})
