"""Arrow's arrays and tables, buffer by buffer: nothing of a stream's own format is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from agent_magic.worker.codec.checks import a_list, instance, text, truth, whole
from agent_magic.worker.codec.encoded import Undecodable, Unsendable
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import loaded

SIMPLE = (
    *("null", "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("halffloat", "float", "double", "string", "large_string", "binary", "large_binary", "date32[day]", "date64[ms]"),
)
FACTORIES = {
    **{name: name for name in SIMPLE},
    "bool": "bool_",
    "halffloat": "float16",
    "float": "float32",
    "double": "float64",
    "date32[day]": "date32",
    "date64[ms]": "date64",
}
WITH_UNIT = ("timestamp", "duration", "time32", "time64")
LONGEST_NOTHING = 2**32


def write(value: Any, writer: Writer) -> Any:
    """Return the node of a value of pyarrow's, or None where it has none."""
    arrow: Any = loaded("pyarrow")
    if type(value) is arrow.Table:
        columns = [write_chunks(column, writer) for column in value.columns]
        return ["arrow.table", [_field(field) for field in value.schema], _metadata(value.schema), columns, len(value)]
    if type(value) is arrow.ChunkedArray:
        return ["arrow.chunks", write_chunks(value, writer)]
    if isinstance(value, arrow.Array):
        return ["arrow.array", _type(value.type), _data(value, writer)]
    return None


def write_chunks(chunks: Any, writer: Writer) -> Any:
    """Return the node of a chunked array; it is read by `read_chunks`."""
    return [_type(chunks.type), [_data(chunk, writer) for chunk in chunks.chunks]]


def read_chunks(reader: Reader, node: Any) -> Any:
    """Return the chunked array of a node, every value of it checked."""
    type_node, chunks = a_list(node)
    kind = _read_type(type_node)
    return import_module("pyarrow").chunked_array([_read_data(reader, kind, chunk) for chunk in a_list(chunks)], kind)


def _type(kind: Any) -> Any:
    types: Any = import_module("pyarrow.types")
    name = str(kind)
    if name in FACTORIES:
        return name
    if types.is_timestamp(kind):
        return ["timestamp", kind.unit, kind.tz]
    if types.is_duration(kind) or types.is_time(kind):
        return [name.partition("[")[0], kind.unit]
    if types.is_decimal128(kind) or types.is_decimal256(kind):
        return [name.partition("(")[0], kind.precision, kind.scale]
    if types.is_fixed_size_binary(kind):
        return ["fixed binary", kind.byte_width]
    if types.is_list(kind) or types.is_large_list(kind):
        return ["list" if types.is_list(kind) else "large_list", _field(kind.value_field)]
    if types.is_fixed_size_list(kind):
        return ["fixed list", _field(kind.value_field), kind.list_size]
    if types.is_struct(kind):
        return ["struct", [_field(kind.field(i)) for i in range(kind.num_fields)]]
    if types.is_dictionary(kind):
        return ["dictionary", _type(kind.index_type), _type(kind.value_type), kind.ordered]
    raise Unsendable(f"Arrow's {name[:60]} cannot be sent: cast it to a plainer type")


def _read_type(node: Any) -> Any:
    arrow = import_module("pyarrow")
    if type(node) is str:
        return getattr(arrow, FACTORIES[node])()
    name, *parts = a_list(node)
    if name in WITH_UNIT:
        return getattr(arrow, name)(*(part if part is None else text(part) for part in parts))
    if name in ("decimal128", "decimal256"):
        return getattr(arrow, name)(*parts)
    if name == "fixed binary":
        return arrow.binary(whole(*parts))
    if name in ("list", "large_list"):
        return {"list": arrow.list_, "large_list": arrow.large_list}[name](_read_field(*parts))
    if name == "fixed list":
        return arrow.list_(_read_field(parts[0]), whole(parts[1]))
    if name == "struct":
        return arrow.struct([_read_field(field) for field in a_list(*parts)])
    if name != "dictionary":
        raise Undecodable("there is no such type of Arrow's")
    return arrow.dictionary(_read_type(parts[0]), _read_type(parts[1]), truth(parts[2]))


def _field(field: Any) -> Any:
    return [field.name, _type(field.type), field.nullable, _metadata(field)]


def _read_field(node: Any) -> Any:
    name, kind, nullable, metadata = a_list(node)
    arrow = import_module("pyarrow")
    return arrow.field(text(name), _read_type(kind), truth(nullable), metadata=_read_metadata(metadata))


def _metadata(described: Any) -> Any:
    pairs = (described.metadata or {}).items()
    return [[key.decode("latin-1"), value.decode("latin-1")] for key, value in pairs]


def _read_metadata(node: Any) -> Any:
    return {text(key).encode("latin-1"): text(value).encode("latin-1") for key, value in a_list(node)} or None


def _data(array: Any, writer: Writer) -> Any:
    """Return the length, the buffers and the children of an array that holds no more than it shows."""
    arrow: Any = loaded("pyarrow")
    if isinstance(array, arrow.ExtensionArray):
        raise Unsendable(f"Arrow's {str(array.type)[:60]} cannot be sent: cast it to its storage")
    if array.offset or array.get_total_buffer_size() > array.nbytes + 8 * len(array.buffers()):
        array = arrow.concat_arrays([array, array.slice(0, 0)])
    if isinstance(array, arrow.DictionaryArray):
        return [len(array), [], [_data(array.indices, writer), _data(array.dictionary, writer)]]
    buffers = array.buffers()[: array.type.num_buffers]
    children = [_data(child, writer) for child in _children(array)]
    return [len(array), [None if each is None else writer.blob(each) for each in buffers], children]


def _children(array: Any) -> list[Any]:
    arrow: Any = loaded("pyarrow")
    if isinstance(array, arrow.StructArray):
        return [array.field(i) for i in range(array.type.num_fields)]
    return (
        [array.values] if isinstance(array, (arrow.ListArray, arrow.LargeListArray, arrow.FixedSizeListArray)) else []
    )


def _read_data(reader: Reader, kind: Any, node: Any) -> Any:
    array = _unchecked(reader, kind, node)
    array.validate(full=True)
    return array


def _unchecked(reader: Reader, kind: Any, node: Any) -> Any:
    arrow = import_module("pyarrow")
    length, references, child_nodes = a_list(node)
    if whole(length) > LONGEST_NOTHING:
        raise Undecodable("a column of Arrow's is too long")
    if arrow.types.is_dictionary(kind):
        indices, values = a_list(child_nodes)
        parts = (_read_data(reader, kind.index_type, indices), _read_data(reader, kind.value_type, values))
        return arrow.DictionaryArray.from_arrays(*parts, ordered=kind.ordered)
    buffers = [None if each is None else _aligned(reader.take(each)) for each in a_list(references)]
    valid = buffers[0] if buffers else None
    if len(buffers) != kind.num_buffers or (valid is not None and valid.size * 8 < length):
        raise Undecodable("a column of Arrow's is not as long as it says")
    inner = [kind.field(i).type for i in range(kind.num_fields)]
    children = [_read_data(reader, each, child) for each, child in zip(inner, a_list(child_nodes), strict=True)]
    return arrow.Array.from_buffers(kind, length, buffers, children=children or None)


def _aligned(view: memoryview) -> Any:
    arrow = import_module("pyarrow")
    buffer = arrow.py_buffer(view)
    return buffer if buffer.address % 8 == 0 else arrow.py_buffer(bytes(view))


def _read_table(reader: Reader, fields: Any, metadata: Any, columns: Any, length: Any) -> Any:
    arrow = import_module("pyarrow")
    schema = arrow.schema([_read_field(field) for field in a_list(fields)], metadata=_read_metadata(metadata))
    table = arrow.table([read_chunks(reader, column) for column in a_list(columns)], schema=schema)
    if len(schema) and len(table) != length:
        raise Undecodable("a table is not as long as it says")
    table.validate(full=True)
    return table


def _read_array(reader: Reader, kind: Any, node: Any) -> Any:
    return instance(_read_data(reader, _read_type(kind), node), import_module("pyarrow").Array)


READINGS: Mapping[str, Reading] = {
    "arrow.table": Reading(_read_table),
    "arrow.chunks": Reading(read_chunks),
    "arrow.array": Reading(_read_array),
}
