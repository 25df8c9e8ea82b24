"""What is the user's own, as a pickle of protocol 5 with its buffers beside it."""

from __future__ import annotations

import pickle
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from agent_magic.worker.codec.checks import a_list
from agent_magic.worker.codec.encoded import Undecodable, Unsendable
from agent_magic.worker.codec.reader import Reader
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import type_name


def refuse(value: object, writer: Writer) -> Any:
    """Raise `Unsendable` for a value that only a pickle could carry."""
    raise Unsendable(f"{described(value)} cannot be sent")


def write(value: object, writer: Writer) -> Any:
    """Return the node of a pickle of `value`; what `__main__` defines goes along where cloudpickle is there."""
    beside: list[pickle.PickleBuffer] = []
    try:
        dumps = import_module("cloudpickle").dumps if find_spec("cloudpickle") else pickle.dumps
        data = dumps(value, protocol=5, buffer_callback=beside.append)
    except Exception as error:
        reason = " ".join(str(error).split())
        raise Unsendable(f"{described(value)} cannot be sent: {reason[:200]}") from error
    return ["pickle", writer.blob(data), [writer.blob(buffer.raw()) for buffer in beside]]


def read(reader: Reader, data: Any, beside: Any) -> Any:
    """Return the value of a pickle from a side that is trusted."""
    views = [reader.take(reference) for reference in a_list(beside)]
    buffers = [bytearray(view) if view.readonly else view for view in views]
    return pickle.loads(reader.take(data), buffers=buffers)


def refuse_to_read(reader: Reader, *parts: Any) -> Any:
    """Raise `Undecodable` for a pickle from a side that is not trusted."""
    raise Undecodable("a pickle came where none is accepted")


def described(value: object) -> str:
    """Return what `value` is, with its article: a generator."""
    name = type_name(type(value))
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
