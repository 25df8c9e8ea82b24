"""Runs in files: JSON lines, the first about the run as a whole, then its messages, then its events."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

from agent_magic import events
from agent_magic.agents.conversation import Conversation
from agent_magic.agents.record import RunRecord
from agent_magic.errors import UsageError
from agent_magic.events import Event, Nested
from agent_magic.messages import Image, Message, ToolCall, Usage
from agent_magic.redaction import redact_values

FORMAT: Final = 1
_PLAIN: Final = (str, int, float, bool, type(None))


def save(run: RunRecord, path: Path) -> None:
    """Write `run`; an answer that is no plain data is written as its text, and secrets are put out of sight."""
    lines = [
        {
            "agent_magic_run": FORMAT,
            "task": run.task,
            "replies": {str(step): said for step, said in run.replies.items()},
        },
        *({"message": dataclasses.asdict(message)} for message in run.messages),
        *({"event": _written(event)} for event in run.events),
    ]
    text = "".join(f"{json.dumps(redact_values(line), ensure_ascii=False)}\n" for line in lines)
    path.write_text(text, encoding="utf-8")


def load(path: Path) -> RunRecord:
    """Return the run of a file; raises `UsageError` where it is no such file."""
    try:
        lines = list(_lines(path))
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    if not lines or lines[0][1].get("agent_magic_run") != FORMAT:
        raise UsageError(f"{path} holds no run: write one with agent.last_run.save(…)")
    messages, found = [], []
    for number, line in lines[1:]:
        try:
            if "message" in line:
                messages.append(_message(line["message"]))
            else:
                found.append(_read(line["event"]))
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"line {number} of {path} cannot be read: {error!r}") from None
    run = RunRecord(lines[0][1]["task"], Conversation(*messages))
    for event in found:
        run.take(event)
    run.replies = {int(step): said for step, said in lines[0][1].get("replies", {}).items()}
    run.end()
    return run


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            read = json.loads(line)
        except ValueError as error:
            raise UsageError(f"line {number} of {path} is no JSON: {error}") from None
        if not isinstance(read, dict):
            raise UsageError(f"line {number} of {path} is no JSON object")
        yield number, read


def _written(event: Event) -> dict[str, Any]:
    """Return an event as plain data, with the name of its class."""
    fields = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    return {"class": type(event).__name__} | {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Usage):
        return dataclasses.asdict(value)
    if dataclasses.is_dataclass(value):
        return _written(value)  # type: ignore[arg-type]
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value if type(value) in _PLAIN else repr(value)


def _read(told: Mapping[str, Any]) -> Event:
    """Return the event that `_written` wrote; raises KeyError, TypeError or ValueError where it wrote none."""
    fields = dict(told)
    kind = getattr(events, fields.pop("class"), None)
    if not isinstance(kind, type) or not dataclasses.is_dataclass(kind):
        raise ValueError("an event of an unknown class")
    if kind is Nested:
        fields["event"] = _read(fields["event"])
    if "usage" in fields:
        fields["usage"] = Usage(**fields["usage"])
    return cast(Event, kind(**fields))


def _message(told: Mapping[str, Any]) -> Message:
    images = tuple(Image(**image) for image in told["images"])
    calls = tuple(ToolCall(**call) for call in told["calls"])
    return Message(told["role"], told["text"], images, calls, told["call_id"])
