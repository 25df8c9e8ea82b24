"""Tool calls as servers stream them, in pieces and in several manners, put together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from agent_magic.messages import ToolCall

ID_CHARS = 9
"""The length of the ids given to calls that have none; there are servers that take no other length."""


@dataclass(frozen=True, slots=True)
class CallPiece:
    """A part of one call: the place of the call among the others, where the server says it, and what came of it."""

    index: int | None = None
    id: str = ""
    name: str = ""
    arguments: str = ""


def read_call_pieces(part: Any) -> tuple[CallPiece, ...]:
    """Read the `tool_calls` of a delta or a message; raises `ValueError` where they have another form."""
    calls = getattr(part, "tool_calls", None)
    if calls is None:
        return ()
    return tuple(_piece(call) for call in (calls if isinstance(calls, list) else [calls]))


class CallAssembler:
    """Puts pieces together; `calls` are those that came, in their order."""

    def __init__(self) -> None:
        self._slots: list[_Slot] = []

    def __bool__(self) -> bool:
        return bool(self._slots)

    def feed(self, piece: CallPiece) -> None:
        """Take a piece: of the call that it belongs to, or of a new one."""
        slot = self._slot_of(piece)
        if slot is None:
            slot = _Slot(piece.index)
            self._slots.append(slot)
        slot.id = slot.id or piece.id
        slot.name = slot.name or piece.name
        slot.arguments += piece.arguments

    def calls(self) -> Iterator[ToolCall]:
        """Yield the calls; raises `ValueError` where one has no name."""
        for slot in self._slots:
            if not slot.name:
                raise ValueError("a tool call has no name")
            yield ToolCall(slot.name, slot.arguments.strip() or "{}", slot.id or uuid4().hex[:ID_CHARS])

    def _slot_of(self, piece: CallPiece) -> _Slot | None:
        """Return the call that `piece` goes on with; None where it begins one."""
        slots = [slot for slot in self._slots if piece.index is None or slot.index == piece.index]
        slot = slots[-1] if slots else None
        if slot is None or (piece.id and slot.id and piece.id != slot.id):
            return None
        # Some servers send whole calls with the same index, or with none and without an id.
        another = piece.name != slot.name or _is_whole(slot.arguments)
        return None if piece.name and not piece.id and slot.name and another else slot


@dataclass(slots=True)
class _Slot:
    index: int | None
    id: str = ""
    name: str = ""
    arguments: str = ""


def _is_whole(arguments: str) -> bool:
    try:
        json.loads(arguments)
    except ValueError:
        return False
    return True


def _piece(call: Any) -> CallPiece:
    index, function = _get(call, "index"), _get(call, "function")
    arguments = _get(function, "arguments")
    if isinstance(arguments, dict):
        arguments = json.dumps(arguments, ensure_ascii=False)
    said = [_get(call, "id"), _get(function, "name"), arguments]
    if function is None or any(value is not None and not isinstance(value, str) for value in said):
        raise ValueError("a tool call has another form")
    return CallPiece(index if isinstance(index, int) else None, *(value or "" for value in said))


def _get(part: Any, name: str) -> Any:
    return part.get(name) if isinstance(part, dict) else getattr(part, name, None)
