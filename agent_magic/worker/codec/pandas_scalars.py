"""Pandas' single values: moments, durations, periods, intervals and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from agent_magic.worker.codec.encoded import Undecodable
from agent_magic.worker.codec.pandas_arrays import CLOSED, frequency, one_of
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import loaded

UNITS = ("s", "ms", "us", "ns")


def write(value: Any, writer: Writer) -> Any:
    """Return the node of a single value of pandas', or None where it is none."""
    pandas: Any = loaded("pandas")
    kind = type(value)
    if value is pandas.NaT:
        return ["pandas.NaT"]
    if value is pandas.NA:
        return ["pandas.NA"]
    if kind is pandas.Timestamp:
        return ["pandas.Timestamp", int(value.asm8.view("i8")), value.unit, writer.node(value.tz), value.fold]
    if kind is pandas.Timedelta:
        return ["pandas.Timedelta", int(value.asm8.view("i8")), value.unit]
    if kind is pandas.Period:
        return ["pandas.Period", value.ordinal, pandas.PeriodDtype(value.freq).name[len("period[") : -1]]
    if kind is pandas.Interval:
        return ["pandas.Interval", writer.node(value.left), writer.node(value.right), value.closed]
    return None


def _read_timestamp(reader: Reader, moment: Any, unit: Any, zone: Any, fold: Any) -> Any:
    pandas = import_module("pandas")
    value = pandas.Timestamp(import_module("numpy").datetime64(moment, one_of(unit, UNITS)))
    tz = reader.value(zone)
    if tz is not None:
        return value.tz_localize("UTC").tz_convert(tz)
    return value.replace(fold=fold) if fold else value


def _read_timedelta(reader: Reader, duration: Any, unit: Any) -> Any:
    return import_module("pandas").Timedelta(import_module("numpy").timedelta64(duration, one_of(unit, UNITS)))


def _read_period(reader: Reader, ordinal: Any, name: Any) -> Any:
    if type(ordinal) is not int:
        raise Undecodable("a period has no place in time")
    return import_module("pandas").Period(
        ordinal=ordinal, freq=import_module("pandas").PeriodDtype(frequency(name)).freq
    )


def _read_interval(reader: Reader, left: Any, right: Any, closed: Any) -> Any:
    return import_module("pandas").Interval(reader.value(left), reader.value(right), one_of(closed, CLOSED))


READINGS: Mapping[str, Reading] = {
    "pandas.NaT": Reading(lambda reader: import_module("pandas").NaT),
    "pandas.NA": Reading(lambda reader: import_module("pandas").NA),
    "pandas.Timestamp": Reading(_read_timestamp),
    "pandas.Timedelta": Reading(_read_timedelta),
    "pandas.Period": Reading(_read_period),
    "pandas.Interval": Reading(_read_interval),
}
