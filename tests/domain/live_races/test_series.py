"""Races that come again: the local time stays, whatever clocks do."""

from datetime import UTC, datetime

import pytest

from application.domain.errors import InvalidInput
from application.domain.live_races.series import Series, occurrences


def test_the_local_time_stays_when_clocks_go_forward() -> None:
    instants = occurrences(Series("2026-03-21T20:00", "Europe/Berlin", every_days=7, count=3))
    assert instants == (
        datetime(2026, 3, 21, 19, tzinfo=UTC),
        datetime(2026, 3, 28, 19, tzinfo=UTC),
        datetime(2026, 4, 4, 18, tzinfo=UTC),
    )


def test_the_local_time_stays_when_clocks_go_back() -> None:
    instants = occurrences(Series("2026-10-31T20:00", "America/New_York", every_days=1, count=2))
    assert [instant.hour for instant in instants] == [0, 1]


def test_a_race_at_a_time_that_clocks_skip_is_named() -> None:
    with pytest.raises(InvalidInput, match="Race 2, on Sun 29 Mar 2026: Clocks in Europe/Berlin skip 02:30"):
        occurrences(Series("2026-03-22T02:30", "Europe/Berlin", every_days=7, count=3))


@pytest.mark.parametrize(("every_days", "count"), [(0, 3), (29, 3), (7, 1), (7, 53)])
def test_a_series_has_bounds(every_days: int, count: int) -> None:
    with pytest.raises(InvalidInput, match=r"A series can have 2 to 52 races|can be 1 to 28 days apart"):
        occurrences(Series("2026-03-21T20:00", "UTC", every_days=every_days, count=count))
