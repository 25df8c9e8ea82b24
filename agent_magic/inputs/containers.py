"""Copies of plain containers, of their subclasses, and of records such as dataclasses.

No method that a subclass overrides is called: parts are read and written through the built-in base.
"""

from __future__ import annotations

import contextlib
from array import array
from collections import ChainMap, OrderedDict, UserDict, UserList, defaultdict, deque
from collections.abc import Callable, Iterable
from types import MappingProxyType, SimpleNamespace
from typing import Any

from agent_magic.inputs.anatomy import class_attribute, instance_dict, slots_of
from agent_magic.inputs.copier import Copier
from agent_magic.inputs.immutable import IMMUTABLE, is_frozen
from agent_magic.worker.loaded import type_name

_RECORDS = (SimpleNamespace, UserDict, UserList, ChainMap)
_BYTES_PER_ELEMENT = 256


def is_container(value: object) -> bool:
    """Tell whether `value` is a container or record whose parts can be read without its own methods."""
    return _copy_function(type(value)) is not None


def copy_container(value: Any, copier: Copier) -> object:
    """Copy `value` with its type, its parts and, for subclasses, its attributes."""
    copy_function = _copy_function(type(value))
    assert copy_function is not None, "is_container said so"
    copy = copy_function(value, copier)
    if copy is not value and type(copy) is type(value):
        _copy_attributes(value, copy, copier)
    return copy


def is_record(kind: type) -> bool:
    """Tell whether instances of `kind` are nothing but their attributes."""
    return issubclass(kind, _RECORDS) or class_attribute(kind, "__dataclass_fields__") is not None


def _copy_function(kind: type) -> Callable[[Any, Copier], object] | None:
    for base, function in _COPY_FUNCTIONS:
        if issubclass(kind, base):
            return function
    return _copy_record if is_record(kind) else None


def _copy_list(value: list[Any], copier: Copier) -> object:
    if set(map(type, list.__iter__(value))) <= IMMUTABLE:
        copier.spend(list.__len__(value) // 10)
        items: Iterable[object] = list.__iter__(value)
        copy = copier.remember(value, list.__new__(type(value)))
    else:
        copier.spend(list.__len__(value))
        copy = copier.remember(value, list.__new__(type(value)))
        items = [copier.part(item) for item in list.__iter__(value)]
    list.extend(copy, items)  # type: ignore[arg-type]
    return copy


def _copy_dict(value: dict[Any, Any], copier: Copier) -> object:
    kind = type(value)
    base: Any = next(base for base in (OrderedDict, defaultdict, dict) if issubclass(kind, base))
    copier.spend(dict.__len__(value))
    copy = copier.remember(value, base.__new__(kind))
    if base is defaultdict:
        factory: Any = defaultdict.__dict__["default_factory"]
        factory.__set__(copy, factory.__get__(value))
    for key, item in base.items(value):
        _keep_key(key, copier)
        base.__setitem__(copy, key, copier.part(item))
    return copy


def _copy_set(value: set[Any], copier: Copier) -> object:
    copier.spend(set.__len__(value) // 10)
    for item in set.__iter__(value):
        _keep_key(item, copier)
    copy = copier.remember(value, set.__new__(type(value)))
    set.update(copy, set.__iter__(value))  # type: ignore[arg-type]
    return copy


def _copy_frozenset(value: frozenset[Any], copier: Copier) -> object:
    copier.spend(frozenset.__len__(value) // 10)
    for item in frozenset.__iter__(value):
        _keep_key(item, copier)
    return value


def _copy_tuple(value: tuple[Any, ...], copier: Copier) -> object:
    copier.spend(tuple.__len__(value))
    items = [copier.part(item) for item in tuple.__iter__(value)]
    if all(copy is item for copy, item in zip(items, tuple.__iter__(value), strict=True)):
        return value
    return copier.remember(value, tuple.__new__(type(value), items))


def _copy_deque(value: deque[Any], copier: Copier) -> object:
    copier.spend(deque.__len__(value))
    maximum: Any = deque.__dict__["maxlen"].__get__(value)
    copy: Any = copier.remember(value, deque.__new__(type(value)))
    deque.__init__(copy, (), maximum)
    for item in deque.__iter__(value):
        deque.append(copy, copier.part(item))
    return copy


def _copy_bytearray(value: bytearray, copier: Copier) -> object:
    copier.spend(bytearray.__len__(value) // _BYTES_PER_ELEMENT)
    copy: Any = copier.remember(value, bytearray.__new__(type(value)))
    bytearray.__init__(copy, memoryview(value))
    return copy


def _copy_number_array(value: array[Any], copier: Copier) -> object:
    copier.spend(array.__len__(value) // _BYTES_PER_ELEMENT)
    return copier.remember(value, array.__new__(type(value), array.__dict__["typecode"].__get__(value), value))


def _copy_proxy(value: MappingProxyType[Any, Any], copier: Copier) -> object:
    return MappingProxyType(copier.part(dict(value)))  # type: ignore[arg-type]


def _copy_record(value: object, copier: Copier) -> object:
    base = SimpleNamespace if issubclass(type(value), SimpleNamespace) else object
    return copier.remember(value, base.__new__(type(value)))


_COPY_FUNCTIONS: tuple[tuple[type, Callable[[Any, Copier], object]], ...] = (
    (list, _copy_list),
    (dict, _copy_dict),
    (tuple, _copy_tuple),
    (set, _copy_set),
    (frozenset, _copy_frozenset),
    (deque, _copy_deque),
    (bytearray, _copy_bytearray),
    (array, _copy_number_array),
    (MappingProxyType, _copy_proxy),
)


def _keep_key(key: object, copier: Copier) -> None:
    """Note a key or element of a set that could be changed: a copy of it would be another key."""
    if type(key) not in IMMUTABLE and not is_frozen(key):
        copier.share(type_name(type(key)))


def _copy_attributes(value: object, copy: object, copier: Copier) -> None:
    attributes = instance_dict(copy)
    for name, held in instance_dict(value).items():
        attributes[name] = copier.part(held)
    for slot, held in slots_of(value):
        with contextlib.suppress(AttributeError, TypeError):  # a slot that C code keeps read-only
            slot.__set__(copy, copier.part(held))
