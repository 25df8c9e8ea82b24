"""Copies of numpy arrays, sparse matrices and images."""

from __future__ import annotations

from typing import Any

from agent_magic.inputs.copier import Copier, TooLarge
from agent_magic.inputs.immutable import IMMUTABLE
from agent_magic.worker.loaded import is_a, loaded

EAGER_BYTES = 256 * 2**20
"""Up to here an array or a table is copied at once (about 0.1 s), so that the code may change it freely."""

COPY_BYTES = 2 * 2**30
"""Up to here what cannot be lent read-only is copied; beyond it is shared."""


def is_array(value: object) -> bool:
    """Tell whether `value` is a numpy array or a numpy record, the one mutable scalar."""
    return is_a(value, "numpy", "ndarray", "void")


def copy_array(value: Any, copier: Copier) -> object:
    """Copy a small array and lend a large one as a read-only view that cannot be unlocked."""
    numpy = loaded("numpy")
    if is_a(value, "numpy", "void"):
        return value.copy()
    if value.dtype.hasobject:
        return _copy_objects(value, copier)
    if value.nbytes <= EAGER_BYTES:
        return numpy.array(value, copy=True, subok=not is_a(value, "numpy", "memmap"))  # type: ignore[union-attr]
    if type(value) is numpy.ndarray or is_a(value, "numpy", "memmap"):  # type: ignore[union-attr]
        copier.read_only = True
        return _locked(value)
    if value.nbytes > COPY_BYTES:
        raise TooLarge(f"it takes {value.nbytes / 2**30:.1f} GB")
    return value.copy()


def _copy_objects(value: Any, copier: Copier) -> object:
    """Copy an array of Python objects with the objects, each element by itself."""
    copy = copier.remember(value, value.copy())
    if value.dtype.kind != "O":
        copier.share("objects in the fields of a structured array")
        return copy
    if set(map(type, value.flat)) <= IMMUTABLE:
        return copy
    elements: Any = copy.reshape(-1) if copy.flags.c_contiguous else copy.flat  # type: ignore[attr-defined]
    for i, item in enumerate(value.flat):
        elements[i] = copier.part(item)
    return copy


def _locked(value: Any) -> object:
    """Return a view that is read-only for good: numpy must not write to the buffer that it is made of."""
    numpy: Any = loaded("numpy")
    try:
        if value.dtype.kind in "mM":
            return numpy.asarray(memoryview(value.view("i8")).toreadonly()).view(value.dtype)
        return numpy.asarray(memoryview(value).toreadonly())
    except (ValueError, TypeError, BufferError):  # a dtype that has no buffer format
        view = value.view()
        view.flags.writeable = False
        return view


def is_sparse(value: object) -> bool:
    """Tell whether `value` is a sparse matrix or array of scipy."""
    return is_a(value, "scipy.sparse", "spmatrix", "sparray")


def copy_sparse(value: Any, copier: Copier) -> object:
    """Copy a sparse matrix."""
    if value.nnz * value.dtype.itemsize > COPY_BYTES:
        raise TooLarge(f"it has {value.nnz:,} stored elements")
    return value.copy()


def is_image(value: object) -> bool:
    """Tell whether `value` is an image of PIL."""
    return is_a(value, "PIL.Image", "Image")


def copy_image(value: Any, copier: Copier) -> object:
    """Copy an image."""
    return value.copy()
