"""Keeping back what happens in a race, so that nobody who follows it on a delayed stream hears of it early."""

from collections.abc import Iterable
from datetime import datetime, timedelta


def is_kept_back(happened_at: datetime | None, delay: timedelta, now: datetime, *, ended_at: datetime | None) -> bool:
    """Tell whether an outcome is still kept back. One without a time waits for the delay after the race's end."""
    if not delay:
        return False
    at = _shows_at(happened_at or ended_at, delay)
    return at is None or now < at


def next_shown(happened: Iterable[datetime | None], delay: timedelta, now: datetime) -> datetime | None:
    """Return when the next of these outcomes is shown, None when none is kept back whose time is known."""
    known = [at for at in (_shows_at(each, delay) for each in happened) if at is not None and at > now]
    return min(known, default=None)


def _shows_at(happened_at: datetime | None, delay: timedelta) -> datetime | None:
    """Return when an outcome may be shown; None while nobody knows, because racetime.gg gives it no time."""
    return None if happened_at is None else happened_at + delay
