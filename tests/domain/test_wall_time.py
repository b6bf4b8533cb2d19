"""From the time on somebody's wall to an instant."""

from datetime import UTC, datetime

import pytest

from application.domain.errors import InvalidInput
from application.domain.wall_time import instant_of


def test_a_local_time_is_taken_in_its_zone() -> None:
    assert instant_of("2026-03-14T20:00", "Europe/Berlin", field="at") == datetime(2026, 3, 14, 19, tzinfo=UTC)
    assert instant_of("2026-07-14T20:00", "Europe/Berlin", field="at") == datetime(2026, 7, 14, 18, tzinfo=UTC)


def test_a_time_that_clocks_skip_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"Clocks in America/New York skip 02:30 on that day\."):
        instant_of("2026-03-08T02:30", "America/New_York", field="at")


def test_a_time_that_comes_twice_is_the_first_of_the_two() -> None:
    assert instant_of("2026-11-01T01:30", "America/New_York", field="at") == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "zone", "sentence"),
    [
        ("", "UTC", "Give a date and a time."),
        ("soon", "UTC", "Give a date and a time."),
        ("2026-03-14T20:00+01:00", "UTC", "as your clock shows it"),
        ("2026-03-14T20:00", "Hyrule/Castle", "This time zone is not known here."),
        ("2026-03-14T20:00", "../../etc/passwd", "This time zone is not known here."),
        ("2026-03-14T20:00", "", "This time zone is not known here."),
    ],
)
def test_what_is_no_local_time_is_refused_with_a_sentence(local: str, zone: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        instant_of(local, zone, field="at")
