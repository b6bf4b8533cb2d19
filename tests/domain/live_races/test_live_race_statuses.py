"""The status table of product.md, section 3.1, spelled out a second time and compared."""

from datetime import timedelta
from itertools import product

import pytest

from application.domain.errors import WrongStatus
from application.domain.live_races.live_race import (
    LiveRaceStatus,
    LiveRaceTrigger,
    next_status,
    poll_interval,
    results_are_final,
    retry_delay,
)
from tests.support.clock import DEFAULT_START

S = LiveRaceStatus
T = LiveRaceTrigger
ALLOWED = {
    (S.SCHEDULED, T.ROOM_OPENED): S.PENDING,
    (S.PENDING, T.RACE_STARTED): S.IN_PROGRESS,
    (S.IN_PROGRESS, T.RACE_ENDED): S.FINISHED,
    (S.SCHEDULED, T.CANCELLED_BY_ADMIN): S.CANCELLED,
    (S.PENDING, T.CANCELLED_BY_ADMIN): S.CANCELLED,
    (S.IN_PROGRESS, T.CANCELLED_BY_ADMIN): S.CANCELLED,
    (S.SCHEDULED, T.ROOM_DIED): S.CANCELLED,
    (S.PENDING, T.ROOM_DIED): S.CANCELLED,
    (S.IN_PROGRESS, T.CANCELLED_ON_RACETIME): S.CANCELLED,
    (S.CANCELLED, T.RESTORED): S.SCHEDULED,
    (S.PENDING, T.ROOM_LOST): S.PENDING,
    (S.PENDING, T.ROOM_REPLACED): S.PENDING,
    (S.FINISHED, T.REOPENED_ON_RACETIME): S.IN_PROGRESS,
    (S.CANCELLED, T.REOPENED_ON_RACETIME): S.IN_PROGRESS,
}


@pytest.mark.parametrize(("status", "trigger"), list(product(S, T)))
def test_exactly_the_transitions_of_the_table_are_allowed(status: S, trigger: T) -> None:
    if (status, trigger) in ALLOWED:
        assert next_status(status, trigger) is ALLOWED[status, trigger]
    else:
        with pytest.raises(WrongStatus):
            next_status(status, trigger)


def test_a_refused_transition_names_both_states() -> None:
    with pytest.raises(WrongStatus, match="is finished, so it can't become scheduled"):
        next_status(S.FINISHED, T.RESTORED)


def test_a_failed_opening_is_tried_again_after_growing_delays_up_to_five_minutes() -> None:
    delays = [retry_delay(attempt).total_seconds() for attempt in range(1, 9)]
    assert delays == [10, 20, 40, 80, 160, 300, 300, 300]


def test_data_is_fetched_every_15_seconds_until_ten_minutes_after_the_end_then_within_a_minute() -> None:
    assert poll_interval(None) == timedelta(seconds=15)
    assert poll_interval(timedelta(minutes=9)) == timedelta(seconds=15)
    assert timedelta(seconds=15) < poll_interval(timedelta(minutes=10)) <= timedelta(seconds=55)


def test_results_are_final_when_recorded_or_a_day_after_the_end() -> None:
    ended = DEFAULT_START
    assert results_are_final(recorded=True, ended_at=ended, now=ended)
    assert not results_are_final(recorded=False, ended_at=ended, now=ended + timedelta(hours=23))
    assert results_are_final(recorded=False, ended_at=ended, now=ended + timedelta(hours=24))
