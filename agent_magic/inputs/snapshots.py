"""Snapshots: what the code may change without the notebook seeing it, and what had to be shared."""

from __future__ import annotations

from dataclasses import dataclass

from agent_magic.inputs.arrays import copy_array, copy_image, copy_sparse, is_array, is_image, is_sparse
from agent_magic.inputs.containers import copy_container, is_container
from agent_magic.inputs.copier import Copier, CopyFunction, TooLarge
from agent_magic.inputs.immutable import is_immutable
from agent_magic.inputs.tables import copy_pandas, copy_polars, is_pandas, is_polars
from agent_magic.worker.loaded import type_name
from agent_magic.worker.outputs import Kept

SHARED = "shared with the notebook, not copied{}: changes would be seen there"
READ_ONLY = "read-only, as it is too large to copy: copy the part you want to change"

LAZY = (
    "too large to copy at once: pandas copies what is changed through it, but its raw arrays (`.array`, "
    "unlocked `.values`) are shared with the notebook"
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A value for the code; `note` says what of it is no ordinary copy, `shared` whether changes get out."""

    value: object
    note: str = ""
    shared: bool = False


def snapshot_of(value: object) -> Snapshot:
    """Copy `value`; where that cannot be done it is shared, and the note says so."""
    copier = Copier(_way_of)
    try:
        copy = copier.part(value)
    except TooLarge as error:
        return _shared(value, f" ({error})")
    except RecursionError:
        return _shared(value, " (it is nested too deeply)")
    except MemoryError:
        return _shared(value, " (there is not enough memory)")
    except Exception as error:  # whatever a library or a class of the notebook raises when copied
        return _shared(value, f" (copying it raised {type_name(type(error))})")
    if copy is value and copier.shared:
        return _shared(value, "")
    notes = [READ_ONLY] * copier.read_only + [LAZY] * copier.lazy
    if copier.shared:
        parts = ", ".join(list(copier.shared)[:5]) + (" and more" if len(copier.shared) > 5 else "")
        notes.append(f"holds {parts}: " + SHARED.format("").replace(": changes", "; changes"))
    return Snapshot(copy, "; ".join(notes), bool(copier.shared) or copier.lazy)


def _shared(value: object, reason: str) -> Snapshot:
    return Snapshot(value, SHARED.format(reason), True)


def _way_of(value: object) -> CopyFunction:
    """Return the function that copies values of the type of `value`; anything unknown is shared."""
    for is_kind, copy in (
        (is_container, copy_container),
        (is_pandas, copy_pandas),
        (is_array, copy_array),
        (is_polars, copy_polars),
        (is_sparse, copy_sparse),
        (is_image, copy_image),
    ):
        if is_kind(value):
            return copy
    return _keep if type(value) is Kept or is_immutable(value) else _share


def _keep(value: object, copier: Copier) -> object:
    return value


def _share(value: object, copier: Copier) -> object:
    copier.share(type_name(type(value)))
    return value
