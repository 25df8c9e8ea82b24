"""Cards of numpy arrays, sparse matrices and images."""

from __future__ import annotations

from collections import Counter
from typing import Any

from agent_magic.inputs.arrays import is_array, is_image, is_sparse
from agent_magic.inputs.cards.composing import Description
from agent_magic.inputs.cards.of_containers import sample
from agent_magic.inputs.wording import count, label, scalar, some, span
from agent_magic.worker.loaded import is_a, loaded, type_name

ELEMENTS = 20_000_000
SAMPLED = 100_000
_SAMPLES = 10


def describe_array(value: Any, samples: int) -> Description | None:
    """Describe a numpy array by its shape, dtype and range; None for anything else."""
    if not is_array(value) or is_a(value, "numpy", "void"):
        return None
    head = f"{type_name(type(value))}, shape {value.shape}, {_dtype_text(value.dtype)}"
    step = 1
    flat = value
    if value.size > (SAMPLED if value.dtype.kind in "OUST" else ELEMENTS):
        step = -(-value.size // SAMPLED)
        flat = value.flat[::step]
    facts = _facts(flat, at_least=step > 1) if value.size else ""
    if facts and step > 1:
        facts += f" (in every {step:,}th element)"
    body = tuple(f"  field {label(name)}: {value.dtype[name]}" for name in value.dtype.names or ())

    def rest(lines: int) -> str:
        return f"and {len(body) - lines:,} more fields" if len(body) > lines else ""

    return Description(head + (f", {facts}" if facts else ""), body, tuple(_samples(value, samples)), rest)


def _dtype_text(dtype: Any) -> str:
    return f"{len(dtype.names)} fields" if dtype.names else str(dtype)


def _facts(values: Any, *, at_least: bool) -> str:
    """Return the range and the missing values, or what else there is to say about the elements."""
    numpy: Any = loaded("numpy")
    kind = values.dtype.kind
    if kind == "b":
        return f"{int(values.sum()):,} true"
    if kind in "iu":
        return span(values.min(), values.max())
    if kind in "fmM":
        missing = int((numpy.isnan(values) if kind == "f" else numpy.isnat(values)).sum())
        if missing == values.size:
            return "all missing"
        low, high = numpy.fmin.reduce(values, axis=None), numpy.fmax.reduce(values, axis=None)
        mark = "NaN" if kind == "f" else "NaT"
        return span(low, high) + (f", {missing:,} {mark}" if missing else "")
    if kind in "US":
        return ("at least " if at_least else "") + f"{len(numpy.unique(values)):,} distinct"
    if kind == "O":
        kinds = Counter(type_name(type(item)) for item in values.flat)
        return "elements: " + some([f"{number:,} {name}" for name, number in kinds.most_common()], 5)
    return ""


def _samples(value: Any, samples: int) -> list[str]:
    lines = []
    for i in range(min(samples, _SAMPLES, value.shape[0] if value.ndim else 0)):
        row = value[i]
        if is_a(row, "numpy", "ndarray"):
            shown = [sample(item) for item in row.flat[:12]]
            lines.append(f"  [{i}] = {', '.join(shown)}{', …' if row.size > 12 else ''}")
        else:
            lines.append(f"  [{i}] = {scalar(row, 100) or sample(row)}")
    return lines


def describe_sparse(value: Any, samples: int) -> Description | None:
    """Describe a sparse matrix of scipy; None for anything else."""
    if not is_sparse(value):
        return None
    stored = count(int(value.nnz), "stored element")
    return Description(f"{type_name(type(value))}, shape {value.shape}, {value.dtype}, {stored}")


def describe_image(value: Any, samples: int) -> Description | None:
    """Describe an image of PIL; None for anything else."""
    if not is_image(value):
        return None
    width, height = value.size
    return Description(f"{type_name(type(value))}, {width} × {height} pixels, mode {value.mode}")
