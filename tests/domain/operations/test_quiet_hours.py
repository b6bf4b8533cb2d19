"""When nobody is told of an alert."""

from datetime import datetime

import pytest

from application.domain.operations.alert_settings import QuietHours


@pytest.mark.parametrize(
    ("start", "end", "zone", "moment", "is_quiet"),
    [
        ("", "", "UTC", "2026-03-14T03:00:00+00:00", False),
        ("22:00", "08:00", "UTC", "2026-03-14T21:59:59+00:00", False),
        ("22:00", "08:00", "UTC", "2026-03-14T22:00:00+00:00", True),
        ("22:00", "08:00", "UTC", "2026-03-14T07:59:59+00:00", True),
        ("22:00", "08:00", "UTC", "2026-03-14T08:00:00+00:00", False),
        ("01:00", "05:00", "UTC", "2026-03-14T00:30:00+00:00", False),
        ("01:00", "05:00", "UTC", "2026-03-14T04:59:00+00:00", True),
        ("22:00", "08:00", "Europe/Berlin", "2026-03-28T06:59:00+00:00", True),
        ("22:00", "08:00", "Europe/Berlin", "2026-03-28T07:00:00+00:00", False),
        ("22:00", "08:00", "Europe/Berlin", "2026-03-29T06:00:00+00:00", False),  # clocks went forward that night
        ("22:00", "08:00", "America/New_York", "2026-03-14T03:00:00+00:00", True),
    ],
)
def test_quiet_hours_are_those_of_clocks_in_their_zone(
    start: str, end: str, zone: str, moment: str, is_quiet: bool
) -> None:
    hours = QuietHours(quiet_from=start, quiet_until=end, time_zone=zone)
    assert hours.cover(datetime.fromisoformat(moment)) is is_quiet
