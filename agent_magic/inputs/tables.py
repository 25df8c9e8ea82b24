"""Copies of data frames, series and indexes of pandas and polars.

pandas 3 copies lazily, but `frame["a"].array[0] = 0` and `frame["a"].values.flags.writeable = True` reach the
memory that a lazy copy shares. So a table of ordinary size is copied at once, and only a large one lazily.
"""

from __future__ import annotations

from typing import Any

from agent_magic.inputs.arrays import COPY_BYTES
from agent_magic.inputs.copier import Copier, TooLarge
from agent_magic.inputs.immutable import IMMUTABLE
from agent_magic.worker.loaded import is_a, loaded

EAGER_BYTES = 512 * 2**20
"""Up to here a table is copied at once (about a second at worst)."""


def is_pandas(value: object) -> bool:
    """Tell whether `value` is a data frame, series, index or array of pandas."""
    return is_a(value, "pandas", "DataFrame", "Series", "Index") or is_a(
        value, "pandas.api.extensions", "ExtensionArray"
    )


def copy_pandas(value: Any, copier: Copier) -> object:
    """Copy a table with its labels, its attributes and the objects in its cells."""
    if is_a(value, "pandas", "DataFrame"):
        return _copy_frame(value, copier)
    if is_a(value, "pandas", "Series"):
        return _copy_series(value, copier)
    if _size(value) > COPY_BYTES:
        raise TooLarge(f"it takes {_size(value) / 2**30:.1f} GB")
    return value.copy(deep=True) if is_a(value, "pandas", "Index") else value.copy()


def is_polars(value: object) -> bool:
    """Tell whether `value` is a frame or series of polars."""
    return is_a(value, "polars", "DataFrame", "Series", "LazyFrame")


def copy_polars(value: Any, copier: Copier) -> object:
    """Copy a table of polars, whose memory is never changed in place: a clone costs nothing."""
    object_type = getattr(loaded("polars"), "Object", None)
    if is_a(value, "polars", "DataFrame") and any(kind == object_type for kind in value.dtypes):
        copier.share("Python objects in its cells")
    if is_a(value, "polars", "Series") and value.dtype == object_type:
        copier.share("Python objects in its cells")
    return value.clone()


def _copy_frame(frame: Any, copier: Copier) -> object:
    eager = _eager(_size(frame), copier)
    copy = frame.copy(deep=eager)
    copier.remember(frame, copy)
    copy.index = _labels(frame.index, eager)
    copy.columns = _labels(frame.columns, eager)
    for position, dtype in enumerate(frame.dtypes):
        if dtype.kind == "O" and is_a(dtype, "numpy", "dtype"):
            cells = _copy_cells(frame.iloc[:, position], copier)
            if cells is not None:
                cells.index = copy.index
                copy.isetitem(position, cells)
    copy.attrs = _attributes(frame, copier)
    return copy


def _copy_series(series: Any, copier: Copier) -> object:
    eager = _eager(_size(series), copier)
    copy = series.copy(deep=eager)
    if series.dtype.kind == "O" and is_a(series.dtype, "numpy", "dtype"):
        cells = _copy_cells(series, copier)
        copy = copy if cells is None else cells
    copier.remember(series, copy)
    copy.index = _labels(series.index, eager)
    copy.attrs = _attributes(series, copier)
    return copy


def _copy_cells(series: Any, copier: Copier) -> Any | None:
    """Return a series whose cells are copies, None where nothing can change the cells."""
    cells = series.array
    if set(map(type, cells)) <= IMMUTABLE:
        return None
    numpy: Any = loaded("numpy")
    copies = numpy.empty(len(cells), dtype=object)
    try:
        for i, cell in enumerate(cells):
            copies[i] = copier.part(cell)
    except TooLarge:
        copier.share("more objects in its cells than are copied")
        return None
    return type(series)(copies, index=series.index, name=series.name, dtype=object, copy=False)


def _attributes(table: Any, copier: Copier) -> dict[Any, Any]:
    attributes: Any = copier.part(dict(table.attrs))
    return dict(attributes)


def _labels(index: Any, eager: bool) -> Any:
    """Return an index of its own, so that its names, and where `eager` its values, are not the notebook's."""
    return index.copy(deep=eager)


def _eager(size: int, copier: Copier) -> bool:
    """Tell whether a table of `size` bytes is copied at once; raise `TooLarge` where it cannot be lent."""
    if size <= EAGER_BYTES:
        return True
    if _copies_on_write():
        copier.lazy = True
        return False
    if size > COPY_BYTES:
        raise TooLarge(f"it takes {size / 2**30:.1f} GB")
    return True


def _size(table: Any) -> int:
    if is_a(table, "pandas", "DataFrame", "Series"):
        usage = table.memory_usage(index=True, deep=False)
        return int(usage.sum() if is_a(table, "pandas", "DataFrame") else usage)
    return int(table.nbytes)


def _copies_on_write() -> bool:
    """Tell whether this pandas copies on write: always from version 3 on, an option before."""
    pandas: Any = loaded("pandas")
    if int(pandas.__version__.partition(".")[0]) >= 3:
        return True
    return pandas.options.mode.copy_on_write is True
