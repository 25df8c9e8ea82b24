"""Cards of polars tables, line by line like those of pandas."""

from __future__ import annotations

from typing import Any

from agent_magic.inputs.cards.composing import Description
from agent_magic.inputs.cards.tables import COLUMNS, sample_rows, sampling_step, table
from agent_magic.inputs.wording import clip, count, label, span
from agent_magic.worker.loaded import is_a, type_name

DISTINCT_ROWS = 100_000


def describe_polars(value: Any, samples: int) -> Description | None:
    """Describe a frame or series of polars; None for anything else."""
    if is_a(value, "polars", "DataFrame"):
        return _describe_frame(value, samples)
    if is_a(value, "polars", "Series"):
        step = sampling_step(len(value), 1)
        facts = _column_facts(value.gather_every(step))
        head = f"{type_name(type(value))} {label(value.name)}, {count(len(value), 'row')}, {_dtype(value.dtype)}"
        rows = sample_rows([value.head(samples).to_list()] if samples else [], samples)
        return Description(head + (f", {facts}" if facts else ""), tail=tuple(rows))
    if is_a(value, "polars", "LazyFrame"):
        return Description(f"{type_name(type(value))}, a query that was not run: its columns are not known yet")
    return None


def _describe_frame(frame: Any, samples: int) -> Description:
    rows, width = frame.shape
    step = sampling_step(rows, min(width, COLUMNS))
    shown = frame.get_columns()[:COLUMNS]
    columns = [(label(c.name), _dtype(c.dtype), _column_facts(c.gather_every(step))) for c in shown]
    every = [(label(name), _dtype(dtype)) for name, dtype in zip(frame.columns, frame.dtypes, strict=True)]
    cells = [column.head(samples).to_list() for column in shown] if samples else []
    head = f"{type_name(type(frame))}, {count(rows, 'row')} × {count(width, 'column')}"
    return table(head, columns, every, step, sample_rows(cells, samples))


def _dtype(dtype: Any) -> str:
    return clip(str(dtype), 80)


def _column_facts(column: Any) -> str:
    """Return what is to be said of a column besides its dtype; nothing where polars cannot tell."""
    try:
        return _facts(column)
    except Exception:  # Object columns support hardly anything
        return ""


def _facts(column: Any) -> str:
    missing = column.null_count()
    if missing == len(column):
        return "all missing" if missing else ""
    dtype = column.dtype
    fact = ""
    if str(dtype) == "Boolean":
        fact = f"{column.sum():,} true"
    elif dtype.is_numeric() or dtype.is_temporal():
        fact = span(column.min(), column.max())
    elif str(dtype) == "String":
        step = max(1, -(-len(column) // DISTINCT_ROWS))
        distinct = column.gather_every(step).drop_nulls().n_unique()
        fact = ("at least " if step > 1 else "") + f"{distinct:,} distinct"
    return ", ".join(part for part in (fact, f"{missing:,} missing" if missing else "") if part)
