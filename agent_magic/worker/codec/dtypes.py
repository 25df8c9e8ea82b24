"""Numpy's dtypes as nodes, and back from a fixed pattern."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from agent_magic.worker.codec.checks import a_list, text, truth, whole
from agent_magic.worker.codec.encoded import Undecodable
from agent_magic.worker.codec.reader import Reader
from agent_magic.worker.codec.writer import Writer

SIMPLE = re.compile(r"[<>|][biufcSUV]\d{1,10}|[<>][mM]8(\[\d{0,9}(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as|generic)\])?|[qQ]")
LARGEST_CODE_POINT = 0x10FFFF


def write_dtype(dtype: Any, writer: Writer) -> Any:
    """Return the node of a dtype without objects, or None where there is none."""
    if dtype.names is not None:
        return _write_fields(dtype, writer)
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        node = write_dtype(base, writer)
        return node and ["each", node, list(shape)]
    name = dtype.char if dtype.char in "qQ" and dtype.isnative else dtype.str
    return name if SIMPLE.fullmatch(name) else None


def read_dtype(reader: Reader, node: Any) -> Any:
    """Return the dtype of a node, which has no objects."""
    numpy = import_module("numpy")
    if type(node) is str:
        if not SIMPLE.fullmatch(node):
            raise Undecodable("there is no such dtype")
        return numpy.dtype(node)
    kind, *parts = a_list(node)
    if kind == "each":
        base, shape = parts
        return numpy.dtype((read_dtype(reader, base), read_shape(shape)))
    if kind != "fields":
        raise Undecodable("there is no such dtype")
    return _read_fields(reader, *parts)


def read_shape(node: Any) -> tuple[int, ...]:
    """Return the shape of a list of lengths."""
    return tuple(map(whole, a_list(node)))


def _write_fields(dtype: Any, writer: Writer) -> Any:
    fields = [dtype.fields[name] for name in dtype.names]
    formats = [write_dtype(field[0], writer) for field in fields]
    titled = [field[2] if len(field) > 2 else None for field in fields]
    if None in formats or not {str, type(None)}.issuperset(map(type, titled)):
        return None
    offsets = [int(field[1]) for field in fields]
    titles = [writer.node(title) for title in titled]
    names = [writer.node(name) for name in dtype.names]
    return ["fields", names, formats, offsets, titles, dtype.itemsize, dtype.isalignedstruct]


def _read_fields(
    reader: Reader, names: Any, formats: Any, offsets: Any, titles: Any, itemsize: Any, aligned: Any
) -> Any:
    titled = [title if title is None else text(reader.value(title)) for title in a_list(titles)]
    description = {
        "names": [text(reader.value(name)) for name in a_list(names)],
        "formats": [read_dtype(reader, each) for each in a_list(formats)],
        "offsets": [whole(offset) for offset in a_list(offsets)],
        "itemsize": whole(itemsize),
    }
    if any(title is not None for title in titled):
        description["titles"] = titled
    return import_module("numpy").dtype(description, align=truth(aligned))


def check_bytes(array: Any) -> None:
    """Refuse what numpy trusts its memory to be: a truth value is 0 or 1, a character is one of Unicode."""
    dtype = array.dtype
    if dtype.names is not None:
        for name in dtype.names:
            check_bytes(array[name])
    elif array.size == 0 or dtype.kind not in "bU" or dtype.itemsize == 0:
        return
    elif dtype.kind == "b":
        if array.view("u1").max() > 1:
            raise Undecodable("a truth value is neither true nor false")
    else:
        numpy = import_module("numpy")
        codes = numpy.ascontiguousarray(array).reshape(-1).view(numpy.dtype("u4").newbyteorder(dtype.byteorder))
        if codes.max() > LARGEST_CODE_POINT:
            raise Undecodable("a character is none")
