"""From the time on somebody's wall, as forms give it, to an instant."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from application.domain.errors import InvalidInput


def instant_of(local: str, zone: str, *, field: str) -> datetime:
    """Return the instant at which clocks in `zone` (an IANA name) show `local` ("2026-03-14T20:00").

    Of a time that comes twice, when clocks go back, it is the first. Raises `InvalidInput` for what is no time, for an
    unknown zone, and for a time that clocks skip when they go forward.
    """
    try:
        wall = datetime.fromisoformat(local)
    except ValueError as error:
        raise InvalidInput.on(field, "Give a date and a time.") from error
    if wall.tzinfo is not None:
        raise InvalidInput.on(field, "Give the date and time as your clock shows it.")
    place = place_of_zone(zone, field=field)
    instant = wall.replace(tzinfo=place).astimezone(UTC)
    if instant.astimezone(place).replace(tzinfo=None) != wall:
        raise InvalidInput.on(
            field, f"Clocks in {zone.replace('_', ' ')} skip {wall:%H:%M} on that day. Choose another time."
        )
    return instant


def in_zone(instant: datetime, zone: str, *, field: str) -> datetime:
    """Return the instant as clocks in `zone` show it. Raises `InvalidInput` for an unknown zone."""
    return instant.astimezone(place_of_zone(zone, field=field))


def in_utc(instant: datetime) -> str:
    """Return an instant as text for where nobody's zone is known: "Sat 14 Mar 2026, 20:00 UTC"."""
    return f"{instant.astimezone(UTC):%a %-d %b %Y, %H:%M} UTC"


def place_of_zone(zone: str, *, field: str) -> ZoneInfo:
    """Raises `InvalidInput` for a name that is no zone's."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput.on(field, "This time zone is not known here. Choose another one.") from error
