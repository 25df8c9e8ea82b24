"""Single values of the standard library, other than those that JSON knows."""

from __future__ import annotations

import datetime
import struct
import zoneinfo
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import PosixPath, PurePosixPath, PureWindowsPath, WindowsPath
from typing import Any
from uuid import UUID

from agent_magic.worker.codec.checks import instance, text, zone_key
from agent_magic.worker.codec.encoded import Undecodable, Unsendable
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Write, Writer

FRACTION_BITS = 100_000
"""A fraction is reduced when it is made, which takes the square of this."""

PATHS: dict[type, str] = {kind: kind.__name__ for kind in (PurePosixPath, PureWindowsPath, PosixPath, WindowsPath)}
PATH_KINDS = {name: kind for kind, name in PATHS.items()}


def _fraction(value: Fraction, writer: Writer) -> Any:
    parts = (value.numerator, value.denominator)
    if max(part.bit_length() for part in parts) > FRACTION_BITS:
        raise Unsendable(f"a Fraction of more than {FRACTION_BITS:,} bits cannot be sent")
    return ["Fraction", *map(writer.node, parts)]


def _read_fraction(reader: Reader, *parts: Any) -> Fraction:
    numerator, denominator = (instance(reader.value(part), int) for part in parts)
    if max(numerator.bit_length(), denominator.bit_length()) > FRACTION_BITS:
        raise Undecodable("a fraction is too large")
    return Fraction(numerator, denominator)


def _time(value: datetime.time | datetime.datetime, writer: Writer) -> list[Any]:
    return [value.hour, value.minute, value.second, value.microsecond, value.fold, writer.node(value.tzinfo)]


def _read_time(reader: Reader, hour: int, minute: int, second: int, micro: int, fold: int, zone: Any) -> datetime.time:
    return datetime.time(hour, minute, second, micro, reader.value(zone), fold=fold)


def _datetime(value: datetime.datetime, writer: Writer) -> Any:
    return ["datetime", value.year, value.month, value.day, *_time(value, writer)]


def _read_datetime(reader: Reader, year: int, month: int, day: int, *time: Any) -> datetime.datetime:
    return datetime.datetime.combine(datetime.date(year, month, day), _read_time(reader, *time))


def _zone(value: zoneinfo.ZoneInfo, writer: Writer) -> Any:
    if value.key is None:
        raise Unsendable("a ZoneInfo without a key cannot be sent: make it by its name")
    return ["ZoneInfo", value.key]


def _read_zone(reader: Reader, key: Any) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(zone_key(key))


def _timezone(value: datetime.timezone, writer: Writer) -> Any:
    offset, *name = value.__getinitargs__()  # type: ignore[attr-defined]
    return ["timezone", writer.node(offset), *name]


def _read_timezone(reader: Reader, offset: Any, *name: Any) -> datetime.timezone:
    delta = instance(reader.value(offset), datetime.timedelta)
    return datetime.timezone(delta, *map(text, name))


def _range(value: range, writer: Writer) -> Any:
    return ["range", *map(writer.node, (value.start, value.stop, value.step))]


def _read_range(reader: Reader, *parts: Any) -> range:
    return range(*map(reader.value, parts))


SCALARS: Mapping[type, Write] = {
    float: lambda value, writer: ["float", struct.pack(">d", value).hex()],
    complex: lambda value, writer: ["complex", struct.pack(">dd", value.real, value.imag).hex()],
    type(...): lambda value, writer: ["..."],
    range: _range,
    datetime.date: lambda value, writer: ["date", value.toordinal()],
    datetime.time: lambda value, writer: ["time", *_time(value, writer)],
    datetime.datetime: _datetime,
    datetime.timedelta: lambda value, writer: ["timedelta", value.days, value.seconds, value.microseconds],
    datetime.timezone: _timezone,
    zoneinfo.ZoneInfo: _zone,
    UUID: lambda value, writer: ["UUID", value.hex],
    **dict.fromkeys(PATHS, lambda value, writer: ["path", PATHS[type(value)], writer.node(str(value))]),
}

LARGE: Mapping[type, Write] = {
    int: lambda value, writer: ["int", f"{value:x}"],
    str: lambda value, writer: ["str", writer.blob(value.encode("utf-8", "surrogatepass"))],
    bytes: lambda value, writer: ["bytes", writer.blob(value)],
    bytearray: lambda value, writer: ["bytearray", writer.blob(value)],
    Decimal: lambda value, writer: ["Decimal", str(value)],
    Fraction: _fraction,
}

READINGS: Mapping[str, Reading] = {
    "float": Reading(lambda reader, data: struct.unpack(">d", bytes.fromhex(data))[0], "never"),
    "complex": Reading(lambda reader, data: complex(*struct.unpack(">dd", bytes.fromhex(data))), "never"),
    "...": Reading(lambda reader: ..., "never"),
    "range": Reading(_read_range, "never"),
    "date": Reading(lambda reader, day: datetime.date.fromordinal(day), "never"),
    "time": Reading(_read_time, "never"),
    "datetime": Reading(_read_datetime, "never"),
    "timedelta": Reading(lambda reader, days, seconds, micro: datetime.timedelta(days, seconds, micro), "never"),
    "timezone": Reading(_read_timezone, "never"),
    "ZoneInfo": Reading(_read_zone, "never"),
    "UUID": Reading(lambda reader, value: UUID(text(value)), "never"),
    "path": Reading(lambda reader, kind, path: PATH_KINDS[kind](instance(reader.value(path), str)), "never"),
    "int": Reading(lambda reader, digits: int(text(digits), 16)),
    "str": Reading(lambda reader, reference: str(reader.take(reference), "utf-8", "surrogatepass")),
    "bytes": Reading(lambda reader, reference: bytes(reader.take(reference))),
    "bytearray": Reading(lambda reader, reference: bytearray(reader.take(reference))),
    "Decimal": Reading(lambda reader, digits: Decimal(text(digits))),
    "Fraction": Reading(_read_fraction),
}
