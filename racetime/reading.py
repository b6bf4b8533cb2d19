"""Reading values out of foreign JSON: strict about types, silent about what they contain.

Error messages name the place in the document and never repeat its text, because they are logged and a document may
contain a seed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

Document = Mapping[str, object]
E = TypeVar("E", bound=StrEnum)

_DURATION = re.compile(
    r"(?P<sign>-)?P(?:(?P<days>[0-9]{1,9})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?"
    r"(?:(?P<seconds>[0-9]{1,9})(?:[.,](?P<fraction>[0-9]+))?S)?)?"
)
_LARGEST_NUMBER = 2**31 - 1
"""What fits the database's integer columns."""


class MalformedDocument(Exception):
    """A frame or an answer isn't what racetime.gg is known to send: to be ignored as a whole."""


def as_object(value: object, what: str) -> Document:
    if not isinstance(value, Mapping):
        raise MalformedDocument(f"{what} is no object")
    return value


def as_list(value: object, what: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise MalformedDocument(f"{what} is no list")
    return value


def text(document: Document, key: str) -> str:
    """Return a text that must be there and not be empty."""
    value = document.get(key)
    if not isinstance(value, str) or not value:
        raise MalformedDocument(f"{key} is no text")
    return value


def optional_text(document: Document, key: str) -> str:
    """Return a text, empty when there is none; racetime.gg uses null and "" alike."""
    value = document.get(key)
    return value if isinstance(value, str) else ""


def whole_number(document: Document, key: str) -> int:
    value = document.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST_NUMBER:
        raise MalformedDocument(f"{key} is no whole number")
    return value


def optional_whole_number(document: Document, key: str) -> int | None:
    return None if document.get(key) is None else whole_number(document, key)


def word(vocabulary: type[E], value: object, what: str) -> E:
    """Return a word of a closed vocabulary."""
    try:
        return vocabulary(value if isinstance(value, str) else "")
    except ValueError:
        raise MalformedDocument(f"{what} has an unknown value") from None


def instant(document: Document, key: str) -> datetime | None:
    """Return an instant in UTC from ISO 8601 with its offset, with or without a fraction; None for null."""
    value = document.get(key)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
        if moment.tzinfo is None:
            raise MalformedDocument(f"{key} has no time zone")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MalformedDocument(f"{key} is no instant") from None


def optional_duration(document: Document, key: str) -> timedelta | None:
    value = document.get(key)
    return None if value is None else duration(value, key)


def duration(value: object, what: str) -> timedelta:
    """Return a duration from ISO 8601 without months and years, as `P1DT02H03M04.567890S`, maybe negative."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or not any(match.group("days", "hours", "minutes", "seconds")):
        raise MalformedDocument(f"{what} is no duration")
    days, hours, minutes, seconds = (int(part or 0) for part in match.group("days", "hours", "minutes", "seconds"))
    microseconds = int((match["fraction"] or "").ljust(6, "0")[:6])
    try:
        length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
    except OverflowError:
        raise MalformedDocument(f"{what} is too long a duration") from None
    return -length if match["sign"] else length
