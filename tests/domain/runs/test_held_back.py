"""What is held back from whom: one value's answers."""

from datetime import UTC, datetime, timedelta

import pytest

from application.domain.ids import LiveRaceId, PermalinkId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.stream_delay import StreamDelay
from application.domain.runs.held_back import NOTHING_HELD, HeldBack

NOW = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OWN, OTHER, RACE, SEED = UserId(1), UserId(2), LiveRaceId(3), PermalinkId(4)


def test_from_staff_nothing_is_held_back() -> None:
    assert not NOTHING_HELD.keeps_run(OTHER, RACE)
    assert not NOTHING_HELD.keeps_scores(SEED)
    assert NOTHING_HELD.sentence == ""


def test_hidden_results_hold_every_score_and_everybody_elses_run() -> None:
    held = HeldBack(viewer=OWN, hides_results=True)
    assert held.keeps_run(OTHER, None)
    assert not held.keeps_run(OWN, None)
    assert held.keeps_scores(SEED)
    assert HeldBack(hides_results=True).keeps_run(OWN, None), "whoever has no account has no own run"


def test_a_race_shown_late_holds_its_runs_and_the_scores_of_its_seed_only() -> None:
    held = HeldBack(viewer=OWN, delay=90 * MINUTE, races=frozenset({RACE}), seeds=frozenset({SEED}))
    assert held.keeps_run(OTHER, RACE)
    assert not held.keeps_run(OTHER, None)
    assert not held.keeps_run(OWN, RACE)
    assert held.keeps_scores(SEED)
    assert not held.keeps_scores(PermalinkId(5))
    assert held.sentence.endswith("1 hour 30 minutes after its end.")


@pytest.mark.parametrize(
    ("status", "shows_at", "holds"),
    [
        (LiveRaceStatus.PENDING, None, False),
        (LiveRaceStatus.IN_PROGRESS, None, True),
        (LiveRaceStatus.FINISHED, NOW + MINUTE, True),
        (LiveRaceStatus.FINISHED, NOW, False),
        (LiveRaceStatus.FINISHED, None, False),
        (LiveRaceStatus.CANCELLED, None, False),
    ],
)
def test_a_race_is_shown_late_from_its_start_until_its_results_show(
    status: LiveRaceStatus, shows_at: datetime | None, holds: bool
) -> None:
    assert StreamDelay.of(status, shows_at, 10 * MINUTE, NOW).holds is holds
    assert not StreamDelay.of(status, shows_at, timedelta(), NOW).holds


def test_outcomes_show_one_by_one_and_those_without_a_time_with_the_end() -> None:
    stream = StreamDelay.of(LiveRaceStatus.FINISHED, NOW + 5 * MINUTE, 10 * MINUTE, NOW)
    assert not stream.keeps(NOW - 10 * MINUTE)
    assert stream.keeps(NOW - 9 * MINUTE)
    assert stream.keeps(None)
    assert stream.next_shown([NOW - 9 * MINUTE, NOW - 20 * MINUTE, None]) == NOW + MINUTE
    assert stream.next_shown([None]) == NOW + 5 * MINUTE
    assert StreamDelay.of(LiveRaceStatus.IN_PROGRESS, None, 10 * MINUTE, NOW).next_shown([None]) is None


@pytest.mark.parametrize(
    ("ended_at", "is_behind"), [(NOW - 9 * MINUTE, True), (NOW - 10 * MINUTE, False), (None, False)]
)
def test_a_cancellation_shows_at_once_but_not_how_far_the_race_had_come(
    ended_at: datetime | None, is_behind: bool
) -> None:
    stream = StreamDelay.of(LiveRaceStatus.CANCELLED, None, 10 * MINUTE, NOW, ended_at=ended_at)
    assert not stream.holds
    assert (stream.is_behind, stream.keeps(None)) == (is_behind, is_behind)
