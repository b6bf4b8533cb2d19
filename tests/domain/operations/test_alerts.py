"""When something needs a human, and when it doesn't."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.ids import LiveRaceId, RacetimeBotId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.operations.alerts import (
    AlertKind,
    BotStatus,
    SupervisedBot,
    SupervisedRace,
    alert_for_bot,
    alerts_for,
)
from tests.support.clock import DEFAULT_START as NOW

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
S, K = LiveRaceStatus, AlertKind
FAR = SupervisedRace(
    live_race_id=LiveRaceId(7),
    title="Week 3",
    status=S.SCHEDULED,
    scheduled_at=NOW + 5 * HOUR,
    opens_at=NOW + 4 * HOUR,
    locks_at=NOW + 4.5 * HOUR,
    room_slug=None,
)
DUE = replace(FAR, scheduled_at=NOW + 10 * MINUTE, opens_at=NOW - 20 * MINUTE, locks_at=NOW)
OPEN = replace(DUE, status=S.PENDING, room_slug="alttpr/a-1", heard_at=NOW, locks_at=NOW + 5 * MINUTE)
RUNNING = replace(OPEN, status=S.IN_PROGRESS, locked_at=NOW - 9 * MINUTE, scheduled_at=NOW - 9 * MINUTE)
OVER = replace(RUNNING, status=S.FINISHED, ended_at=NOW - HOUR, result_count=9)


def kinds(race: SupervisedRace) -> list[AlertKind]:
    return [fact.kind for fact in alerts_for(race, NOW)]


@pytest.mark.parametrize(
    ("race", "expected"),
    [
        (FAR, []),
        (DUE, [K.UNCLAIMED]),
        (replace(DUE, opens_at=NOW - MINUTE), []),
        (replace(DUE, changed_at=NOW - 4 * MINUTE), []),
        (replace(DUE, changed_at=NOW - 5 * MINUTE), [K.UNCLAIMED]),
        (replace(DUE, room_error="No.", room_attempts=1, changed_at=NOW - MINUTE), []),
        (replace(OPEN, locks_at=NOW - 20 * MINUTE, changed_at=NOW - MINUTE), []),
        (replace(DUE, is_being_opened=True), []),
        (replace(DUE, room_error="No.", room_attempts=2), [K.ROOM_NOT_OPENED]),
        (replace(DUE, room_error="No.", room_attempts=1, opens_at=NOW - MINUTE), []),
        (replace(DUE, room_error="No.", room_attempts=1), [K.ROOM_NOT_OPENED]),
        (replace(FAR, room_error="No.", room_attempts=5), []),
        (replace(DUE, room_on_hold=True), [K.UNCLAIMED]),
        (replace(DUE, scheduled_at=NOW - 21 * MINUTE), [K.UNCLAIMED]),
        (replace(DUE, status=S.PENDING), [K.UNCLAIMED]),
        (OPEN, []),
        (replace(OPEN, lock_error="The pool has no unplayed permalink left."), [K.NOT_LOCKED]),
        (replace(OPEN, locks_at=NOW - 2 * MINUTE), [K.NOT_LOCKED]),
        (replace(OPEN, locks_at=NOW - MINUTE), []),
        (replace(OPEN, locked_at=NOW, scheduled_at=NOW - HOUR), [K.NOT_STARTED]),
        (replace(OPEN, heard_at=NOW - 3 * MINUTE), [K.ROOM_SILENT]),
        (replace(OPEN, heard_at=NOW - 2 * MINUTE), []),
        (RUNNING, []),
        (replace(RUNNING, heard_at=NOW - 4 * MINUTE), [K.ROOM_SILENT]),
        (OVER, []),
        (replace(OVER, result_count=0), [K.RESULTS_MISSING]),
        (replace(OVER, result_count=0, ended_at=NOW - 59 * MINUTE), []),
        (replace(OVER, heard_at=NOW - 4 * MINUTE), []),
        (replace(FAR, goal_problem="Gone."), [K.GOAL_MISSING]),
        (replace(OPEN, goal_problem="Gone."), []),
        (replace(FAR, episode_missing_since=NOW), [K.EPISODE_MISSING]),
        (replace(OPEN, status=S.CANCELLED), []),
    ],
)
def test_a_race_raises_exactly_the_alerts_that_its_state_calls_for(
    race: SupervisedRace, expected: list[AlertKind]
) -> None:
    assert kinds(race) == expected


def test_sentences_say_what_is_the_matter_and_what_happens_next() -> None:
    (fact,) = alerts_for(replace(DUE, room_error="racetime.gg can't be reached.", room_attempts=3), NOW)
    assert fact.sentence == (
        "The room of Week 3 could not be opened: racetime.gg can't be reached. It is retried automatically."
    )
    (fact,) = alerts_for(replace(OVER, result_count=0, unmatched_count=4), NOW)
    assert fact.sentence.endswith("has no results. 4 unmatched results.")
    (fact,) = alerts_for(replace(OVER, result_count=0, unmatched_count=1), NOW)
    assert fact.sentence.endswith("has no results. 1 unmatched result.")
    late = replace(DUE, room_error="No.", room_attempts=9, scheduled_at=NOW - HOUR)
    assert [fact.kind for fact in alerts_for(late, NOW)] == [K.ROOM_NOT_OPENED, K.UNCLAIMED]
    assert "not retried automatically any more" in next(alerts_for(late, NOW)).sentence


@pytest.mark.parametrize(
    ("status", "since", "raised"),
    [
        (BotStatus.CONNECTED, NOW - HOUR, False),
        (BotStatus.UNKNOWN, NOW - HOUR, False),
        (BotStatus.REFUSED, NOW, True),
        (BotStatus.UNREACHABLE, NOW - MINUTE, False),
        (BotStatus.UNREACHABLE, NOW - 5 * MINUTE, True),
    ],
)
def test_a_bot_is_an_alert_when_refused_at_once_and_when_unreachable_for_a_while(
    status: BotStatus, since: object, raised: bool
) -> None:
    bot = SupervisedBot(RacetimeBotId(3), "alttpr", status, "Because.", since)  # type: ignore[arg-type]
    assert (alert_for_bot(bot, NOW) is not None) is raised
