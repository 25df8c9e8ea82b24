"""A cassette: a file of JSON lines that holds what was said to a model and what came back, without secrets.

The first line is a header: the form's version, the model's name, whether a person wrote its replies, what it could do.
Each further line is an exchange: the key of what was sent, what was sent, the chunks that came (pieces of text put
together), how long it took, and the failure where it ended with one. The models of agents that are called have their
headers among these lines, and the lines of their exchanges name the `agent` too.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from agent_magic.errors import ModelError, UsageError
from agent_magic.messages import (
    Chunk,
    Image,
    Message,
    ReasoningChunk,
    ReplyEnd,
    Request,
    TextChunk,
    ToolCall,
    ToolCallChunk,
    Usage,
)
from agent_magic.redaction import redact_values

VERSION = 1
FORM = "agent_magic cassette"
PARTS = ("model", "scripted", "calls_tools", "takes_images")
"""What the header says of the model."""
_ADDRESS = re.compile(r"\b0x[0-9a-f]{8,16}\b")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent, as plain data, and what came back; `agent` is the called one that it was said to."""

    sent: Mapping[str, Any]
    chunks: tuple[Chunk, ...]
    seconds: float = 0.0
    failure: ModelError | None = None
    agent: str = ""

    @property
    def key(self) -> str:
        """What tells this exchange from those that sent something else."""
        return key_of(self.sent)

    def as_line(self) -> str:
        """Return the exchange as a line of a cassette."""
        chunks = redact_values([_told(chunk) for chunk in merged(self.chunks)])
        told = {"key": self.key, "request": self.sent, "chunks": chunks, "seconds": round(self.seconds, 3)}
        if self.failure is not None:
            failure = {"kind": type(self.failure).__name__, "message": str(self.failure)}
            told["failure"] = redact_values(failure)
        if self.agent:
            told["agent"] = self.agent
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> Self:
        """Read what a line of a cassette holds; raises `ValueError`, `KeyError` or `TypeError` where it is none."""
        failure = told.get("failure")
        if not all(isinstance(message["role"], str) for message in told["request"]["messages"]):
            raise ValueError("a message has no role")
        error = _failures().get(failure["kind"], ModelError)(failure["message"]) if failure else None
        chunks = tuple(map(_chunk, told["chunks"]))
        return cls(told["request"], chunks, float(told["seconds"]), error, told.get("agent", ""))


@dataclass(frozen=True, slots=True)
class Cassette:
    """What was said to one model, and by their names what was said to those of the agents that were called."""

    model: str
    scripted: bool = False
    calls_tools: bool = False
    takes_images: bool = False
    exchanges: tuple[Exchange, ...] = ()
    called: Mapping[str, Cassette] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the cassette at `path`; raises `UsageError` where there is none that can be read."""
        header, *lines = _lines_of(path)
        try:
            told = json.loads(header)
            form, version, made = told["form"], told["version"], cls._from_header(told)
        except (ValueError, KeyError, TypeError):
            raise UsageError(f"{path} is no cassette: its first line is no header. {_anew(path)}") from None
        if form != FORM or version != VERSION:
            raise UsageError(f"{path} is of the form {form!r}, version {version}, not {VERSION}. {_anew(path)}")
        headers, exchanges = {"": made}, list[Exchange]()
        for number, line in enumerate(lines, start=2):
            try:
                told = json.loads(line)
                if "form" in told:
                    headers[told["agent"]] = cls._from_header(told)
                else:
                    exchanges.append(Exchange.from_told(told))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                why = f"{type(error).__name__}: {error}"
                raise UsageError(f"line {number} of {path} holds no exchange ({why}). {_anew(path)}") from None
        parts = {
            agent: replace(part, exchanges=tuple(each for each in exchanges if each.agent == agent))
            for agent, part in headers.items()
        }
        return replace(parts.pop(""), called=parts)

    @classmethod
    def _from_header(cls, told: Mapping[str, Any]) -> Self:
        return cls(**{name: told[name] for name in PARTS})

    def as_line(self, agent: str = "") -> str:
        """Return the header line; `agent` is the name of the called one that the model works for."""
        header = {"form": FORM, "version": VERSION, **{name: getattr(self, name) for name in PARTS}}
        if agent:
            header["agent"] = agent
        return json.dumps(redact_values(header), ensure_ascii=False)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write `lines` to `path`, all of them or nothing; raises `UsageError` where that cannot be done."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UsageError(f"the cassette {path} cannot be written: {error.strerror}.") from None


def as_sent(request: Request) -> dict[str, Any]:
    """Return a request as plain data without secrets; a picture is told by its hash alone."""
    sent: dict[str, Any] = {"messages": [_message(message) for message in request.messages]}
    sent["stop"] = list(request.stop_sequences)
    sent |= {"tools": [dict(tool) for tool in request.tools]} if request.tools else {}
    sent |= {"grammar": dict(request.grammar)} if request.grammar is not None else {}
    plain: dict[str, Any] = json.loads(json.dumps(redact_values(sent)))
    return plain


def key_of(sent: Any) -> str:
    """Return the key of what was sent. Addresses in memory do not count: they differ from run to run."""
    text = json.dumps(sent, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(_ADDRESS.sub("0x", text).encode()).hexdigest()


def merged(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Return the chunks with neighbours of the same kind of text put together."""
    result: list[Chunk] = []
    for chunk in chunks:
        match chunk, result[-1] if result else None:
            case TextChunk(text), TextChunk(before):
                result[-1] = TextChunk(before + text)
            case ReasoningChunk(text), ReasoningChunk(before):
                result[-1] = ReasoningChunk(before + text)
            case _:
                result.append(chunk)
    return result


def _message(message: Message) -> dict[str, Any]:
    told = message.as_dict()
    if message.images:
        told |= {"content": message.text, "images": [_picture(image) for image in message.images]}
    return told


def _picture(image: Image) -> str:
    return f"{image.kind} sha256:{sha256(image.data.encode()).hexdigest()}"


def _told(chunk: Chunk) -> dict[str, Any]:
    match chunk:
        case TextChunk(text):
            return {"text": text}
        case ReasoningChunk(text):
            return {"reasoning": text}
        case ToolCallChunk(call):
            return {"call": asdict(call)}
        case ReplyEnd(usage, finish_reason):
            return {"end": finish_reason, "usage": asdict(usage)}
    raise TypeError(f"{chunk!r} is not recorded")


def _chunk(told: Mapping[str, Any]) -> Chunk:
    match told:
        case {"text": str(text)}:
            return TextChunk(text)
        case {"reasoning": str(text)}:
            return ReasoningChunk(text)
        case {"call": dict(call)}:
            return ToolCallChunk(ToolCall(**call))
        case {"end": str(finish_reason), "usage": dict(usage)}:
            return ReplyEnd(Usage(**usage), finish_reason)
    raise ValueError(f"{told!r} is no chunk")


def _failures() -> dict[str, type[ModelError]]:
    kinds = [ModelError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return {kind.__name__: kind for kind in kinds}


def _lines_of(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise UsageError(f"there is no cassette {path}; record one with --record {path}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no cassette: it is not text in UTF-8. {_anew(path)}") from None
    except OSError as error:
        raise UsageError(f"the cassette {path} cannot be read: {error.strerror}.") from None
    return lines[:-1] if lines[-1] == "" and len(lines) > 1 else lines


def _anew(path: Path) -> str:
    return f"Record it anew with --record {path}."
