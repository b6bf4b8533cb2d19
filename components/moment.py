"""Points in time: absolute and relative together, in the viewer's own zone, which is named.

The browser knows the zone, so it does the writing (`static/elements.js`); until then the text inside shows, in UTC.
"""

from datetime import UTC, datetime

from nicegui import ui

from application.domain.durations import clock_time
from application.domain.wall_time import in_utc
from components.markup import Text, text


def moment(at: datetime, *, form: str = "datetime", show: str = "both", when_past: str = "") -> ui.element:
    """Show an instant.

    `form` is "datetime", "date", "time" or "exact", which is to the second; `show` is "both", "stacked" (two lines),
    "absolute" or "relative"; `when_past` replaces the relative part once the instant has passed, for what is due but
    has not happened.
    """
    element = _stamped("local-time", "datetime", at, to_the_second=form == "exact")
    element.props["form"] = form
    element.props["show"] = show
    if when_past:
        element.props["when-past"] = when_past
    return element


def count_down(to: datetime, *, when_past: str) -> ui.element:
    """The time left until an instant, ticking."""
    element = _stamped("count-down", "to", to)
    element.props["role"] = "timer"
    element.props["when-past"] = when_past
    return element


def race_clock(since: datetime, until: datetime | None = None) -> ui.element:
    """The time that a race has been running, ticking until it ends."""
    lasted = "" if until is None else clock_time(until - since).zfill(5)
    element = text(lasted or in_utc(since), tag="race-clock")
    element.props["since"] = instant_text(since)
    element.props["role"] = "timer"
    if until is not None:
        element.props["until"] = instant_text(until)
    return element


def day_heading(at: datetime) -> ui.element:
    """The viewer's day of an instant; hides itself below a heading of the same day."""
    element = _stamped("day-heading", "datetime", at)
    element.props["role"] = "heading"
    element.props["aria-level"] = "2"
    return element


def zone_note() -> Text:
    """One line that names the viewer's zone."""
    return Text("zone-note", "Times are in UTC")


def zone_chip() -> Text:
    """Names the viewer's zone and lets it be changed; the browser keeps the choice."""
    return Text("zone-chip", "")


def _stamped(tag: str, attribute: str, at: datetime, *, to_the_second: bool = False) -> ui.element:
    element = text(f"{at.astimezone(UTC):%a %-d %b %Y, %H:%M:%S} UTC" if to_the_second else in_utc(at), tag=tag)
    element.props[attribute] = instant_text(at)
    return element


def instant_text(at: datetime) -> str:
    """Return the instant as browsers read it, e.g. "2026-03-14T19:00:00Z"."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def page_clock(now: datetime) -> Text:
    """Tells the browser the server's time, so that a viewer's wrong clock spoils no countdown."""
    element = Text("page-clock", "")
    element.props["now"] = instant_text(now)
    element.props["hidden"] = True
    return element
