"""Containers of the standard library."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Mapping
from itertools import islice
from time import thread_time
from typing import Any

from agent_magic.worker.codec.checks import whole
from agent_magic.worker.codec.encoded import Undecodable, Unsendable
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Write, Writer

FACTORIES: dict[Any, str | None] = {None: None} | {kind: kind.__name__ for kind in (list, int, dict, set, str, float)}
FACTORY_KINDS = {name: kind for kind, name in FACTORIES.items()}
CHUNK = 1024
PATIENCE_SECONDS = 0.5
PATIENCE_PER_ITEM = 20e-6


def _list(value: list[Any], writer: Writer) -> Any:
    writer.number(value)
    return ["list", writer.items(value)]


def _read_list(reader: Reader, items: Any) -> list[Any]:
    made: list[Any] = []
    reader.number(made)
    made += reader.items(items)
    return made


def _deque(value: deque[Any], writer: Writer) -> Any:
    writer.number(value)
    return ["deque", value.maxlen, writer.items(list(value))]


def _read_deque(reader: Reader, maxlen: Any, items: Any) -> deque[Any]:
    made: deque[Any] = deque(maxlen=None if maxlen is None else whole(maxlen))
    reader.number(made)
    made += reader.items(items)
    return made


def _mapping(tag: str) -> Write:
    def write(value: dict[Any, Any], writer: Writer) -> Any:
        writer.number(value)
        return [tag, writer.keys(list(value)), writer.items(list(value.values()))]

    return write


def _defaultdict(value: defaultdict[Any, Any], writer: Writer) -> Any:
    if value.default_factory not in FACTORIES:
        raise Unsendable("a defaultdict with a factory other than list, int, dict, set, str or float cannot be sent")
    return [*_mapping("defaultdict")(value, writer), FACTORIES[value.default_factory]]


def _reading_of_mapping(make: Callable[..., dict[Any, Any]]) -> Reading:
    def read(reader: Reader, keys: Any, values: Any, *rest: Any) -> dict[Any, Any]:
        made = make(*rest)
        reader.number(made)
        names = reader.keys(keys)
        update = OrderedDict.update if isinstance(made, OrderedDict) else dict.update  # Counter's own adds
        _fill(made, update, zip(names, reader.items(values), strict=True), names)
        return made

    return Reading(read, "early")


def _read_set(reader: Reader, items: Any) -> set[Any]:
    made: set[Any] = set()
    values = reader.keys(items)
    _fill(made, set.update, iter(values), values)
    return made


def check_hashes(values: list[Any]) -> None:
    """Refuse values that were chosen so that a table of them takes for ever to build."""
    try:
        _fill(set(), set.update, iter(values), values, twice=True)
    except TypeError:  # what has no hash stands in no table
        return


def _fill(made: Any, update: Callable[[Any, Any], None], entries: Any, keys: list[Any], twice: bool = False) -> None:
    """Put `entries` into `made`; give up where keys were chosen so that they all hash alike."""
    if set(map(type, keys)) <= {str, bytes}:  # Python hashes them with a secret
        update(made, entries)
    else:
        start = thread_time()
        for done in range(0, len(keys), CHUNK):
            update(made, islice(entries, CHUNK))
            if thread_time() - start > PATIENCE_SECONDS + PATIENCE_PER_ITEM * done:
                raise Undecodable("the keys of a dict or the members of a set hash alike")
    if len(made) != len(keys) and not twice:
        raise Undecodable("a dict or a set holds something twice")


EARLY: Mapping[type, Write] = {
    list: _list,
    deque: _deque,
    dict: _mapping("dict"),
    OrderedDict: _mapping("OrderedDict"),
    Counter: _mapping("Counter"),
    defaultdict: _defaultdict,
}

LATE: Mapping[type, Write] = {
    tuple: lambda value, writer: ["tuple", writer.items(list(value))],
    set: lambda value, writer: ["set", writer.keys(list(value))],
    frozenset: lambda value, writer: ["frozenset", writer.keys(list(value))],
    slice: lambda value, writer: ["slice", *map(writer.node, (value.start, value.stop, value.step))],
}

READINGS: Mapping[str, Reading] = {
    "same": Reading(Reader.same, "never"),
    "again": Reading(Reader.again, "never"),
    "list": Reading(_read_list, "early"),
    "deque": Reading(_read_deque, "early"),
    "dict": _reading_of_mapping(dict),
    "OrderedDict": _reading_of_mapping(OrderedDict),
    "Counter": _reading_of_mapping(Counter),
    "defaultdict": _reading_of_mapping(lambda factory: defaultdict(FACTORY_KINDS[factory])),
    "tuple": Reading(lambda reader, items: tuple(reader.items(items))),
    "set": Reading(_read_set),
    "frozenset": Reading(lambda reader, items: frozenset(_read_set(reader, items))),
    "slice": Reading(lambda reader, *parts: slice(*map(reader.value, parts))),
}
