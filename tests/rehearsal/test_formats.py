"""The written forms of racetime.gg, as far as a client must be able to read them back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from racetime.rehearsal.formats import (
    clock_time,
    duration,
    instant,
    ordinal,
    parsed_clock_time,
    precise_instant,
    without_styles,
)

_DURATION = re.compile(r"(-?)P(\d+)DT(\d{2})H(\d{2})M(\d{2})(?:\.(\d{6}))?S")


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(seconds=7, microseconds=231), "P0DT00H00M07.000231S"),
        (timedelta(days=1), "P1DT00H00M00S"),
        (timedelta(hours=1, minutes=2, seconds=3), "P0DT01H02M03S"),
        (-timedelta(seconds=5), "-P0DT00H00M05S"),
    ],
)
def test_durations_are_written_as_django_writes_them(length: timedelta, text: str) -> None:
    assert duration(length) == text


@given(st.timedeltas(min_value=-timedelta(days=4), max_value=timedelta(days=4)))
def test_every_duration_can_be_read_back_to_the_microsecond(length: timedelta) -> None:
    match = _DURATION.fullmatch(duration(length))
    assert match is not None
    sign, days, hours, minutes, seconds, fraction = match.groups()
    read = timedelta(
        days=int(days),
        hours=int(hours),
        minutes=int(minutes),
        seconds=int(seconds),
        microseconds=int(fraction or 0),
    )
    assert (-read if sign else read) == length


def test_instants_are_cut_to_milliseconds_and_lose_a_zero_fraction() -> None:
    assert instant(datetime(2026, 11, 23, 23, 37, 2, 899_999, tzinfo=UTC)) == "2026-11-23T23:37:02.899Z"
    assert instant(datetime(2026, 11, 23, 23, 37, 2, tzinfo=UTC)) == "2026-11-23T23:37:02Z"


def test_socket_instants_keep_microseconds_and_an_offset() -> None:
    assert precise_instant(datetime(2026, 11, 23, 23, 37, 2, 899_999, tzinfo=UTC)) == "2026-11-23T23:37:02.899999+00:00"


def test_places_are_written_as_english_ordinals() -> None:
    assert [ordinal(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
    ]  # fmt: skip


def test_style_marks_are_taken_out_of_system_lines() -> None:
    assert without_styles("##go##Go!## Have ##good##fun##") == "Go! Have fun"


@given(st.integers(min_value=0, max_value=359_999))
def test_a_time_written_for_people_can_be_typed_in_again(seconds: int) -> None:
    assert parsed_clock_time(clock_time(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "90", "1:2:3:4", "a:bc", "1:2"])
def test_what_is_not_a_time_is_not_read_as_one(text: str) -> None:
    assert parsed_clock_time(text) is None
