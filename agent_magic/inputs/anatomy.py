"""What can be told about an object without running any of its own code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import GetSetDescriptorType, MemberDescriptorType
from typing import Any


def mro_of(kind: type) -> tuple[type, ...]:
    """Return the classes that `kind` inherits from, itself first, past its metaclass."""
    classes: tuple[type, ...] = type.__dict__["__mro__"].__get__(kind)
    return classes


def class_dict(kind: type) -> Mapping[str, Any]:
    """Return what the class itself defines, past its metaclass."""
    names: Mapping[str, Any] = type.__dict__["__dict__"].__get__(kind)
    return names


def class_attribute(kind: type, name: str) -> Any | None:
    """Return the attribute `name` as the class or one of its bases defines it, None where none does."""
    return next((class_dict(cls)[name] for cls in mro_of(kind) if name in class_dict(cls)), None)


def instance_dict(value: object) -> dict[str, Any]:
    """Return the real dictionary of attributes that `value` holds, or an empty one where it has none."""
    descriptor = class_attribute(type(value), "__dict__")
    if type(descriptor) not in (GetSetDescriptorType, MemberDescriptorType):
        return {}
    attributes = descriptor.__get__(value)  # type: ignore[union-attr]
    return attributes if type(attributes) is dict else {}


def slots_of(value: object) -> Iterator[tuple[MemberDescriptorType, Any]]:
    """Yield the slots of `value` that are filled, each with what it holds."""
    for cls in mro_of(type(value)):
        if "__slots__" not in class_dict(cls):  # the members of a class made in C are its own affair
            continue
        for descriptor in class_dict(cls).values():
            if type(descriptor) is MemberDescriptorType and descriptor.__name__ != "__dict__":
                try:
                    yield descriptor, descriptor.__get__(value)
                except AttributeError:
                    continue


def attribute_of(value: object, name: str) -> Any:
    """Return the attribute `name` in the dictionary or a slot of `value`; raise KeyError for any other."""
    attributes = instance_dict(value)
    if name in attributes:
        return attributes[name]
    for descriptor, held in slots_of(value):
        if descriptor.__name__ == name:
            return held
    raise KeyError(name)
