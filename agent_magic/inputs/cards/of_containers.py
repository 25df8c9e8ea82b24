"""Cards of plain containers and records: lengths, the types of what they hold, the names of their keys."""

from __future__ import annotations

from array import array
from collections import Counter, OrderedDict, deque
from itertools import islice
from types import MappingProxyType
from typing import Any

from agent_magic.inputs.anatomy import attribute_of, class_attribute, instance_dict
from agent_magic.inputs.cards.composing import Description
from agent_magic.inputs.containers import is_record
from agent_magic.inputs.wording import count, label, scalar, some
from agent_magic.worker.loaded import type_name

LOOKED_AT = 1_000
KEYS = 40
NESTED_KEYS = 12
_SAMPLES = 10


def describe_container(value: Any, samples: int) -> Description | None:
    """Describe a container or a record; None for anything else."""
    kind = type(value)
    if issubclass(kind, dict | MappingProxyType):
        return _describe_dict(value, samples)
    if _items_of(value) is not None:
        return _describe_sequence(value, samples)
    if issubclass(kind, bytearray):
        return Description(f"{type_name(kind)}, {count(bytearray.__len__(value), 'byte')}")
    if issubclass(kind, array):
        code = array.__dict__["typecode"].__get__(value)
        return Description(f"{type_name(kind)} of typecode {code!r}, {count(array.__len__(value), 'element')}")
    return _describe_record(value, samples) if is_record(kind) else None


def in_brief(value: Any) -> str:
    """Return in some words what `value` is: its type, its length, the names of its keys."""
    kind = type(value)
    if issubclass(kind, dict):
        keys = [label(key) for key in islice(dict.keys(value), NESTED_KEYS + 1)]
        size = dict.__len__(value)
        more = f" and {size - NESTED_KEYS:,} more" if size > NESTED_KEYS else ""
        names = f": {', '.join(keys[:NESTED_KEYS])}{more}" if keys and _has_text_keys(value) else ""
        return f"{type_name(kind)} of {count(size, 'key')}{names}"
    found = _items_of(value)
    if found is not None:
        return f"{type_name(kind)} of {_elements(*found)}"
    shape = _shape_of(value)
    return type_name(kind) + (f" {shape}" if shape else "")


def _shape_of(value: Any) -> str:
    """Return the shape of an array or table of a library: of others, `shape` could run anything."""
    if type(value).__module__.partition(".")[0] in ("numpy", "pandas", "polars"):
        shape = getattr(value, "shape", ())
        return " × ".join(f"{side:,}" for side in shape) if type(shape) is tuple else ""
    return ""


def _describe_dict(value: Any, samples: int) -> Description:
    kind: Any = type(value)
    base: Any = next(base for base in (OrderedDict, dict, MappingProxyType) if issubclass(kind, base))
    size = base.__len__(value)
    shown = list(islice(base.items(value), KEYS))
    head = f"{type_name(kind)}, {count(size, 'key')}"
    if not _has_text_keys(value):
        pairs = Counter(f"{type_name(type(key))} to {in_brief_type(item)}" for key, item in _first(base, value))
        head += f", {_kinds_text(pairs, size)}"
        return Description(head, tail=tuple(_sample_pairs(shown, samples)))
    briefs = {in_brief(item) for _, item in shown}
    if len(briefs) == 1 and 1 < size <= KEYS:
        keys = some([label(key) for key, _ in shown], NESTED_KEYS)
        line = f"  {keys}: all {briefs.pop()}"
        return Description(head, (line,), tuple(_sample_pairs(shown, samples)))
    body = tuple(f"  {label(key)}: {in_brief(item)}" for key, item in shown)

    def rest(lines: int) -> str:
        return f"and {size - lines:,} more keys" if size > lines else ""

    return Description(head, body, tuple(_sample_pairs(shown, samples)), rest)


def _first(base: Any, value: Any) -> list[tuple[Any, Any]]:
    return list(islice(base.items(value), LOOKED_AT))


def _has_text_keys(value: Any) -> bool:
    base: Any = MappingProxyType if type(value) is MappingProxyType else dict
    return all(type(key) is str for key in islice(base.keys(value), LOOKED_AT))


def _sample_pairs(pairs: list[tuple[Any, Any]], samples: int) -> list[str]:
    return [f"  {label(key)} = {sample(item)}" for key, item in pairs[: min(samples, _SAMPLES)]]


def _describe_sequence(value: Any, samples: int) -> Description:
    size, first = _items_of(value) or (0, [])
    head = f"{type_name(type(value))}, {_elements(size, first)}"
    records = [item for item in first if issubclass(type(item), dict)]
    body: tuple[str, ...] = ()
    if records and len(records) == len(first):
        kinds: dict[str, Counter[str]] = {}
        for record in records:
            for key, item in islice(dict.items(record), KEYS):
                kinds.setdefault(label(key), Counter())[in_brief_type(item)] += 1
        body = tuple(f"  {key}: {_key_text(found, len(records))}" for key, found in kinds.items())
    elif first and in_brief(first[0]) != type_name(type(first[0])):
        body = (f"  the first: {in_brief(first[0])}",)
    shown = [f"  [{i}] = {sample(item)}" for i, item in enumerate(first[: min(samples, _SAMPLES)])]

    def rest(lines: int) -> str:
        return f"and {len(body) - lines:,} more keys" if len(body) > lines else ""

    return Description(head, body, tuple(shown), rest)


def _key_text(found: Counter[str], records: int) -> str:
    text = ", ".join(f"{name}" for name, _ in found.most_common(4))
    absent = records - sum(found.values())
    return text + (f", absent in {absent:,} of {records:,}" if absent else "")


def _items_of(value: Any) -> tuple[int, list[Any]] | None:
    """Return the length and the first elements of a sequence or set, read through its built-in base."""
    for base in (list, tuple, set, frozenset, deque):
        if issubclass(type(value), base):
            reader: Any = base
            return reader.__len__(value), list(islice(reader.__iter__(value), LOOKED_AT))
    return None


def _elements(size: int, first: list[Any]) -> str:
    if not size:
        return "0 elements"
    return f"{count(size, 'element')}, {_kinds_text(Counter(map(in_brief_type, first)), size)}"


def _kinds_text(kinds: Counter[str], size: int) -> str:
    seen = sum(kinds.values())
    among = f" (in the first {seen:,})" if seen < size else ""
    if len(kinds) == 1:
        return f"all {next(iter(kinds))}{among}"
    return some([f"{number:,} {name}" for name, number in kinds.most_common()], 6) + among


def in_brief_type(value: object) -> str:
    """Return the name of the type of `value`."""
    return type_name(type(value))


def sample(value: Any) -> str:
    """Return the text of an element that was asked for: its value where it is plain, else what it is."""
    text = scalar(value, 100)
    return in_brief(value) if text is None else text


def _describe_record(value: Any, samples: int) -> Description:
    kind = type(value)
    fields = class_attribute(kind, "__dataclass_fields__")
    names = list(fields if type(fields) is dict else instance_dict(value))
    shown = [name for name in names if type(name) is str and not name.startswith("_")]
    body = []
    for name in shown:
        try:
            held = attribute_of(value, name)
        except KeyError:
            body.append(f"  .{name}")
            continue
        body.append(f"  .{name}: {in_brief(held)}" + (f" = {sample(held)}" if samples else ""))

    def rest(lines: int) -> str:
        return f"and {len(body) - lines:,} more fields" if len(body) > lines else ""

    return Description(f"{type_name(kind)}, {count(len(shown), 'field')}", tuple(body), rest=rest)
