"""Live races as a calendar file that calendar programs subscribe to (RFC 5545, RFC 7986)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

_PRODUCT = "-//SahaBot2//Live races//EN"
_LOOK_AGAIN = timedelta(minutes=15)
"""How often programs are asked to look again; each of them decides for itself."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """`uid` and a `sequence` that grows with every change let programs move an entry instead of adding another."""

    uid: str
    sequence: int
    title: str
    description: str
    location: str
    url: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    is_cancelled: bool
    alarms: tuple[tuple[timedelta, str], ...] = ()
    """How long before the start to remind, and with which words."""


def calendar_file(name: str, entries: Sequence[CalendarEntry]) -> bytes:
    """Return the file, in UTF-8; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, vText(name))  # which the library takes for no text by itself
    calendar.add("refresh-interval", _LOOK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for entry in entries:
        calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    event.add("description", entry.description)
    event.add("location", entry.location)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_cancelled else "OPAQUE")
    for ahead, words in () if entry.is_cancelled else entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", words)
        alarm.add("trigger", -ahead)
        event.add_component(alarm)
    return event
