"""Cards of pandas tables: a line for each column with its type, its missing values and its range."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Any

from agent_magic.inputs.cards.composing import Description
from agent_magic.inputs.cards.tables import COLUMNS, sample_rows, sampling_step, table
from agent_magic.inputs.immutable import IMMUTABLE, is_missing_mark
from agent_magic.inputs.wording import count, label, some, span
from agent_magic.worker.loaded import is_a, type_name

DISTINCT_ROWS = 100_000
_CHECKED_ROWS = 1_000_000
_RANGED = "iufmM"


def describe_pandas(value: Any, samples: int) -> Description | None:
    """Describe a data frame, series or index of pandas; None for anything else."""
    if is_a(value, "pandas", "DataFrame"):
        return _describe_frame(value, samples)
    if is_a(value, "pandas", "Series"):
        return _describe_series(value, samples)
    if is_a(value, "pandas", "Index"):
        return Description(f"{_index_text(value)}, {count(len(value), 'element')}")
    return None


def _describe_frame(frame: Any, samples: int) -> Description:
    rows, width = frame.shape
    step = sampling_step(rows, min(width, COLUMNS))
    looked_at = frame.iloc[::step, :COLUMNS]
    columns = [
        (label(name), str(dtype), _column_facts(looked_at.iloc[:, position]))
        for position, (name, dtype) in enumerate(zip(looked_at.columns, looked_at.dtypes, strict=True))
    ]
    others = [(label(name), str(dtype)) for name, dtype in _labelled_dtypes(frame)] if width else []
    tail = [f"  index: {_index_text(frame.index)}"] if not _is_plain(frame.index) else []
    if is_a(frame.columns, "pandas", "MultiIndex"):
        tail.append(f"  columns: {_index_text(frame.columns)}")
    cells = [frame.iloc[:samples, position].tolist() for position in range(looked_at.shape[1])] if samples else []
    head = f"{type_name(type(frame))}, {count(rows, 'row')} × {count(width, 'column')}"
    return table(head, columns, others, step, [*tail, *sample_rows(cells, samples)])


def _labelled_dtypes(frame: Any) -> Any:
    return zip(frame.columns, frame.dtypes, strict=True)


def _describe_series(series: Any, samples: int) -> Description:
    step = sampling_step(len(series), 1)
    name = "" if series.name is None else f" {label(series.name)}"
    facts = _column_facts(series.iloc[::step])
    head = f"{type_name(type(series))}{name}, {count(len(series), 'row')}, {series.dtype}"
    head += f", {facts}" if facts else ""
    head += f" (in every {step:,}th row)" if facts and step > 1 else ""
    tail = [] if _is_plain(series.index) else [f"  index: {_index_text(series.index)}"]
    rows = sample_rows([series.iloc[:samples].tolist()] if samples else [], samples)
    return Description(head, tail=(*tail, *rows))


def _column_facts(column: Any) -> str:
    """Return what is to be said of a column besides its dtype; nothing where its library fails at it."""
    try:
        return _facts(column)
    except Exception:  # a third party's dtype need not support any of it
        return ""


def _facts(column: Any) -> str:
    dtype = column.dtype
    kind = getattr(dtype, "kind", "O")
    if is_a(dtype, "numpy", "dtype") and kind == "O":
        return _object_facts(column)
    missing = int(column.isna().sum())
    note = f"{missing:,} missing" if missing else ""
    if missing == len(column):
        return "all missing" if missing else ""
    if kind == "b":
        fact = f"{int(column.sum()):,} true"
    elif is_a(dtype, "pandas", "CategoricalDtype"):
        fact = f"{len(dtype.categories):,} categories" + (", ordered" if dtype.ordered else "")
    elif kind in _RANGED or is_a(dtype, "pandas", "PeriodDtype"):
        fact = span(column.min(), column.max())
    elif is_a(dtype, "pandas", "StringDtype") or str(dtype) in ("string[pyarrow]", "large_string[pyarrow]"):
        fact = _distinct(column)
    else:
        fact = ""
    return ", ".join(part for part in (fact, note) if part)


def _object_facts(column: Any) -> str:
    """Describe a column of Python objects by their types; only plain ones are asked for equality."""
    step = max(1, -(-len(column) // _CHECKED_ROWS))
    looked_at = column.iloc[::step]
    kinds = Counter(map(type, looked_at.array))
    names = [type_name(kind) for kind, _ in kinds.most_common() if kind is not type(None)]
    facts = [some(names, 3)] if names else []
    if set(kinds) <= IMMUTABLE:
        facts.append(_distinct(column))
    missing = sum(cell is None or is_missing(cell) for cell in looked_at.array)
    if missing:
        facts.append(f"{missing:,} missing" + (f" in every {step:,}th row" if step > 1 else ""))
    return ", ".join(facts)


def is_missing(cell: Any) -> bool:
    """Tell whether `cell` is a NaN or another mark of a missing value."""
    return bool(cell != cell) if type(cell) is float else is_missing_mark(cell)


def _distinct(column: Any) -> str:
    step = max(1, -(-len(column) // DISTINCT_ROWS))
    return ("at least " if step > 1 else "") + f"{column.iloc[::step].nunique():,} distinct"


def _is_plain(index: Any) -> bool:
    return is_a(index, "pandas", "RangeIndex") and (index.start, index.step, index.name) == (0, 1, None)


def _index_text(index: Any) -> str:
    if is_a(index, "pandas", "MultiIndex"):
        levels = [f"{label(level.name)} ({level.dtype}, {len(level):,} distinct)" for level in islice(index.levels, 8)]
        return f"{type_name(type(index))} of {index.nlevels} levels: {', '.join(levels)}"
    name = "" if index.name is None else f" {label(index.name)}"
    parts = [f"{type_name(type(index))}{name}", str(index.dtype)]
    if index.dtype.kind in _RANGED and len(index):
        parts.append(span(index.min(), index.max()))
    if len(index) <= _CHECKED_ROWS and index.dtype.kind != "O" and not index.is_unique:
        parts.append("with duplicates")
    return ", ".join(parts)
