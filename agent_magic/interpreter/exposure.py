"""How the host's variables come to the code: containers, arrays and tables are copied, other objects are as they are.

A read-only view of an array would not do: its `base` leads to the array itself.
"""

from __future__ import annotations

import array
import collections
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from agent_magic.interpreter.libraries import RELATED

_class_module: Final[Callable[[type], object]] = type.__dict__["__module__"].__get__
_STANDARD: Final = frozenset(sys.stdlib_module_names | {"builtins"}) - {"__main__"}
_LIBRARIES: Final = RELATED | _STANDARD
_ATOMS: Final = frozenset({int, float, complex, str, bytes, bool, type(None), range, slice, type(...), frozenset})

_COPIED: Final = {
    "numpy": {"ndarray", "matrix", "recarray", "memmap", "MaskedArray", "void", "record"},
    "pandas": {"DataFrame", "Series", "Index", "MultiIndex", "DatetimeIndex", "RangeIndex", "Categorical"},
    "polars": {"DataFrame", "Series", "LazyFrame"},
    "PIL": {"Image"},
    "scipy": {
        "csr_matrix",
        "csc_matrix",
        "coo_matrix",
        "lil_matrix",
        "dok_matrix",
        "csr_array",
        "csc_array",
        "coo_array",
    },
    "networkx": {"Graph", "DiGraph", "MultiGraph", "MultiDiGraph"},
}
"""Classes of libraries whose `copy` or `clone` shares no memory that the code could write."""


class Ownership:
    """What of the host's objects the code may change by assignment, under a policy that allows `imports`."""

    def __init__(self, imports: Sequence[str]) -> None:
        self._roots = {pattern.partition(".")[0] for pattern in imports}
        self._any = "*" in imports
        self._lent: dict[int, object] = {}
        self._kinds: dict[type, bool] = {}

    def exposed(self, variables: Mapping[str, object]) -> dict[str, object]:
        """Return the variables as the code gets them; what two of them share, their copies share too."""
        copier = _Copier(self._lent)
        return {name: copier.copy(value) for name, value in variables.items()}

    def share(self, value: object) -> None:
        """Note an object that the code gets as it is."""
        self._lent[id(value)] = value

    def is_changeable(self, obj: object) -> bool:
        """Whether an object that is not the code's own is one that it made with a library."""
        if id(obj) in self._lent:
            return False
        kind = type(obj)
        known = self._kinds.get(kind)
        if known is None:
            module = _class_module(kind)
            root = module.partition(".")[0] if isinstance(module, str) else ""
            known = self._kinds[kind] = self._any or root in self._roots or root in _LIBRARIES
        return known


class _Copier:
    """Copies values that may share parts; `lent` takes those that are lent as they are, by identity."""

    def __init__(self, lent: dict[int, object]) -> None:
        self._known: dict[int, Any] = {}
        self._lent = lent

    def copy(self, value: Any) -> Any:
        """Return a copy of `value`, or the value itself where it is no container."""
        kind = type(value)
        if kind in _ATOMS:
            return value
        if id(value) in self._known:
            return self._known[id(value)]
        make = _CONTAINERS.get(kind)
        made = make(self, value) if make is not None else self._library_value(value)
        self._known[id(value)] = made
        return made

    def _library_value(self, value: Any) -> Any:
        kind = type(value)
        module = kind.__module__
        root = module.partition(".")[0] if isinstance(module, str) else ""
        if kind.__name__ not in _COPIED.get(root, ()):
            self._lent[id(value)] = value
            return value
        if root == "numpy":
            return self._array(value)
        if root == "pandas":
            return self._table(value)
        return value.clone() if root == "polars" else value.copy()

    def _array(self, value: Any) -> Any:
        made = value.copy()
        if str(made.dtype) == "object":
            for index, item in enumerate(made.flat):
                made.flat[index] = self.copy(item)
        return made

    def _table(self, value: Any) -> Any:
        if not hasattr(type(value), "copy"):
            return value
        made = value.copy(deep=True) if type(value).__name__ != "Categorical" else value.copy()
        kinds = getattr(made, "dtypes", None)
        if type(value).__name__ == "DataFrame":
            for position, kind in enumerate(() if kinds is None else kinds):
                if str(kind) == "object":
                    made.isetitem(position, made.iloc[:, position].map(self.copy))
        elif type(value).__name__ == "Series" and str(made.dtype) == "object":
            made = made.map(self.copy)
        return made

    def list(self, value: Any) -> Any:
        """Copy a list, which may hold itself."""
        made: list[Any] = []
        self._known[id(value)] = made
        made.extend(map(self.copy, value))
        return made

    def dict(self, value: Any) -> Any:
        """Copy a dict of any exact kind."""
        made = value.copy()
        made.clear()
        self._known[id(value)] = made
        for key, item in value.items():
            made[self.copy(key)] = self.copy(item)
        return made

    def view(self, value: Any) -> Any:
        """Copy a read-only view of a mapping with what it shows."""
        return MappingProxyType(self.copy(dict(value)))

    def rebuilt(self, value: Any) -> Any:
        """Copy a set, a tuple or a deque."""
        if type(value) is collections.deque:
            return collections.deque(map(self.copy, value), value.maxlen)
        return type(value)(map(self.copy, value))

    def flat(self, value: Any) -> Any:
        """Copy what holds numbers only."""
        return value[:]


_CONTAINERS: Final[dict[type, Callable[[_Copier, Any], Any]]] = {
    list: _Copier.list,
    **dict.fromkeys((dict, collections.OrderedDict, collections.Counter, collections.defaultdict), _Copier.dict),
    **dict.fromkeys((set, tuple, collections.deque), _Copier.rebuilt),
    MappingProxyType: _Copier.view,
    **dict.fromkeys((bytearray, array.array), _Copier.flat),
}
