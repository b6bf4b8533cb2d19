"""Lines of an archive as values of columns. Whoever made it may have written anything, so everything is looked at."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any

from tortoise.fields import (
    BigIntField,
    BooleanField,
    CharField,
    DatetimeField,
    FloatField,
    IntField,
    JSONField,
    SmallIntField,
    TextField,
    TimeDeltaField,
)
from tortoise.fields.base import Field
from tortoise.fields.data import CharEnumFieldInstance

from application.domain.errors import InvalidInput
from application.domain.operations.archive import UnusableArchive
from application.domain.text import clean_text, cut_line
from application.repositories.operations.archive_parts import PARTS, Part
from application.repositories.operations.archive_reader import told_columns

Values = dict[str, Any]
Check = Callable[[Values], Values]
"""What a kind of row must be beyond its columns' kinds. Raises `InvalidInput`."""

_LARGEST = {SmallIntField: 2**15 - 1, IntField: 2**31 - 1, BigIntField: 2**63 - 1}
_LONGEST_TIME = int(timedelta(days=3650) / timedelta(microseconds=1))
_EARLIEST, _LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_DEEPEST = 8
_REMEMBERED = 4_096
"""Moments, which many rows have in common."""


class _Wrong(Exception):
    """A value is none of its column's kind."""


class ArchiveRows:
    """Reads parts in their order, each once. Rows that columns name must have come before."""

    def __init__(self, lines: Callable[[str], Iterator[Mapping[str, Any]]], checks: Mapping[str, Check]) -> None:
        self._lines = lines
        self._checks = checks
        self.counts: dict[str, int] = {}

    def of(self, part: Part) -> Iterator[Values]:
        """Return values by columns; those that name rows have their numbers. Raises `UnusableArchive`."""
        columns = {told: name for name, told in told_columns(part)}
        readers = [(told, name, self._reader_of(part, name)) for told, name in columns.items()]
        check = self._checks.get(part.name, _as_it_is)
        count = 0
        for count, line in enumerate(self._lines(f"{part.name}.jsonl"), start=1):
            where = f"{part.name}.jsonl, line {count}"
            if line.get("number") != count:
                raise UnusableArchive.because(f"{where} of this archive is not number {count}: something is missing.")
            if line.keys() - {"number"} != columns.keys():
                names = ", ".join(
                    sorted(cut_line(str(name), 40) for name in (line.keys() - {"number"}) ^ columns.keys())
                )
                raise UnusableArchive.because(
                    f"{where} of this archive has other columns than are known here ({names[:200]}). Bring both "
                    "installations to the same version and make the archive again."
                )
            values: Values = {}
            try:
                for told, name, read in readers:  # the last one is told of
                    values[name] = read(line[told])
            except (_Wrong, ValueError, OverflowError) as error:
                raise UnusableArchive.because(f"{where} of this archive: {told} can't be read.") from error
            try:
                yield check(values)
            except InvalidInput as error:
                raise UnusableArchive.because(f"{where} of this archive: {error.message}") from error
        self.counts[part.name] = count

    def _reader_of(self, part: Part, name: str) -> Callable[[Any], Any]:
        item, target = part.columns[name], part.refers.get(name)
        read: Callable[[Any], Any]
        if target is not None:
            read = partial(_number, least=1, most=self.counts[target])
        elif name in part.loose:
            known = self.counts.get(part.loose[name], max(self.counts.values()))
            read = partial(_number, least=-_LARGEST[IntField], most=known)
        else:
            read = _reader(item)
        if not item.null:
            return read
        return lambda value: None if value is None else read(value)


def _as_it_is(values: Values) -> Values:
    return values


def demand_sound(rows: ArchiveRows) -> dict[str, int]:
    """Read an archive from the beginning to the end; returns how many rows of each part there are."""
    for part in PARTS:
        for _ in rows.of(part):
            pass
    return rows.counts


def _number(value: Any, *, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most or value == 0:
        raise _Wrong
    return value


def _reader(item: Field[Any]) -> Callable[[Any], Any]:
    """Return what makes a column's value of what stands in the archive."""
    match item:
        case CharEnumFieldInstance():
            vocabulary: type[StrEnum] = item.enum_type  # type: ignore[assignment]  # all of ours are
            return lambda value: vocabulary(_text(value, 100))
        case CharField():
            return lambda value: _text(value, item.max_length)
        case TextField():
            return lambda value: _text(value, None)
        case DatetimeField():
            return _moment
        case TimeDeltaField():
            return _duration
        case BooleanField():
            return _truth
        case FloatField():
            return _real
        case JSONField():
            return _document
        case SmallIntField() | IntField() | BigIntField():
            largest = _LARGEST[type(item)]
            return lambda value: _whole(value, largest)
    raise TypeError(f"{type(item).__name__} has no place in an archive")


def _text(value: Any, longest: int | None) -> str:
    if not isinstance(value, str):
        raise _Wrong
    text = clean_text(value)
    if longest is not None and len(text) > longest:
        raise _Wrong
    return text


def _whole(value: Any, largest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -largest <= value <= largest:
        raise _Wrong
    return value


def _real(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise _Wrong
    return float(value)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong
    return value


def _duration(value: Any) -> timedelta:
    return timedelta(microseconds=_whole(value, _LONGEST_TIME))


def _moment(value: Any) -> datetime:
    return _read_moment(_text(value, 40))


@lru_cache(_REMEMBERED)
def _read_moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    if read.tzinfo is None or not _EARLIEST <= read <= _LATEST:
        raise _Wrong
    return read.astimezone(UTC)


def _document(value: Any, depth: int = 0) -> Any:
    match value:
        case _ if depth > _DEEPEST:
            raise _Wrong
        case dict():
            return {_text(key, 200): _document(item, depth + 1) for key, item in value.items()}
        case list():
            return [_document(item, depth + 1) for item in value]
        case str():
            return _text(value, None)
        case int() if not isinstance(value, bool):
            return _whole(value, _LARGEST[BigIntField])
        case float():
            return _real(value)
    return value
