"""Scipy's sparse matrices and arrays, by the arrays that they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from agent_magic.worker.codec.arrays import read_array, write_array
from agent_magic.worker.codec.checks import a_list
from agent_magic.worker.codec.dtypes import read_shape
from agent_magic.worker.codec.encoded import Undecodable
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import loaded

COMPRESSED = ("csr_matrix", "csc_matrix", "csr_array", "csc_array")
COORDINATES = ("coo_matrix", "coo_array")


def write(value: Any, writer: Writer) -> Any:
    """Return the node of a sparse matrix or array, or None where `value` is none that is known here."""
    name = type(value).__name__
    if name not in (*COMPRESSED, *COORDINATES) or getattr(loaded("scipy.sparse"), name, None) is not type(value):
        return None
    parts = [value.indices, value.indptr] if name in COMPRESSED else value.coords
    nodes = [write_array(part, writer) for part in (value.data, *parts)]
    return None if None in nodes else ["sparse", name, list(value.shape), nodes]


def _read(reader: Reader, name: Any, shape_node: Any, nodes: Any) -> Any:
    shape = read_shape(shape_node)
    data, *parts = [read_array(reader, node) for node in a_list(nodes)]
    if data.dtype.kind not in "biufc" or data.ndim != 1 or any(part.dtype.kind not in "iu" for part in parts):
        raise Undecodable("a sparse matrix is made of something else")
    if name in COMPRESSED:
        made = getattr(import_module("scipy.sparse"), name)((data, *parts), shape=shape, copy=False)
        made.check_format(full_check=True)  # what follows trusts the indices with memory
        return made
    if name not in COORDINATES or len(parts) != len(shape):
        raise Undecodable("there is no such sparse matrix")
    if any(part.shape != data.shape or _leaves(part, length) for part, length in zip(parts, shape, strict=True)):
        raise Undecodable("a sparse matrix has values outside of it")
    return getattr(import_module("scipy.sparse"), name)((data, tuple(parts)), shape=shape, copy=False)


def _leaves(part: Any, length: int) -> bool:
    return bool(part.size) and not (part.min() >= 0 and part.max() < length)


READINGS: Mapping[str, Reading] = {"sparse": Reading(_read)}
