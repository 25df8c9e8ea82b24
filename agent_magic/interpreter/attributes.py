"""The guards of attributes: what may be read from and stored on which receiver.

One policy serves every road to an attribute: attribute syntax, `getattr` and its kin, `operator.attrgetter`,
fields of `str.format`, class patterns, `super()`. What the code made itself is open to it; of what the host made,
plain names may be read, and stored on instances only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from types import (
    AsyncGeneratorType,
    BuiltinFunctionType,
    CellType,
    CodeType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    TracebackType,
    WrapperDescriptorType,
)
from typing import Any, Final

from agent_magic.interpreter import names
from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.proxies import PROXIES, behind, is_super

_class_dict: Final[Callable[[type], Mapping[str, Any]]] = type.__dict__["__dict__"].__get__
_class_mro: Final[Callable[[type], tuple[type, ...]]] = type.__dict__["__mro__"].__get__
_class_module: Final[Callable[[type], object]] = type.__dict__["__module__"].__get__
_globals_of: Final[Callable[[object], dict[str, Any]]] = FunctionType.__dict__["__globals__"].__get__
_function_of: Final[Callable[[object], object]] = MethodType.__dict__["__func__"].__get__
_super_self: Final[Callable[[object], object]] = super.__dict__["__self__"].__get__
_super_class: Final[Callable[[object], type]] = super.__dict__["__thisclass__"].__get__

# The notebook's own classes say that they are of __main__, which is no module of the standard library here.
_STANDARD: Final = frozenset(sys.stdlib_module_names | {"builtins"}) - {"__main__"}

Twin = Callable[[Any, str], Any]


class Attributes:
    """The attribute policy of one interpreter.

    `module_name` is the very text object that the namespace has as `__name__`: CPython puts it into every class
    made there, whoever makes it, and the code cannot put it into any other, so its identity tells the code's own
    classes. `matched` holds what stands for classes in patterns, for one run and until a class may name other
    attributes. `twins_of` make guarded replacements for attributes such as `str.format`, when they are first needed.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._module_name = namespace["__name__"]
        self.own: set[type] = set()
        self.matched: dict[Any, Any] = {}
        self.twins_of: list[Callable[[], Mapping[str, Twin]]] = []
        self.is_changeable: Callable[[object], bool] = lambda obj: True
        self.needs_twin: Callable[[object, str], bool] = lambda obj, name: False

    @cached_property
    def twins(self) -> Mapping[str, Twin]:
        """Guarded replacements for attributes such as `str.format`, by name."""
        return {name: twin for make in self.twins_of for name, twin in make().items()}

    # What the code made

    def is_own_class(self, cls: type) -> bool:
        """Whether the code made this class, or had it made on its behalf."""
        return _class_dict(cls).get("__module__") is self._module_name

    def is_own_function(self, value: object) -> bool:
        """Whether the value is a function of the code, or a bound one."""
        if type(value) is MethodType:
            value = _function_of(value)
        return type(value) is FunctionType and _globals_of(value) is self._namespace

    def is_own(self, value: object) -> bool:
        """Whether the value is a class, a function or an instance of a class that the code made."""
        if _is_class(value):
            return self.is_own_class(value)  # type: ignore[arg-type]
        return self.is_own_function(value) or self.is_own_class(type(value))

    def knows(self, obj: object) -> bool:
        """Whether every attribute of an instance is open, now and for the rest of the run."""
        cls = type(obj)
        if self.is_own_class(cls) and self.holds_nothing_of_the_host(cls) and not _is_class(obj):
            self.own.add(cls)
        return cls in self.own

    def holds_nothing_of_the_host(self, cls: type) -> bool:
        """Whether a class is the code's and the standard library's alone."""
        return all((_is_benign(base) and base not in PROXIES) or self.is_own_class(base) for base in _class_mro(cls))

    def _owner(self, obj: object, name: str) -> type | None:
        """The class that `name` comes from; None where it is in the object's own dictionary or nowhere."""
        if is_super(obj):
            mro = _class_mro(type(_super_self(obj)))
            mro = mro[mro.index(_super_class(obj)) + 1 :] if _super_class(obj) in mro else mro
        else:
            mro = _class_mro(type(obj))
        return next((cls for cls in mro if name in _class_dict(cls)), None)

    # Reading

    def load(self, obj: Any, name: str) -> Any:
        """Return `obj.name` for a guarded name; raise `ForbiddenOperation` where the policy does not allow it."""
        twin = self.twins.get(name)
        if twin is not None:
            return twin(obj, name)
        if name in names.ACCESSORS:
            return self._accessor(obj, name)
        self.check_read(obj, name)
        value = getattr(obj, name)
        if type(value) is ModuleType and name not in names.OPEN:
            raise self._refusal("read", obj, name)
        return self._bounded(obj, name, value) if type(value) in _UNBOUND else value

    def _bounded(self, obj: Any, name: str, value: Any) -> Any:
        """Return a method of the host's that was read from a class of the code; it takes the code's objects only."""
        if self.is_own_function(value) or not (_is_class(obj) or is_super(obj)):
            return value
        if type(value) in (GetSetDescriptorType, MemberDescriptorType):
            owner = next((base for base in _class_mro(obj) if name in _class_dict(base)), None)
            if owner is None or not self.is_own_class(owner):
                raise self._refusal("read", obj, name)
            return value

        def method(*args: Any, **options: Any) -> Any:
            if args:
                self.check_read(args[0], name)
            return value(*args, **options)

        return method

    def receive(self, obj: Any, name: str) -> Any:
        """Return `obj` where its attribute `name` may be read."""
        self.check_read(obj, name)
        return obj

    def check_read(self, obj: object, name: str) -> None:
        """Raise `ForbiddenOperation` where the code may not read `name` from `obj`."""
        if name in names.OPEN or names.is_plain(name) or self._may_read(obj, name):
            return
        raise self._refusal("read", obj, name)

    def check_unguarded_read(self, obj: object, name: str) -> None:
        """Raise `ForbiddenOperation` where CPython may not read `name` from `obj` by itself, for a pattern."""
        try:
            self.load(obj, name)
        except AttributeError:
            return
        owner = self._owner(obj, name)
        if (name in self.twins or name in names.ACCESSORS) and not (owner is not None and self.is_own_class(owner)):
            raise self._refusal("read", obj, name)

    def _may_read(self, obj: Any, name: str) -> bool:
        return self._may_read_it(obj, name) and all(self._may_read_it(other, name) for other in behind(obj))

    def _may_read_it(self, obj: Any, name: str) -> bool:
        if name in names.INTERNAL:
            return self._may_read_internal(obj, name)
        if isinstance(obj, type) and _is_class(obj):
            return self.is_own_class(obj) and self._is_open_on_class(obj, name)
        if is_super(obj):
            return self._is_open_to(_super_self(obj), self._owner(obj, name), name)
        if self.is_own_function(obj):
            return name in names.OF_OWN_FUNCTIONS or name not in _OF_EVERY_FUNCTION
        return self._is_open_to(obj, self._owner(obj, name), name)

    def _is_open_on_class(self, cls: type, name: str) -> bool:
        owner = next((base for base in _class_mro(cls) if name in _class_dict(base)), None)
        if owner is not None:
            return _is_benign(owner) or self.is_own_class(owner) or names.is_dunder(name)
        owner = next((base for base in _class_mro(type(cls)) if name in _class_dict(base)), None)
        return owner is None or self.is_own_class(owner) or names.is_dunder(name)

    def _is_open_to(self, obj: object, owner: type | None, name: str) -> bool:
        if not self.is_own_class(type(obj)):
            return False
        if self.holds_nothing_of_the_host(type(obj)):
            self.own.add(type(obj))
            return True
        # What is in the object's own dictionary may have been put there by a class of the host.
        if owner is None or name == "__dict__":
            return False
        return self.is_own_class(owner) or (_is_benign(owner) and name not in _WHOLE_STATE)

    def _may_read_internal(self, obj: Any, name: str) -> bool:
        if self.needs_twin(obj, name):
            return False
        if name == "register":
            return self.is_own(obj) or not (_is_class(obj) or isinstance(obj, FunctionType))
        if name in {"obj", "get_loop", "get_stack", "print_stack", "get_coro", "get_context"}:
            mro = _class_mro(obj if _is_class(obj) else type(obj))
            owner = next((cls for cls in mro if name in _class_dict(cls)), mro[0])
            return self.is_own_class(owner)
        if is_super(obj):
            obj = _super_self(obj)
        if type(obj) is ModuleType:
            return True  # a facade, which holds what the policy allows and nothing else
        return _INTERNAL_TYPES.isdisjoint(_class_mro(type(obj)))

    def _accessor(self, obj: Any, name: str) -> Any:
        """Return `obj.__getattribute__` or its kin, with the policy in front where the method is the host's."""
        method = getattr(obj, name)
        if self.is_own_function(method) or not callable(method):
            return method
        skipped = 0 if type(method) is MethodWrapperType else 1
        target = _super_self(obj) if is_super(obj) else obj
        check = self.check_read if "get" in name else self.check_write

        def checked(*args: Any) -> Any:
            if len(args) <= skipped:
                return method(*args)  # raises CPython's own error
            receiver, *rest = args if skipped else (target, *args)
            attribute = exact_name(rest[0])
            check(receiver, attribute)
            if "get" in name and attribute in self.twins:
                return self.twins[attribute](receiver, attribute)
            return method(*args[:skipped], attribute, *rest[1:])

        return checked

    # Storing

    def storing(self) -> Callable[[Any, str], Any]:
        """Return the guard that returns an object where its attribute, a name of the code's, may be stored or deleted.

        It is a closure because it stands in hot loops.
        """
        own, namespace, function, check = self.own, self._namespace, FunctionType, self.check_write

        def store(obj: Any, name: str) -> Any:
            kind = type(obj)
            if kind is function and obj.__globals__ is namespace:
                return obj
            if kind not in own:
                check(obj, name)
            return obj

        return store

    def store_special(self, obj: Any, name: str) -> Any:
        """Return `obj` where its attribute `name`, one of the language's own, may be stored or deleted."""
        self.check_write(obj, name)
        return _Reclassing(obj, self.reclass) if name == "__class__" else obj

    def reclass(self, cls: Any) -> Any:
        """Return `cls`, to which an object's class is to be set: one that the code made."""
        if not _is_class(cls) or (self.is_own_class(cls) and self.holds_nothing_of_the_host(cls)):
            return cls
        raise ForbiddenOperation(f"__class__ may be set to a class of the code only, not to {cls.__name__}")

    def amend(self, obj: Any, name: str) -> Any:
        """Return `obj` where its attribute `name` may be read and stored."""
        if type(obj) not in self.own:
            self.check_read(obj, name)
            self.check_write(obj, name)
        return _Reclassing(obj, self.reclass) if name == "__class__" else obj

    def check_write(self, obj: object, name: str) -> None:
        """Raise `ForbiddenOperation` where the code may not store or delete `name` on `obj`."""
        if name in _NAMING and _is_class(obj):
            self.matched.clear()
        if not self._may_write(obj, name):
            raise self._refusal("change", obj, name)

    def _may_write(self, obj: Any, name: str) -> bool:
        cls = type(obj)
        if name in names.NEVER_STORED:
            return False
        if _is_class(obj):
            return self.is_own_class(obj)
        if self.is_own_class(cls):
            if self.holds_nothing_of_the_host(cls):
                self.own.add(cls)
            return True
        if is_super(obj):
            return self.is_own_class(type(_super_self(obj)))
        if not all(self._may_write(other, name) for other in behind(obj)):
            return False
        if self.is_own_function(obj):
            return not names.is_dunder(name) or name in names.ON_OWN_FUNCTIONS
        if issubclass(cls, _FROZEN):
            return False
        if issubclass(cls, BaseException) and name in names.ON_EXCEPTIONS:
            return True
        return names.is_plain(name) and self.is_changeable(obj)

    # Saying no

    def _refusal(self, verb: str, obj: object, name: str) -> ForbiddenOperation:
        kind = type(obj)
        what = f"a {kind.__name__}"
        if isinstance(obj, type | ModuleType):
            what = f"the {'module' if isinstance(obj, ModuleType) else 'class'} {obj.__name__}"
        hint = "" if verb == "read" else "; only what the code made itself can be changed"
        return ForbiddenOperation(f"the attribute {name!r} of {what} may not be {_PAST[verb]}{hint}")


class Trusting(Attributes):
    """The attribute guards of a trusted program, which let everything through."""

    def load(self, obj: Any, name: str) -> Any:
        """Return `obj.name`."""
        return getattr(obj, name)

    def receive(self, obj: Any, name: str) -> Any:
        """Return `obj`."""
        return obj

    amend = store_special = receive

    def storing(self) -> Callable[[Any, str], Any]:
        """Return a guard that lets everything through."""
        return self.receive

    def reclass(self, cls: Any) -> Any:
        """Return `cls`."""
        return cls


class _Reclassing:
    """Stands for an object whose `__class__` is set, by a loop or `with` as well as by an assignment."""

    __slots__ = ("_obj", "_reclass")

    def __init__(self, obj: Any, reclass: Callable[[Any], Any]) -> None:
        object.__setattr__(self, "_obj", obj)
        object.__setattr__(self, "_reclass", reclass)

    def __getattribute__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "_obj"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        reclass = object.__getattribute__(self, "_reclass")
        setattr(object.__getattribute__(self, "_obj"), name, reclass(value))

    def __delattr__(self, name: str) -> None:
        delattr(object.__getattribute__(self, "_obj"), name)


# Changes after which a class may name other attributes for patterns; the last two stand for what a helper does.
_NAMING: Final = frozenset({"__match_args__", "decorated", "state"})

_PAST: Final = {"read": "read", "change": "changed"}
_FROZEN: Final = (ModuleType, FunctionType, BuiltinFunctionType, MethodType, MethodWrapperType, property)


# What a class has and its objects are to be handed to.
_UNBOUND: Final = frozenset(
    {FunctionType, GetSetDescriptorType, MemberDescriptorType, MethodDescriptorType, WrapperDescriptorType}
)

# What tells all that an object holds, also what the host's part of it does.
_WHOLE_STATE: Final = frozenset("__getstate__ __reduce__ __reduce_ex__".split())

# Names that CPython answers for by itself; all others can only be in a function's own dictionary.
_OF_EVERY_FUNCTION: Final = frozenset(dir(FunctionType)) | frozenset(dir(MethodType))

_INTERNAL_TYPES: Final = frozenset(
    {AsyncGeneratorType, CellType, CodeType, CoroutineType, FrameType, GeneratorType, TracebackType}
)


def _is_benign(cls: type) -> bool:
    """Whether a class is the standard library's: what it keeps in underscored names says nothing about the host."""
    module = _class_module(cls)
    return type(module) is str and module.partition(".")[0] in _STANDARD


def _is_class(obj: object) -> bool:
    return issubclass(type(obj), type)


def exact_name(name: object) -> str:
    """Return an attribute's name as a plain text, whatever a subclass of `str` makes of itself.

    Raises `TypeError` as CPython does where it is no text.
    """
    if type(name) is str:
        return name
    if isinstance(name, str):
        return str.__str__(name)
    raise TypeError(f"attribute name must be string, not {type(name).__name__!r}")
