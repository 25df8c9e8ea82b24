"""Guarded twins of members and methods of libraries: what takes a path, and what calls methods by name."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType, ModuleType
from typing import Any, Final

from agent_magic.interpreter.attributes import exact_name
from agent_magic.interpreter.errors import ForbiddenAccess, ForbiddenOperation
from agent_magic.interpreter.files import FileRules, is_path
from agent_magic.interpreter.library_tables import (
    DISPATCHERS,
    NATIVE_READERS,
    NATIVE_WRITERS,
    READERS,
    REFUSED_METHODS,
)
from agent_magic.interpreter.names import is_guarded

_class_mro: Final[Callable[[type], tuple[type, ...]]] = type.__dict__["__mro__"].__get__
_class_module: Final[Callable[[type], object]] = type.__dict__["__module__"].__get__

_super_self: Final[Callable[[object], object]] = super.__dict__["__self__"].__get__
_GUARDED: Final = {
    **{name: library for name, (library, _) in REFUSED_METHODS.items()},
    **NATIVE_WRITERS,
    **DISPATCHERS,
    **dict.fromkeys(("register", "unregister"), "matplotlib"),  # of colour maps, which are the whole process's
}

_BUFFERS: Final = (
    io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, type(None),
)  # fmt: skip
_PATH_OPTIONS: Final = """
    filepath_or_buffer path_or_buf path buf io fname file source sources filename filepath fp f where excel_writer
    workbook target path_or_buffer container_path
""".split()
_FUNCTIONS: Final = (FunctionType, BuiltinFunctionType, BuiltinMethodType, MethodType, type)
_GLOB: Final = frozenset("*?[")

Twin = Callable[[Any, str], Any]


class LibraryTwins:
    """The twins of one interpreter."""

    def __init__(self, rules: FileRules) -> None:
        self._rules = rules
        self._roots: dict[type, frozenset[str]] = {}

    # Members of modules

    def of(self, module: str) -> Mapping[str, Any]:
        """Return the twins of a module, by name; each takes the real member first."""
        native = NATIVE_READERS.get(module, frozenset())
        return {name: self._reader(f"{module}.{name}", native=name in native) for name in READERS.get(module, ())}

    def _reader(self, full: str, *, native: bool) -> Callable[[Any], Any]:
        def twin(real: Any) -> Any:
            def read(*args: Any, **options: Any) -> Any:
                args, options = self._with_paths(full, args, options, write=False, native=native)
                return real(*args, **options)

            read.__name__ = read.__qualname__ = full.rpartition(".")[2]
            read.__doc__ = real.__doc__
            return read

        return twin

    def _with_paths(
        self, full: str, args: tuple[Any, ...], options: dict[str, Any], *, write: bool, native: bool
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return the arguments with each path resolved; raise where the policy does not lend it."""

        def checked(value: Any) -> Any:
            return self._checked_path(full, value, write=write, native=native)

        if args:
            args = (checked(args[0]), *args[1:])
        return args, {name: checked(value) if name in _PATH_OPTIONS else value for name, value in options.items()}

    def _checked_path(self, full: str, value: Any, *, write: bool, native: bool) -> Any:
        if type(value) in _BUFFERS or (type(value) is bytes and full.startswith("polars.")):
            return value
        if type(value) in (list, tuple) and full.startswith("polars."):
            return [self._checked_path(full, item, write=write, native=native) for item in value]
        if not is_path(value):
            if native and "pandas" not in self._roots_of(type(value)):
                raise ForbiddenOperation(f"{full} takes a path, an io.BytesIO or an io.StringIO here")
            return value
        try:
            path = self._rules.resolve(value, write=write)
        except ForbiddenAccess as error:
            raise ForbiddenAccess(f"{full} is not allowed: {error}") from None
        if native and not _GLOB.isdisjoint(path):
            raise ForbiddenAccess(f"{full} takes the path of one file here; * ? [ may not be in it")
        return path

    # Attributes of objects

    def attributes(self) -> Mapping[str, Twin]:
        """Return the twins of attributes, by name."""
        return {
            **dict.fromkeys(REFUSED_METHODS, self._refused),
            **dict.fromkeys(NATIVE_WRITERS, self._writer),
            **dict.fromkeys(DISPATCHERS, self._dispatcher),
            "resize": self._resize,
        }

    def needs_twin(self, obj: Any, name: str) -> bool:
        """Whether `obj.name` may be had through its twin only, not by the roads that check and then read."""
        library = _GUARDED.get(name)
        return library is not None and library in self._roots_of(_class_of(obj))

    def _refused(self, obj: Any, name: str) -> Any:
        library, reason = REFUSED_METHODS[name]
        if library in self._roots_of(_class_of(obj)):
            raise ForbiddenOperation(f"{name} of {library}'s objects is not allowed: {reason}")
        return _plain(obj, name)

    def _writer(self, obj: Any, name: str) -> Any:
        library, method = NATIVE_WRITERS[name], _plain(obj, name)
        if library not in self._roots_of(_class_of(obj)):
            return method

        def write(*args: Any, **options: Any) -> Any:
            first, rest = ((), args) if not isinstance(obj, type) else (args[:1], args[1:])
            rest, options = self._with_paths(f"{library}'s {name}", rest, options, write=True, native=True)
            return method(*first, *rest, **options)

        return write

    def _dispatcher(self, obj: Any, name: str) -> Any:
        method = _plain(obj, name)
        if DISPATCHERS[name] not in self._roots_of(_class_of(obj)):
            return method

        def dispatch(*args: Any, **options: Any) -> Any:
            first, rest = ((), args) if not isinstance(obj, type) else (args[:1], args[1:])
            if rest and name != "pivot_table":
                rest = (_named(rest[0]), *rest[1:])
            elif name == "pivot_table" and len(rest) > 3:
                rest = (*rest[:3], _named(rest[3]), *rest[4:])
            return method(*first, *rest, **{key: _named_option(name, key, value) for key, value in options.items()})

        return dispatch

    def _resize(self, obj: Any, name: str) -> Any:
        method = _plain(obj, name)
        if "numpy" not in self._roots_of(_class_of(obj)):
            return method

        def resize(*args: Any, refcheck: bool = True, **options: Any) -> Any:
            if not refcheck:
                raise ForbiddenOperation("resize(refcheck=False) is not allowed: other arrays may use the memory")
            return method(*args, **options)

        return resize

    def _roots_of(self, cls: type) -> frozenset[str]:
        """The packages that a class and its bases come from."""
        known = self._roots.get(cls)
        if known is None:
            modules = (_class_module(base) for base in _class_mro(cls))
            known = frozenset(name.partition(".")[0].lstrip("_") for name in modules if type(name) is str)
            self._roots[cls] = known
        return known


def _class_of(obj: Any) -> type:
    if type(obj) is super:
        obj = _super_self(obj)
    return obj if issubclass(type(obj), type) else type(obj)


def _plain(obj: Any, name: str) -> Any:
    value = getattr(obj, name)
    if isinstance(value, ModuleType):
        raise ForbiddenOperation(f"the attribute {name!r} is a module and may not be read")
    return value


def _named_option(method: str, key: str, value: Any) -> Any:
    if key in {"func", "aggfunc"}:
        return _named(value)
    if method in {"agg", "aggregate"} and isinstance(value, tuple) and len(value) == 2:
        return (value[0], _named(value[1]))
    return value


def _named(value: Any) -> Any:
    """Return what names functions, in plain containers; raise where a name is one that the code may not say."""
    if isinstance(value, str):
        name = exact_name(value)
        if is_guarded(name):
            raise ForbiddenOperation(f"the method {name!r} may not be called by its name")
        return name
    if isinstance(value, dict):
        return {key: _named(item) for key, item in dict.items(value)}
    if isinstance(value, list | tuple):
        return [_named(item) for item in list(value)]
    if isinstance(value, _FUNCTIONS) or not callable(value):
        if hasattr(value, "keys") or (hasattr(value, "__iter__") and not isinstance(value, type)):
            raise ForbiddenOperation("give functions as a text, a function, a list or a dict of them")
        return value
    return value if _class_module(type(value)) in {"numpy", "functools"} else lambda *a, **k: value(*a, **k)
