"""Times as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.durations import precise_time, read_clock_time
from application.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1:23:45", timedelta(hours=1, minutes=23, seconds=45)),
        ("  23:45 ", timedelta(minutes=23, seconds=45)),
        ("75:00", timedelta(minutes=75)),
        ("1:23:45.6", timedelta(hours=1, minutes=23, seconds=45, milliseconds=600)),
        ("0:00:01,25", timedelta(seconds=1, milliseconds=250)),
        ("100:00:00", timedelta(hours=100)),
    ],
)
def test_a_time_is_read_as_people_write_it(written: str, read: timedelta) -> None:
    assert read_clock_time(written, field="time") == read


@pytest.mark.parametrize("written", ["", "90", "1:2", "1:60:00", "0:61", "-1:00:00", "1:23:45.", "1h", "١:٢٣:٤٥"])
def test_what_is_no_time_is_refused_at_its_field(written: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_clock_time(written, field="time")
    assert refusal.value.problems[0].field == "time"


@given(st.integers(0, 10**6))
def test_what_is_written_is_read_back(tenths: int) -> None:
    time = timedelta(milliseconds=100 * tenths)
    assert read_clock_time(precise_time(time), field="time") == time
