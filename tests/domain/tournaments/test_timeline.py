"""When things happen before a race, level by level."""

from datetime import timedelta

import pytest

from application.domain.errors import InvalidInput
from application.domain.tournaments.timeline import (
    ReleaseRule,
    TimelineOverrides,
    effective_timeline,
    installation_timeline,
    moments,
)
from tests.support.clock import DEFAULT_START

BASE = installation_timeline(30)


def test_by_default_the_room_opens_half_an_hour_before_and_is_locked_and_released_at_ten_minutes() -> None:
    at = moments(DEFAULT_START, BASE)
    assert at.opens_at == DEFAULT_START - timedelta(minutes=30)
    assert at.locks_at == at.releases_at == DEFAULT_START - timedelta(minutes=10)


def test_the_most_specific_level_wins() -> None:
    timeline = effective_timeline(
        BASE, TimelineOverrides(room_open_minutes=60), TimelineOverrides(lock_minutes=20), TimelineOverrides()
    )
    assert (timeline.room_open_minutes, timeline.lock_minutes) == (60, 20)


def test_an_inherited_lock_gives_way_to_a_room_that_opens_later() -> None:
    timeline = effective_timeline(BASE, TimelineOverrides(room_open_minutes=5))
    assert timeline.lock_minutes == 5


def test_a_level_that_contradicts_itself_is_refused_at_the_field() -> None:
    with pytest.raises(InvalidInput) as refusal:
        effective_timeline(BASE, TimelineOverrides(room_open_minutes=10, lock_minutes=11))
    assert [problem.field for problem in refusal.value.problems] == ["lock_minutes"]


@pytest.mark.parametrize("minutes", [0, -5, 181])
def test_the_room_opens_one_minute_to_three_hours_before(minutes: int) -> None:
    with pytest.raises(InvalidInput):
        effective_timeline(BASE, TimelineOverrides(room_open_minutes=minutes))


def test_the_seed_may_be_released_some_minutes_before_or_by_the_start_itself() -> None:
    early = effective_timeline(BASE, TimelineOverrides(release_rule=ReleaseRule.MINUTES_BEFORE, release_minutes=3))
    assert moments(DEFAULT_START, early).releases_at == DEFAULT_START - timedelta(minutes=3)
    late = effective_timeline(BASE, TimelineOverrides(release_rule=ReleaseRule.AT_START))
    assert moments(DEFAULT_START, late).releases_at is None


def test_the_seed_is_never_released_before_the_lock() -> None:
    with pytest.raises(InvalidInput, match="before the room is locked"):
        effective_timeline(BASE, TimelineOverrides(release_rule=ReleaseRule.MINUTES_BEFORE, release_minutes=11))
