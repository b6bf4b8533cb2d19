"""The written forms of time and order that racetime.gg uses, and how it reads the fields of its forms."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

LONGEST_INFO = 1000

_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")
_STYLED = re.compile(r"##(\w+?)##(.*?)##", re.DOTALL)


def instant(moment: datetime) -> str:
    """Return the form used in documents: UTC with `Z`, milliseconds cut (not rounded), none when there are none."""
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    return (text[:23] if moment.microsecond else text) + "Z"


def optional_instant(moment: datetime | None) -> str | None:
    return None if moment is None else instant(moment)


def precise_instant(moment: datetime) -> str:
    """Return the form used in socket envelopes and chat: microseconds and a `+00:00` offset."""
    return moment.astimezone(UTC).isoformat()


def duration(length: timedelta) -> str:
    """Return Django's ISO 8601 form, e.g. `P0DT01H02M03.000004S`; days are always there, a zero fraction never."""
    sign = "-" if length < timedelta() else ""
    magnitude = abs(length)
    minutes, seconds = divmod(magnitude.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{magnitude.microseconds:06d}" if magnitude.microseconds else ""
    return f"{sign}P{magnitude.days}DT{hours:02d}H{minutes:02d}M{seconds:02d}{fraction}S"


def clock_time(length: timedelta) -> str:
    """Return `H:MM:SS` for people; fractions are left out."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}"


def parsed_clock_time(text: str) -> timedelta | None:
    """Read `H:MM:SS` or `M:SS`, with an optional fraction of a second; None when it is neither."""
    match = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2}(?:\.\d{1,6})?)", text.strip())
    if match is None:
        return None
    hours, minutes, seconds = match.groups()
    return timedelta(hours=int(hours or 0), minutes=int(minutes), seconds=float(seconds))


def ordinal(number: int) -> str:
    """Return `1st`, `2nd`, `3rd`, `11th` and so on."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def without_styles(text: str) -> str:
    """Return a system line without its `##style##text##` marks."""
    return _STYLED.sub(r"\2", text)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame ready to be sent; `is_race_data` marks the kind that can be repeated and delivered late."""

    text: str
    is_race_data: bool = False


def make_frame(kind: str, now: datetime, **payload: object) -> Frame:
    """Build a frame of type `kind` with the server's time and the payload's keys beside it."""
    envelope = {"type": kind, "date": precise_instant(now), **payload}
    return Frame(json.dumps(envelope, separators=(",", ":")), is_race_data=kind == "race.data")


# Fields of a form


def _flag(word: str) -> bool:
    """Only `false`, `False` and nothing at all between the quotes are false; `0`, `no` and `off` are true."""
    return word not in ("false", "False", "")


def _text(text: str, longest: int) -> str:
    text = text.strip()
    if len(text) > longest:
        raise _complaint(f"At most {longest} characters fit; there are {len(text)}.")
    return text


def _number(text: str, least: int, most: int) -> int:
    if not text.strip():
        raise _complaint("This field is required.")
    if not _WHOLE_NUMBER.fullmatch(text.strip()):
        raise _complaint("Enter a whole number.")
    if not least <= int(text) <= most:
        raise _complaint(f"Enter a number from {least} to {most}.")
    return int(text)


def _complaint(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("form", "{sentence}", {"sentence": sentence})


Flag = Annotated[bool, BeforeValidator(_flag)]
Info = Annotated[str, BeforeValidator(partial(_text, longest=LONGEST_INFO))]
GoalName = Annotated[str, BeforeValidator(partial(_text, longest=255))]


def time_field(unit: timedelta, least: int, most: int) -> BeforeValidator:
    """A length of time that a form gives as so many units."""
    return BeforeValidator(lambda text: unit * _number(text, least, most))
