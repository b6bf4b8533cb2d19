"""What one snapshot of a room means for a live race."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.live_race import LiveRaceStatus, LiveRaceTrigger
from application.domain.results import (
    KnownEntrant,
    RunOutcome,
    SeenSnapshot,
    course,
    fewest_steps_to_stop,
    has_started,
    is_stale,
    outcome_of,
    recognised,
)
from application.domain.room import Entrant, EntrantStatus, RoomSnapshot, RoomStatus, SnapshotSource
from application.domain.run import RunStatus
from tests.support.clock import DEFAULT_START

HOUR = timedelta(hours=1)
SNAPSHOT = RoomSnapshot(
    slug="alttpr/room-1",
    version=10,
    source=SnapshotSource.SOCKET,
    status=RoomStatus.OPEN,
    goal="Beat the game",
    info_bot="",
    opened_at=DEFAULT_START,
    started_at=None,
    ended_at=None,
    cancelled_at=None,
    recorded=False,
    entrants=(),
)
RUNNING = replace(SNAPSHOT, status=RoomStatus.IN_PROGRESS, started_at=DEFAULT_START)
S, T = LiveRaceStatus, LiveRaceTrigger


def entrants(*statuses: EntrantStatus) -> tuple[Entrant, ...]:
    return tuple(Entrant(f"r{number}", f"r{number}", f"R{number}", status) for number, status in enumerate(statuses))


def steps(
    status: LiveRaceStatus, snapshot: RoomSnapshot, *, seen: int = 9, steps_to_stop: int = 2
) -> tuple[LiveRaceTrigger, ...]:
    return course(status, snapshot, seen_version=seen, steps_to_stop=steps_to_stop)


def steps_needed(snapshot: RoomSnapshot, known: dict[str, EntrantStatus], *, seen: int = 9) -> int:
    return fewest_steps_to_stop(snapshot, known, seen=SeenSnapshot(seen, SnapshotSource.SOCKET))


@pytest.mark.parametrize(
    ("version", "source", "stale"),
    [
        (9, SnapshotSource.DATA, True),
        (10, SnapshotSource.SOCKET, True),
        (10, SnapshotSource.DATA, False),
        (11, SnapshotSource.SOCKET, False),
    ],
)
def test_the_highest_version_wins_and_of_two_alike_the_one_from_data(
    version: int, source: SnapshotSource, stale: bool
) -> None:
    seen = SeenSnapshot(10, SnapshotSource.DATA)
    assert is_stale(replace(SNAPSHOT, version=version, source=source), seen) is stale


def test_a_finish_is_racetimes_start_plus_its_time_with_fractions() -> None:
    time = timedelta(hours=1, microseconds=250_001)
    done = Entrant("r", "r", "R", EntrantStatus.DONE, place=1, finish_time=time)
    assert outcome_of(done, DEFAULT_START) == RunOutcome(RunStatus.FINISHED, time, DEFAULT_START + time, 1)


def test_a_disqualification_may_come_without_a_time() -> None:
    assert outcome_of(Entrant("r", "r", "R", EntrantStatus.DQ), DEFAULT_START) == RunOutcome(RunStatus.DISQUALIFIED)


@pytest.mark.parametrize("status", [EntrantStatus.INVITED, EntrantStatus.REQUESTED, EntrantStatus.DECLINED])
def test_somebody_who_did_not_join_has_no_result(status: EntrantStatus) -> None:
    assert outcome_of(Entrant("r", "r", "R", status), DEFAULT_START) is None


def test_a_countdown_is_not_a_start_although_its_start_time_is_set() -> None:
    countdown = replace(SNAPSHOT, status=RoomStatus.PENDING, started_at=DEFAULT_START + timedelta(seconds=15))
    assert not has_started(countdown)
    assert steps(S.PENDING, countdown) == ()


def test_a_room_cancelled_during_the_countdown_never_started() -> None:
    cancelled = replace(
        SNAPSHOT,
        status=RoomStatus.CANCELLED,
        started_at=DEFAULT_START + timedelta(seconds=15),
        cancelled_at=DEFAULT_START,
    )
    assert steps(S.PENDING, cancelled) == (T.ROOM_DIED,)


def test_a_start_that_was_missed_is_made_up_for_together_with_the_end() -> None:
    over = replace(RUNNING, status=RoomStatus.FINISHED, entrants=entrants(EntrantStatus.DONE))
    assert steps(S.PENDING, over) == (T.RACE_STARTED, T.RACE_ENDED)


def test_the_same_snapshot_again_asks_for_nothing() -> None:
    over = replace(RUNNING, status=RoomStatus.FINISHED, entrants=entrants(EntrantStatus.DONE))
    assert steps(S.IN_PROGRESS, RUNNING) == ()
    assert steps(S.FINISHED, over) == ()


GAVE_UP = replace(
    RUNNING,
    status=RoomStatus.CANCELLED,
    cancelled_at=DEFAULT_START + HOUR,
    entrants=entrants(EntrantStatus.DNF, EntrantStatus.DNF, EntrantStatus.DNF),
)


def test_a_race_in_which_everybody_gave_up_one_by_one_is_finished() -> None:
    assert steps(S.IN_PROGRESS, replace(GAVE_UP, version=11), seen=9, steps_to_stop=1) == (T.RACE_ENDED,)
    assert steps(S.IN_PROGRESS, replace(GAVE_UP, version=10), seen=9, steps_to_stop=0) == (T.RACE_ENDED,)


def test_the_same_holds_when_the_frames_of_the_forfeits_were_missed() -> None:
    assert steps(S.IN_PROGRESS, replace(GAVE_UP, version=13), seen=9, steps_to_stop=3) == (T.RACE_ENDED,)


def test_a_race_that_a_moderator_cancelled_before_anybody_finished_is_cancelled() -> None:
    assert steps(S.IN_PROGRESS, replace(GAVE_UP, version=10), seen=9, steps_to_stop=3) == (T.CANCELLED_ON_RACETIME,)


def test_a_race_cancelled_after_somebody_finished_keeps_its_results() -> None:
    mixed = replace(GAVE_UP, entrants=entrants(EntrantStatus.DONE, EntrantStatus.DNF))
    assert steps(S.IN_PROGRESS, mixed, steps_to_stop=1) == (T.RACE_ENDED,)


@pytest.mark.parametrize("status", [S.FINISHED, S.CANCELLED])
def test_a_race_that_comes_back_within_the_undo_window_goes_on(status: LiveRaceStatus) -> None:
    assert steps(status, RUNNING) == (T.REOPENED_ON_RACETIME,)
    assert course(status, RUNNING, seen_version=9, steps_to_stop=0, may_reopen=False) == ()


@pytest.mark.parametrize("status", [RoomStatus.CANCELLED, RoomStatus.PARTITIONED])
def test_a_room_that_dies_before_the_start_is_replaced_or_ends_the_race(status: RoomStatus) -> None:
    dead = replace(SNAPSHOT, status=status, cancelled_at=DEFAULT_START)
    assert steps(S.PENDING, dead) == (T.ROOM_DIED,)
    assert course(S.PENDING, dead, seen_version=9, steps_to_stop=0, may_replace_room=True) == (T.ROOM_LOST,)


def test_each_racer_needs_at_least_one_step_to_give_up_and_more_before_the_start() -> None:
    racing, ready, waiting, stopped = (
        EntrantStatus.IN_PROGRESS,
        EntrantStatus.READY,
        EntrantStatus.NOT_READY,
        EntrantStatus.DNF,
    )
    assert steps_needed(GAVE_UP, {"r0": racing, "r1": racing, "r2": stopped}) == 2
    assert steps_needed(GAVE_UP, {"r0": ready, "r1": ready, "r2": waiting}) == 1 + 1 + 2 + 2, "and the start"
    assert steps_needed(GAVE_UP, {"r0": racing}) == 1 + 3 + 3, "two joined since"
    assert steps_needed(GAVE_UP, {}, seen=-1) == 3 * 3 + 2 + 3


def test_a_race_that_a_moderator_cancelled_while_nobody_listened_is_not_taken_for_one_that_everybody_gave_up() -> None:
    known = {f"r{number}": EntrantStatus.NOT_READY for number in range(3)}
    needed = steps_needed(GAVE_UP, known)
    ready_start_and_cancel = replace(GAVE_UP, version=9 + 3 + 2 + 1)
    assert steps(S.PENDING, ready_start_and_cancel, steps_to_stop=needed)[-1] is T.CANCELLED_ON_RACETIME
    everybody_gave_up = replace(GAVE_UP, version=9 + 3 + 2 + 3 + 1)
    assert steps(S.PENDING, everybody_gave_up, steps_to_stop=needed)[-1] is T.RACE_ENDED


def known(key: str, status: EntrantStatus, time: timedelta | None = None) -> KnownEntrant:
    return KnownEntrant(key, key, f"Name of {key}", status, time)


def nameless(number: int, status: EntrantStatus, time: timedelta | None = None) -> Entrant:
    return Entrant(f"nameless:{number}", None, "Unknown racer", status, finish_time=time)


def test_racers_whose_accounts_were_deleted_are_recognised_by_their_results() -> None:
    done, dnf = EntrantStatus.DONE, EntrantStatus.DNF
    stored = [known("a", done, HOUR), known("b", done, 2 * HOUR), known("c", dnf), known("d", done, 3 * HOUR)]
    listed = Entrant("d", "d", "D", done, finish_time=3 * HOUR)
    shown = replace(RUNNING, entrants=(nameless(1, dnf), nameless(2, done, 2 * HOUR), nameless(3, done, HOUR), listed))
    assert [(entrant.key, entrant.name) for entrant in recognised(shown, stored).entrants] == [
        ("c", "Name of c"),
        ("b", "Name of b"),
        ("a", "Name of a"),
        ("d", "D"),
    ]


def test_the_only_one_who_vanished_is_the_only_nameless_one_whatever_happened_meanwhile() -> None:
    shown = replace(RUNNING, entrants=(nameless(1, EntrantStatus.DONE, HOUR),))
    (entrant,) = recognised(shown, [known("a", EntrantStatus.IN_PROGRESS)]).entrants
    assert (entrant.key, entrant.finish_time) == ("a", HOUR)


def test_two_who_can_not_be_told_apart_stay_nameless() -> None:
    stored = [known("a", EntrantStatus.DNF), known("b", EntrantStatus.DNF)]
    shown = replace(RUNNING, entrants=(nameless(1, EntrantStatus.DNF), nameless(2, EntrantStatus.DNF)))
    assert recognised(shown, stored) == shown


def test_nobody_is_recognised_in_a_room_that_hides_its_entrants_or_has_not_started() -> None:
    stored = [known("a", EntrantStatus.DNF)]
    shown = replace(RUNNING, entrants=(nameless(1, EntrantStatus.DNF),), hides_entrants=True)
    assert recognised(shown, stored) == shown
    waiting = replace(SNAPSHOT, entrants=(nameless(1, EntrantStatus.NOT_READY),))
    assert recognised(waiting, stored) == waiting
