"""Methods that change whatever object they are given, whoever made it, such as `__init__`, `__set__` and `fset`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import BuiltinMethodType, MappingProxyType, MethodType, MethodWrapperType
from typing import Any, Final

from agent_magic.interpreter.attributes import Attributes
from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.proxies import is_super

_class_mro: Final[Callable[[Any], tuple[type, ...]]] = type.__dict__["__mro__"].__get__
_super_self: Final[Callable[[object], object]] = super.__dict__["__self__"].__get__

# Which argument of the unbound method is the object that it changes.
_CHANGED: Final = {"__init__": 0, "__setstate__": 0, "__set__": 1, "__delete__": 1, "fset": 1, "fdel": 1}
_BOUND: Final = (MethodWrapperType, MethodType, BuiltinMethodType)


class Reaching:
    """The twins of such methods, for one interpreter."""

    def __init__(self, attributes: Attributes) -> None:
        self._attributes = attributes

    def of(self) -> Mapping[str, Callable[[Any, str], Any]]:
        """Return the twins, by name."""
        return {**dict.fromkeys(_CHANGED, self._changing), "__members__": self._members}

    def _members(self, obj: Any, name: str) -> Any:
        """Return a read-only view; of what the host made it shows a copy, as a view gives itself away."""
        members = getattr(obj, name)
        if type(members) is not MappingProxyType or self._attributes.is_own(obj):
            return members
        return MappingProxyType(dict(members))

    def _changing(self, obj: Any, name: str) -> Any:
        """Return the method `obj.name`; the host's asks first whether the object that it changes may be changed."""
        attributes = self._attributes
        if name == "__setstate__":
            attributes.check_read(obj, name)
        method = getattr(obj, name)
        if not callable(method) or attributes.is_own_function(method):
            return method
        position = _CHANGED[name]
        if position == 0 and type(method) in _BOUND:
            attributes.check_write(_super_self(obj) if is_super(obj) else obj, "state")
            return method
        if position == 0 and _is_class(obj):
            return self._of_instances(obj, method)
        position -= 1 if name in {"fset", "fdel"} or type(method) in _BOUND else 0

        def change(*args: Any, **options: Any) -> Any:
            if len(args) > position:
                attributes.check_write(args[position], "state")
            return method(*args, **options)

        return change

    def _of_instances(self, cls: Any, method: Any) -> Any:
        """An unbound method of a class, for instances of that class that the code may change."""

        def change(*args: Any, **options: Any) -> Any:
            if args and cls not in _class_mro(type(args[0])):
                raise ForbiddenOperation(f"{method.__qualname__} takes a {cls.__name__} here")
            if args:
                self._attributes.check_write(args[0], "state")
            return method(*args, **options)

        return change


def _is_class(obj: object) -> bool:
    return type in _class_mro(type(obj))
