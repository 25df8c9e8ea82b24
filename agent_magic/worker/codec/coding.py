"""Encoding and decoding: the tables put together, and the one boundary where errors become ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agent_magic.worker.codec import (
    arrays,
    arrow_arrays,
    containers,
    frames,
    images,
    pickles,
    polars_frames,
    pytz_zones,
    scalars,
    sparse,
)
from agent_magic.worker.codec.encoded import Encoded, Undecodable, Unsendable
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Write, Writer, Writing

PACKAGES: Mapping[str, Write] = {
    "numpy": arrays.write,
    "pandas": frames.write,
    "pyarrow": arrow_arrays.write,
    "polars": polars_frames.write,
    "scipy": sparse.write,
    "PIL": images.write,
    "pytz": pytz_zones.write,
}
LATE: Mapping[type, Write] = {**scalars.LARGE, **containers.LATE}
PLAIN = Writing(scalars.SCALARS, containers.EARLY, LATE, PACKAGES, pickles.refuse)
TRUSTING = Writing(scalars.SCALARS, containers.EARLY, LATE, PACKAGES, pickles.write)

READINGS: Mapping[str, Reading] = {
    **scalars.READINGS,
    **containers.READINGS,
    **arrays.READINGS,
    **frames.READINGS,
    **arrow_arrays.READINGS,
    **polars_frames.READINGS,
    **sparse.READINGS,
    **images.READINGS,
    **pytz_zones.READINGS,
    "pickle": Reading(pickles.refuse_to_read),
}
TRUSTING_READINGS: Mapping[str, Reading] = {**READINGS, "pickle": Reading(pickles.read)}


def encode(value: object, *, pickles: bool) -> Encoded:
    """Return `value` as a tree and buffers; raise `Unsendable` with one line where it cannot go.

    With `pickles` what the codec does not know itself goes as a pickle, which only a side that trusts this one reads.
    Memory that is contiguous is not copied.
    """
    writer = Writer(TRUSTING if pickles else PLAIN)
    try:
        tree = writer.node(value)
    except Unsendable:
        raise
    except RecursionError as error:
        raise Unsendable("a value that nests this deep cannot be sent") from error
    except Exception as error:
        raise Unsendable(f"the value cannot be sent: {_line(error)}") from error
    return Encoded(tree, tuple(writer.buffers))


def decode(tree: Any, buffers: Sequence[Any], *, pickles: bool) -> Any:
    """Return the value of `tree` and `buffers`; raise `Undecodable` with one line if they are not `encode`'s.

    Arrays live on their buffer where that can be written to. Without `pickles` nothing that came is run, imported or
    unpickled, and what is made stays in proportion to what came.
    """
    try:
        return Reader(buffers, TRUSTING_READINGS if pickles else READINGS).value(tree)
    except Undecodable:
        raise
    except RecursionError as error:
        raise Undecodable("it nests too deep") from error
    except Exception as error:  # libraries may raise anything at what was forged
        raise Undecodable(f"it cannot be read: {_line(error)}") from error


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
