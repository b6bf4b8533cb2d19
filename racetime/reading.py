"""Reading foreign JSON: strict about types, silent about what they contain.

A complaint names the place in the document and never repeats its text, because it is logged and a document may contain
a seed.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

Document = Mapping[str, object]

_DURATION = re.compile(
    r"(?P<sign>-)?P(?:(?P<days>[0-9]{1,9})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?"
    r"(?:(?P<seconds>[0-9]{1,9})(?:[.,](?P<fraction>[0-9]+))?S)?)?"
)
_LARGEST_NUMBER = 2**31 - 1
"""What fits the database's integer columns."""


class MalformedDocument(Exception):
    """A frame or an answer isn't what racetime.gg is known to send: to be ignored as a whole."""


class Shape(BaseModel):
    """What is needed of a document. The rest is not looked at, so that racetime.gg may add fields."""

    model_config = ConfigDict(strict=True, frozen=True)

    @classmethod
    def read(cls, document: object) -> Self:
        """Raises `MalformedDocument` with the field that isn't understood."""
        try:
            return cls.model_validate(document)
        except ValidationError as error:
            problem = error.errors(include_input=False, include_context=False, include_url=False)[0]
            place = problem["loc"][0] if problem["loc"] else "the document"
            raise MalformedDocument(f"{place} is not understood: {problem['type']}") from None


def instant(value: object) -> datetime:
    """Return an instant in UTC from ISO 8601 with its offset, with or without a fraction."""
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("no instant") from None


def duration(value: object) -> timedelta:
    """Return a duration from ISO 8601 without months and years, as `P1DT02H03M04.567890S`, maybe negative."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or not any(match.group("days", "hours", "minutes", "seconds")):
        raise ValueError("no duration")
    days, hours, minutes, seconds = (int(part or 0) for part in match.group("days", "hours", "minutes", "seconds"))
    microseconds = int((match["fraction"] or "").ljust(6, "0")[:6])
    try:
        length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
    except OverflowError:
        raise ValueError("too long a duration") from None
    return -length if match["sign"] else length


Text = Annotated[str, Field(min_length=1)]
"""A text that must be there and not be empty."""
MaybeText = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else "")]
"""A text, empty when there is none; racetime.gg uses null and "" alike."""
Number = Annotated[int, Field(ge=0, le=_LARGEST_NUMBER)]
Flag = Annotated[bool, BeforeValidator(lambda value: value is True)]
Instant = Annotated[datetime, BeforeValidator(instant)]
Duration = Annotated[timedelta, BeforeValidator(duration)]
