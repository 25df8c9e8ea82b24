"""Numpy's arrays and scalars."""

from __future__ import annotations

import math
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from agent_magic.worker.codec.checks import a_list, instance, text, truth
from agent_magic.worker.codec.dtypes import check_bytes, read_dtype, read_shape, write_dtype
from agent_magic.worker.codec.encoded import Undecodable, Unsendable
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import is_a, kind_module, loaded

MOST_OF_NOTHING = 2**20
"""So many items an array may claim to have where each takes no byte."""


def write(value: Any, writer: Writer) -> Any:
    """Return the node of a value of numpy's, or None where it has none."""
    numpy: Any = loaded("numpy")
    kind = type(value)
    if kind is numpy.ndarray or kind is numpy.memmap:
        return write_array(value, writer)
    if kind is numpy.ma.MaskedArray:
        return _write_masked(value, writer)
    if isinstance(value, numpy.dtype):
        node = write_dtype(value, writer)
        return node and ["numpy.dtype", node]
    if issubclass(kind, numpy.generic) and kind_module(kind) == "numpy":
        return _write_scalar(value, writer)
    return None


def write_array(array: Any, writer: Writer) -> Any:
    """Return the node of an array, or None where it holds objects in fields; it is read by `read_array`."""
    if array.dtype == object:
        return ["numpy.objects", list(array.shape), writer.items(array.reshape(-1).tolist())]
    if array.dtype.kind == "T":
        return _write_strings(array, writer)
    dtype = None if array.dtype.hasobject else write_dtype(array.dtype, writer)
    if dtype is None:
        return None
    column_wise = array.flags.f_contiguous and not array.flags.c_contiguous
    numpy: Any = loaded("numpy")
    flat = numpy.ascontiguousarray(array.T if column_wise else array).reshape(-1)
    data = flat.view("u1") if flat.nbytes else b""
    return ["numpy.array", dtype, list(array.shape), column_wise, writer.blob(data)]


def read_array(reader: Reader, node: Any) -> Any:
    """Return the array of a node that stands inside a larger one."""
    kind, *parts = a_list(node)
    if kind not in ARRAYS:
        raise Undecodable("an array is not one")
    return ARRAYS[kind](reader, *parts)


def _read_plain(reader: Reader, dtype_node: Any, shape_node: Any, column_wise: Any, reference: Any) -> Any:
    numpy = import_module("numpy")
    dtype, shape, order = read_dtype(reader, dtype_node), read_shape(shape_node), "F" if truth(column_wise) else "C"
    view = reader.take(reference)
    count = math.prod(shape)
    if count * dtype.itemsize != view.nbytes or (dtype.itemsize == 0 and count > MOST_OF_NOTHING):
        raise Undecodable("an array is not as large as it says")
    if view.nbytes == 0:
        return numpy.empty(shape, dtype, order)
    flat = numpy.frombuffer(view, "u1").view(dtype)
    check_bytes(flat)
    if not (flat.flags.writeable and flat.flags.aligned):
        flat = flat.copy()
    return flat.reshape(shape, order=order)


def _read_objects(reader: Reader, shape_node: Any, items: Any) -> Any:
    return _of_objects(reader.items(items)).reshape(read_shape(shape_node))


def _of_objects(values: list[Any]) -> Any:
    """Return an array of `values`, whatever sequences stand among them."""
    return import_module("numpy").fromiter(values, dtype=object, count=len(values))


def _write_strings(array: Any, writer: Writer) -> Any:
    dtype = array.dtype
    missing = [writer.node(dtype.na_object)] if hasattr(dtype, "na_object") else []
    return ["numpy.strings", dtype.coerce, missing, list(array.shape), writer.items(array.reshape(-1).tolist())]


def _read_strings(reader: Reader, coerce: Any, missing: Any, shape_node: Any, items: Any) -> Any:
    options = {"na_object": reader.value(missing[0])} if a_list(missing) else {}
    dtype = import_module("numpy").dtypes.StringDType(coerce=truth(coerce), **options)
    values = [value if type(value) is str else options["na_object"] for value in reader.items(items)]
    return _of_objects(values).astype(dtype).reshape(read_shape(shape_node))


def _write_masked(value: Any, writer: Writer) -> Any:
    numpy: Any = loaded("numpy")
    mask = None if value.mask is numpy.ma.nomask else write_array(value.mask, writer)
    filler = None if value._fill_value is None else write_array(numpy.asarray(value._fill_value), writer)
    data = write_array(value.data, writer)
    return data and ["numpy.masked", mask, filler, value.hardmask, data]


def _read_masked(reader: Reader, mask_node: Any, filler_node: Any, hard: Any, data_node: Any) -> Any:
    numpy = import_module("numpy")
    mask = numpy.ma.nomask if mask_node is None else read_array(reader, mask_node)
    filler = None if filler_node is None else read_array(reader, filler_node)
    data = read_array(reader, data_node)
    if mask is not numpy.ma.nomask and (mask.shape != data.shape or mask.dtype != numpy.ma.make_mask_descr(data.dtype)):
        raise Undecodable("a mask does not fit its array")
    return numpy.ma.MaskedArray(data, mask=mask, fill_value=filler, hard_mask=truth(hard))


def _write_scalar(value: Any, writer: Writer) -> Any:
    numpy: Any = loaded("numpy")
    if is_a(value, "numpy", "str_"):
        return ["numpy.str", writer.node(str.__str__(value))]  # numpy's own __str__ drops a NUL at the end
    if is_a(value, "numpy", "bytes_"):
        return ["numpy.bytes", writer.node(bytes(value))]
    node = write_array(numpy.asarray(value), writer)
    if node is None or node[0] != "numpy.array":
        raise Unsendable("a record of numpy that holds objects cannot be sent")
    return ["numpy.scalar", node]


def _read_scalar(reader: Reader, node: Any) -> Any:
    numpy = import_module("numpy")
    array = read_array(reader, node)
    if array.shape != () or array.dtype == object:
        raise Undecodable("a number of numpy is not one")
    return instance(array[()], numpy.generic)


def _read_text(reader: Reader, node: Any) -> Any:
    return import_module("numpy").str_(text(reader.value(node)))


def _read_bytes(reader: Reader, node: Any) -> Any:
    return import_module("numpy").bytes_(instance(reader.value(node), bytes))


ARRAYS: Mapping[str, Any] = {
    "numpy.array": _read_plain,
    "numpy.objects": _read_objects,
    "numpy.strings": _read_strings,
}
READINGS: Mapping[str, Reading] = {
    **{tag: Reading(read) for tag, read in ARRAYS.items()},
    "numpy.masked": Reading(_read_masked),
    "numpy.dtype": Reading(read_dtype),
    "numpy.scalar": Reading(_read_scalar),
    "numpy.str": Reading(_read_text),
    "numpy.bytes": Reading(_read_bytes),
}
