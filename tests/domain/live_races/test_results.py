"""What one snapshot of a room means for a live race."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.live_races.live_race import LiveRaceStatus, LiveRaceTrigger, next_status
from application.domain.live_races.results import (
    KnownEntrant,
    RunOutcome,
    SeenSnapshot,
    Standing,
    course,
    is_forced_out,
    is_stale,
    outcome_of,
    recognised,
    standing_of,
    was_closed_by_hand,
)
from application.domain.live_races.room import Ending, Entrant, EntrantStatus, RoomSnapshot, RoomStatus, SnapshotSource
from application.domain.runs.run import RunStatus
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


def steps(status: LiveRaceStatus, snapshot: RoomSnapshot, *, forced_out: int = 0) -> tuple[LiveRaceTrigger, ...]:
    return course(status, standing_of(snapshot, forced_out=forced_out))


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
    assert not countdown.has_started
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
    source=SnapshotSource.DATA,
    status=RoomStatus.CANCELLED,
    cancelled_at=DEFAULT_START + HOUR,
    ended_at=DEFAULT_START + HOUR,
    entrants=entrants(EntrantStatus.DNF, EntrantStatus.DNF, EntrantStatus.DNF),
    ending=Ending.BY_RACERS,
)
CANCELLED = replace(GAVE_UP, ending=Ending.CANCELLED)
OVER = replace(
    GAVE_UP, status=RoomStatus.FINISHED, cancelled_at=None, entrants=entrants(EntrantStatus.DONE, EntrantStatus.DNF)
)
REVIVED = replace(OVER, ending=Ending.REVIVED)
DEAD = replace(SNAPSHOT, status=RoomStatus.CANCELLED, cancelled_at=DEFAULT_START)


def whole_square() -> dict[str, dict[LiveRaceStatus, LiveRaceStatus]]:
    """Return where each document leads each stored status: the rules of the contract, spelled out a second time."""
    keeps: dict[LiveRaceStatus, LiveRaceStatus] = {status: status for status in S if status is not S.SCHEDULED}
    started = {S.PENDING, S.IN_PROGRESS, S.FINISHED, S.CANCELLED}
    return {
        "open": keeps,
        "countdown": keeps,
        "running": dict.fromkeys(started, S.IN_PROGRESS),
        "finished": dict.fromkeys(started, S.FINISHED),
        "everybody gave up": dict.fromkeys(started, S.FINISHED),
        "cancelled": dict.fromkeys(started, S.CANCELLED),
        "revived and not all took it up": dict.fromkeys(started, S.CANCELLED),
        "revived by all": dict.fromkeys(started, S.FINISHED),
        "closed before the start": dict.fromkeys(started, S.CANCELLED),
        "split up": dict.fromkeys(started, S.CANCELLED),
    }


SAYS = {
    "open": (SNAPSHOT, 0),
    "countdown": (replace(SNAPSHOT, status=RoomStatus.PENDING, started_at=DEFAULT_START + HOUR), 0),
    "running": (RUNNING, 0),
    "finished": (OVER, 0),
    "everybody gave up": (GAVE_UP, 0),
    "cancelled": (CANCELLED, 3),
    "revived and not all took it up": (REVIVED, 1),
    "revived by all": (REVIVED, 0),
    "closed before the start": (DEAD, 0),
    "split up": (replace(DEAD, status=RoomStatus.PARTITIONED), 0),
}
SQUARE = [(says, status) for says in SAYS for status in S if status is not S.SCHEDULED]


@pytest.mark.parametrize(("says", "status"), SQUARE)
def test_every_document_leads_from_every_stored_status_to_what_it_says(says: str, status: LiveRaceStatus) -> None:
    snapshot, forced_out = SAYS[says]
    arrived = status
    for trigger in steps(status, snapshot, forced_out=forced_out):
        arrived = next_status(arrived, trigger)
    assert arrived is whole_square()[says][status]
    assert steps(arrived, snapshot, forced_out=forced_out) == (), "the same again asks for nothing"


@pytest.mark.parametrize("says", list(SAYS))
def test_a_race_that_an_admin_left_cancelled_stays_so_whatever_its_room_says(says: str) -> None:
    snapshot, forced_out = SAYS[says]
    assert course(S.CANCELLED, standing_of(snapshot, forced_out=forced_out), may_come_back=False) == ()


@pytest.mark.parametrize("snapshot", [CANCELLED, REVIVED])
def test_results_that_rest_on_a_cancellation_count_once_an_admin_says_so(snapshot: RoomSnapshot) -> None:
    assert standing_of(snapshot, forced_out=2) is Standing.CANCELLED
    assert standing_of(snapshot, forced_out=2, counts_anyway=True) is Standing.ENDED


@pytest.mark.parametrize("versions", [1, 2, 3, 7, 500])
def test_nothing_is_told_from_the_distance_of_two_versions(versions: int) -> None:
    assert steps(S.IN_PROGRESS, replace(CANCELLED, version=9 + versions), forced_out=3) == (T.CANCELLED_ON_RACETIME,)
    assert steps(S.IN_PROGRESS, replace(GAVE_UP, version=9 + versions)) == (T.RACE_ENDED,)


def test_without_the_chat_the_socket_decides_nothing_and_data_goes_by_how_many_stopped_at_once() -> None:
    untold = replace(GAVE_UP, ending=None)
    assert standing_of(replace(untold, source=SnapshotSource.SOCKET), forced_out=3) is Standing.WAITING
    assert standing_of(untold, forced_out=3) is Standing.CANCELLED
    assert standing_of(untold, forced_out=1) is Standing.ENDED, "the last racer gave up"


def test_a_race_cancelled_after_somebody_finished_is_cancelled() -> None:
    mixed = replace(CANCELLED, entrants=entrants(EntrantStatus.DONE, EntrantStatus.DNF))
    assert steps(S.IN_PROGRESS, mixed, forced_out=1) == (T.CANCELLED_ON_RACETIME,)


def test_where_the_word_for_the_room_is_not_known_its_racers_tell() -> None:
    odd = replace(RUNNING, status=RoomStatus.UNKNOWN)
    assert standing_of(odd) is Standing.WAITING
    assert (
        standing_of(replace(odd, entrants=entrants(EntrantStatus.DONE, EntrantStatus.IN_PROGRESS))) is Standing.RUNNING
    )
    over = replace(odd, ended_at=DEFAULT_START + HOUR, entrants=entrants(EntrantStatus.DONE, EntrantStatus.DNF))
    assert standing_of(over) is Standing.ENDED
    unclear = replace(over, entrants=entrants(EntrantStatus.DONE, EntrantStatus.UNKNOWN))
    assert standing_of(unclear) is Standing.WAITING


DNF = Entrant("r", "r", "R", EntrantStatus.DNF)


@pytest.mark.parametrize(
    ("entrant", "snapshot", "before", "was_forced", "forced"),
    [
        (replace(DNF, gave_up=False), CANCELLED, EntrantStatus.IN_PROGRESS, False, True),
        (replace(DNF, gave_up=True), CANCELLED, EntrantStatus.IN_PROGRESS, False, False),
        (replace(DNF, gave_up=False), REVIVED, EntrantStatus.DNF, True, True),
        (replace(DNF, gave_up=True), REVIVED, EntrantStatus.IN_PROGRESS, True, False),
        (replace(DNF, gave_up=False), GAVE_UP, EntrantStatus.IN_PROGRESS, False, False),
        (DNF, replace(CANCELLED, ending=None), EntrantStatus.IN_PROGRESS, False, True),
        (DNF, replace(CANCELLED, ending=None), EntrantStatus.DNF, False, False),
        (DNF, RUNNING, EntrantStatus.DNF, True, True),
        (DNF, RUNNING, EntrantStatus.IN_PROGRESS, False, False),
        (replace(DNF, status=EntrantStatus.DONE), REVIVED, EntrantStatus.DNF, True, False),
    ],
)
def test_who_was_forced_out_by_a_cancellation_is_told_from_who_gave_up(
    entrant: Entrant, snapshot: RoomSnapshot, before: EntrantStatus, was_forced: bool, forced: bool
) -> None:
    assert is_forced_out(entrant, snapshot, before, was_forced=was_forced) is forced


@pytest.mark.parametrize(
    ("age", "racers", "by_hand"),
    [(25, 0, True), (30, 0, False), (30, 2, True), (31, 1, False), (240, 5, False), (120, 5, True)],
)
def test_a_room_closed_by_hand_is_told_from_one_that_racetime_closes_by_itself(
    age: int, racers: int, by_hand: bool
) -> None:
    joined = entrants(*[EntrantStatus.NOT_READY] * racers)
    closed = replace(DEAD, cancelled_at=DEFAULT_START + timedelta(minutes=age), entrants=joined)
    assert was_closed_by_hand(closed) is by_hand


@pytest.mark.parametrize("status", [RoomStatus.CANCELLED, RoomStatus.PARTITIONED])
def test_a_room_that_dies_before_the_start_is_replaced_or_ends_the_race(status: RoomStatus) -> None:
    dead = replace(SNAPSHOT, status=status, cancelled_at=DEFAULT_START)
    assert steps(S.PENDING, dead) == (T.ROOM_DIED,)
    assert course(S.PENDING, standing_of(dead), may_replace_room=True) == (T.ROOM_LOST,)


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
