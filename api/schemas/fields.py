"""Kinds of fields and bases of bodies that all schemas share."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    WithJsonSchema,
    field_validator,
)

from application.domain.ids import LARGEST_ID
from application.domain.people.roster import NAME_LIMIT
from application.domain.text import clean_text
from application.domain.tournaments.settings import NAME_LIMIT as TOURNAMENT_NAME_LIMIT

T = TypeVar("T")
C = TypeVar("C")

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)?")
_OUT_OF_REASON = "Give a time between the years 2000 and 2200."
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _moment(value: object) -> object:
    """Read an RFC 3339 instant, whose offset is required, and return it in UTC."""
    if value is None:
        return value
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise ValueError("Give the time as in 2026-03-14T20:00:00+01:00.")
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        raise ValueError("There is no such date and time. Give it as in 2026-03-14T20:00:00+01:00.") from None
    if moment.tzinfo is None:
        raise ValueError("Give the time with its offset from UTC, as in 2026-03-14T20:00:00+01:00.")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(_OUT_OF_REASON) from None


def _within_reason(moment: datetime) -> datetime:
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError(_OUT_OF_REASON)
    return moment


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    AfterValidator(_within_reason),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "description": "RFC 3339 with its offset from UTC.",
            "examples": ["2026-03-14T20:00:00+01:00"],
        }
    ),
]
"""An instant in a request."""

PlaceInTime = Annotated[AwareDatetime, AfterValidator(_within_reason)]
PlaceInAlphabet = Annotated[str, Field(max_length=NAME_LIMIT, pattern=r"^[^\x00]*$")]
PlaceAmongTournaments = Annotated[str, Field(max_length=TOURNAMENT_NAME_LIMIT, pattern=r"^[^\x00]*$")]
"""Parts of cursors, which come back from outside."""

Id = Annotated[int, Strict(), Field(ge=1, le=LARGEST_ID)]
Whole = Annotated[int, Strict(), Field(ge=-LARGEST_ID, le=LARGEST_ID)]
"""A whole number; what range makes sense is for the domain to say."""
Number = Annotated[float, Strict(), Field(allow_inf_nan=False, ge=-LARGEST_ID, le=LARGEST_ID)]
"""A number, with or without decimals."""
Minutes = Annotated[int, Strict(), Field(ge=0, le=10_000)]
Flag = Annotated[bool, Strict()]
DiscordId = Annotated[str, Field(pattern=r"^[0-9]{1,20}$", examples=["80351110224678912"])]
"""Written as text, because it is larger than the numbers that JavaScript keeps exactly."""


class RequestBody(BaseModel):
    """Refuses fields that it doesn't know, so that a misspelled one is not silently left out, and cleans every text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*")
    @classmethod
    def _clean(cls, value: object) -> object:
        return _cleaned(value)


def _cleaned(value: object) -> object:
    if type(value) is str:
        return clean_text(value)
    if isinstance(value, list | tuple):
        return type(value)(_cleaned(item) for item in value)
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value


class ResponseBody(BaseModel):
    model_config = ConfigDict(frozen=True)


class Page(ResponseBody, Generic[T]):
    """One page of a list."""

    items: list[T]
    next_cursor: str | None = Field(description="Ask for the next page with it; null on the last one.")

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        return f"{params[0].__name__}Page"


def left_out(*, description: str | None = None) -> Any:
    """The default of a field that a change may leave out; None would mean "clear it"."""
    return Field(default_factory=lambda: None, description=description)


def seconds(duration: timedelta | None) -> float | None:
    return None if duration is None else duration.total_seconds()


def changes(body: RequestBody, kind: type[C], *, leaving_out: frozenset[str] = frozenset()) -> C:
    """Make the service's value for a change out of just the fields that the body names."""
    named = body.model_fields_set - leaving_out
    return kind(**{name: getattr(body, name) for name in named})
