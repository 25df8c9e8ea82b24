"""Guards of abstract classes that the whole process asks: what the code registers and says stays its own."""

from __future__ import annotations

import abc
import typing
from collections.abc import Callable, Mapping
from types import MethodType
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.decorator_twins import Registrar
from agent_magic.interpreter.errors import ForbiddenOperation

_class_mro: Final[Callable[[Any], tuple[type, ...]]] = type.__dict__["__mro__"].__get__
_NOBODYS: Final = frozenset({object, abc.ABC, typing.Generic, typing.Protocol})


class Registration:
    """The guards of one interpreter."""

    def __init__(self, attributes: Attributes) -> None:
        self._attributes = attributes

    def of(self) -> Mapping[str, Callable[[Any, str], Any]]:
        """Return the twins of methods, by name."""
        return {"register": self.load_register}

    def load_register(self, obj: Any, name: str) -> Any:
        """Return `obj.register`: of a generic function of the code, or where the policy allows it."""
        register = getattr(obj, name)
        if type(register) is Registrar:
            return register
        self._attributes.check_read(obj, name)
        if type not in _class_mro(type(obj)) or getattr(register, "__module__", None) != "abc":
            return register
        if type(register) is MethodType:
            self._check(obj)
            return register

        def checked(cls: Any, subclass: Any) -> Any:
            self._check(cls)
            return register(cls, subclass)

        return checked

    def _check(self, cls: Any) -> None:
        if not self._attributes.is_own_class(cls) or self._is_asked_by_others(cls):
            raise ForbiddenOperation(
                f"register() of {cls.__name__} is not allowed: it would hold in the whole process; derive from abc.ABC"
            )

    def _is_asked_by_others(self, cls: type) -> bool:
        """Whether an abstract class above it, not the code's own, asks it whose subclass a class is."""
        return any(
            abc.ABCMeta in _class_mro(type(base)) and base not in _NOBODYS and not self._attributes.is_own_class(base)
            for base in _class_mro(cls)
        )

    def build_class(self, body: Any, name: Any, /, *bases: Any, **options: Any) -> Any:
        """Twin of what a class statement calls; the class may have no say in checks of the host."""
        cls: Any = __build_class__(body, name, *bases, **options)
        if abc.ABCMeta not in _class_mro(type(cls)) or not self._is_asked_by_others(cls):
            return cls
        hooks = [(cls, "__subclasshook__"), (type(cls), "__subclasscheck__")]
        for owner, hook in hooks:
            found = next((base for base in _class_mro(owner) if hook in vars(base)), None)
            if found is not None and self._attributes.is_own_class(found):
                type.__delattr__(found, hook)
                raise ForbiddenOperation(
                    f"{hook} of a class below a shared abstract class is not allowed: the whole process would ask it"
                )
        return cls
