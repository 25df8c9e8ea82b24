"""The card of a value: described by what it is, composed within the bounds of a card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agent_magic.inputs.cards.composing import Description, compose
from agent_magic.inputs.cards.of_arrays import describe_array, describe_image, describe_sparse
from agent_magic.inputs.cards.of_containers import describe_container
from agent_magic.inputs.cards.of_kept import describe_kept
from agent_magic.inputs.cards.of_objects import describe_object
from agent_magic.inputs.cards.of_pandas import describe_pandas
from agent_magic.inputs.cards.of_polars import describe_polars
from agent_magic.inputs.cards.of_scalars import describe_scalar
from agent_magic.worker.loaded import type_name

_DESCRIBERS: tuple[Callable[[Any, int], Description | None], ...] = (
    describe_scalar,
    describe_kept,
    describe_pandas,
    describe_array,
    describe_polars,
    describe_sparse,
    describe_image,
    describe_container,
    describe_object,
)


def card_of(name: str, value: object, *, note: str = "", samples: int = 0) -> str:
    """Return the card of `value`, with `samples` of its rows or elements and the `note` about its copy.

    It takes bounded time and space and calls no method that the notebook's own classes define.
    """
    for describe in _DESCRIBERS:
        try:
            description = describe(value, samples)
        except Exception:  # a library's subclass may fail at anything; its type can always be told
            description = Description(type_name(type(value)), tail=("  nothing more can be told about it",))
        if description is not None:
            return compose(name, description, note)
    return compose(name, Description(type_name(type(value))), note)
