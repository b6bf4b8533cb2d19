"""How durations are written for people, and read from them."""

import re
from datetime import timedelta

from application.domain.errors import InvalidInput
from application.domain.words import counted

_CLOCK_TIME = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{2})(?:[.,]([0-9]{1,6}))?")


def clock_time(duration: timedelta) -> str:
    """Return "1:23:45", or "23:45" below an hour; whole seconds, cut and not rounded, days as hours."""
    seconds = int(duration.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def precise_time(duration: timedelta) -> str:
    """Return the clock time with tenths, as racetime.gg shows results."""
    return f"{clock_time(duration)}.{duration.microseconds // 100_000}"


def read_clock_time(text: str, *, field: str) -> timedelta:
    """Read "1:23:45", "23:45" or "1:23:45.6", as `precise_time` writes them.

    Raises `InvalidInput` for anything else.
    """
    match = _CLOCK_TIME.fullmatch(text.strip())
    if match is None:
        raise InvalidInput.on(field, "Give the time as hours, minutes and seconds, e.g. 1:23:45 or 1:23:45.6.")
    hours, minutes, seconds, fraction = match.groups()
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        raise InvalidInput.on(field, "Minutes and seconds go up to 59.")
    return timedelta(
        hours=int(hours or 0),
        minutes=int(minutes),
        seconds=int(seconds),
        microseconds=int((fraction or "0").ljust(6, "0")),
    )


def in_minutes(duration: timedelta) -> str:
    """Return "20 minutes", "1 hour" or "12 hours 30 minutes"."""
    hours, minutes = divmod(round(duration.total_seconds() / 60), 60)
    parts = [counted(hours, "hour")] if hours else []
    if minutes or not hours:
        parts.append(counted(minutes, "minute"))
    return " ".join(parts)
