"""From what a room says to what must be stored: pure functions over one snapshot and the stored state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.live_races.live_race import (
    FEWEST_ENTRANTS,
    LOW_ENTRANTS_LIMIT,
    UNSTARTED_LIMIT,
    LiveRaceStatus,
    LiveRaceTrigger,
)
from application.domain.live_races.room import (
    ROOM_OVER,
    Ending,
    Entrant,
    EntrantStatus,
    RoomSnapshot,
    RoomStatus,
    SnapshotSource,
)
from application.domain.personal_data import DELETED_NAME, deleted_key, is_deleted_key
from application.domain.runs.run import RunStatus


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """How a run stands. `finished_at` is racetime.gg's start plus the finish time, never "now"."""

    status: RunStatus
    finish_time: timedelta | None = None
    finished_at: datetime | None = None
    place: int | None = None


class UnmatchedReason(StrEnum):
    """Why a racer's result is unmatched."""

    UNLINKED = "unlinked"
    NOT_ELIGIBLE = "not_eligible"
    NAMELESS = "nameless"
    NO_SEED = "no_seed"


@dataclass(frozen=True, slots=True)
class SeenSnapshot:
    """Which snapshot of a room was applied last; `version` is -1 before the first one."""

    version: int
    source: SnapshotSource


def is_stale(snapshot: RoomSnapshot, seen: SeenSnapshot) -> bool:
    """Tell whether a snapshot must be ignored.

    Frames arrive out of order, so the highest version wins. Of two with the same version the one fetched from `/data`
    is newer: a moderator's edit is broadcast with the old values, and only `/data` shows the new ones.
    """
    if snapshot.version != seen.version:
        return snapshot.version < seen.version
    return seen.source is SnapshotSource.DATA and snapshot.source is SnapshotSource.SOCKET


def outcome_of(entrant: Entrant, started_at: datetime | None) -> RunOutcome | None:
    """Return how an entrant's run stands, or None for somebody who doesn't take part (invited, requesting)."""
    match entrant.status:
        case EntrantStatus.DONE:
            return RunOutcome(RunStatus.FINISHED, entrant.finish_time, _finished_at(entrant, started_at), entrant.place)
        case EntrantStatus.DNF:
            return RunOutcome(RunStatus.FORFEIT)
        case EntrantStatus.DQ:
            return RunOutcome(RunStatus.DISQUALIFIED, entrant.finish_time, _finished_at(entrant, started_at))
        case EntrantStatus.IN_PROGRESS | EntrantStatus.READY | EntrantStatus.NOT_READY:
            return RunOutcome(RunStatus.IN_PROGRESS)
        case _:
            return None


def _finished_at(entrant: Entrant, started_at: datetime | None) -> datetime | None:
    if entrant.finish_time is not None and started_at is not None:
        return started_at + entrant.finish_time
    return entrant.finished_at


class Standing(StrEnum):
    """What a snapshot says about its race as a whole."""

    WAITING = "waiting"
    """It has not begun, or not enough is known to say how it stands."""
    DEAD = "dead"
    """Its room was closed or split up before the start."""
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"
    """It was cancelled after its start, or its results rest on forfeits that only a cancellation caused."""


def standing_of(snapshot: RoomSnapshot, *, forced_out: int = 0, counts_anyway: bool = False) -> Standing:
    """Tell how the race behind a snapshot stands.

    racetime.gg reports a race in which everybody gave up and one that a moderator cancelled alike: as cancelled, with
    everybody forfeited. The room's chat tells them apart. Where it can't be read, what `/data` shows decides:
    `forced_out` racers stopped with the race itself, which several hardly do by themselves; the socket alone decides
    nothing, because `/data` is read soon after it. `counts_anyway` is what an admin may say about such a race.
    """
    if not snapshot.has_started:
        return Standing.DEAD if snapshot.status in ROOM_OVER else Standing.WAITING
    if snapshot.status is RoomStatus.IN_PROGRESS:
        return Standing.RUNNING
    if snapshot.status is RoomStatus.UNKNOWN:
        return _standing_of_racers(snapshot)
    if snapshot.status not in ROOM_OVER:
        return Standing.WAITING
    if counts_anyway:
        return Standing.ENDED
    is_cancelled = forced_out > 0 or snapshot.ending is Ending.CANCELLED
    if snapshot.status is RoomStatus.CANCELLED and snapshot.ending is None:
        if snapshot.source is SnapshotSource.SOCKET:
            return Standing.WAITING
        is_cancelled = forced_out > 1
    return Standing.CANCELLED if is_cancelled else Standing.ENDED


def _standing_of_racers(snapshot: RoomSnapshot) -> Standing:
    """Go by the racers where racetime.gg's word for the room isn't known: only in a running race is anybody racing."""
    statuses = {entrant.status for entrant in snapshot.entrants}
    if EntrantStatus.IN_PROGRESS in statuses:
        return Standing.RUNNING
    is_over = snapshot.ended_at is not None and EntrantStatus.DONE in statuses and EntrantStatus.UNKNOWN not in statuses
    return Standing.ENDED if is_over else Standing.WAITING


_S, _T = LiveRaceStatus, LiveRaceTrigger
_COURSE: dict[tuple[LiveRaceStatus, Standing], tuple[LiveRaceTrigger, ...]] = {
    (_S.PENDING, Standing.RUNNING): (_T.RACE_STARTED,),
    (_S.PENDING, Standing.ENDED): (_T.RACE_STARTED, _T.RACE_ENDED),
    (_S.PENDING, Standing.CANCELLED): (_T.RACE_STARTED, _T.CANCELLED_ON_RACETIME),
    (_S.IN_PROGRESS, Standing.ENDED): (_T.RACE_ENDED,),
    (_S.IN_PROGRESS, Standing.CANCELLED): (_T.CANCELLED_ON_RACETIME,),
    (_S.IN_PROGRESS, Standing.DEAD): (_T.CANCELLED_ON_RACETIME,),
    (_S.FINISHED, Standing.RUNNING): (_T.REOPENED_ON_RACETIME,),
    (_S.FINISHED, Standing.CANCELLED): (_T.REOPENED_ON_RACETIME, _T.CANCELLED_ON_RACETIME),
    (_S.FINISHED, Standing.DEAD): (_T.REOPENED_ON_RACETIME, _T.CANCELLED_ON_RACETIME),
    (_S.CANCELLED, Standing.RUNNING): (_T.REOPENED_ON_RACETIME,),
    (_S.CANCELLED, Standing.ENDED): (_T.REOPENED_ON_RACETIME, _T.RACE_ENDED),
}
"""The way from each stored status to what a snapshot says; where a pair is missing, nothing is to be done."""


def course(
    status: LiveRaceStatus, standing: Standing, *, may_come_back: bool = True, may_replace_room: bool = False
) -> tuple[LiveRaceTrigger, ...]:
    """Return the transitions that bring a live race in line with a snapshot, in order; empty when it already is.

    `may_come_back` is False where an admin decided that the race stays cancelled. `may_replace_room` tells whether a
    room that died before the start may be followed by another one. A snapshot may skip several steps at once, because
    frames are missed and moderators edit what is over.
    """
    if status is LiveRaceStatus.PENDING and standing is Standing.DEAD:
        return (LiveRaceTrigger.ROOM_LOST if may_replace_room else LiveRaceTrigger.ROOM_DIED,)
    if status is LiveRaceStatus.CANCELLED and not may_come_back:
        return ()
    return _COURSE.get((status, standing), ())


def is_forced_out(entrant: Entrant, snapshot: RoomSnapshot, before: EntrantStatus | None, *, was_forced: bool) -> bool:
    """Tell whether it was only a cancellation of the race that made an entrant forfeit; true until they race again.

    `before` is the status that was seen last, None for somebody new. Without the chat of a cancelled room everybody who
    had not given up by then is taken for forced out.
    """
    if entrant.status is not EntrantStatus.DNF or snapshot.ending is Ending.BY_RACERS:
        return False
    if entrant.gave_up is not None:
        return not entrant.gave_up
    is_cancelled = snapshot.status is RoomStatus.CANCELLED and snapshot.has_started
    return was_forced or (is_cancelled and before is not EntrantStatus.DNF)


_CLOCKWORK = timedelta(seconds=30)
"""How far from its time racetime.gg may be when it closes a room automatically."""


def was_closed_by_hand(snapshot: RoomSnapshot) -> bool:
    """Tell a room that somebody closed before the start from one that racetime.gg closed for want of racers or time."""
    if snapshot.opened_at is None or snapshot.cancelled_at is None:
        return snapshot.status is RoomStatus.PARTITIONED
    age = snapshot.cancelled_at - snapshot.opened_at + _CLOCKWORK
    was_empty = len(snapshot.joined) < FEWEST_ENTRANTS and age >= LOW_ENTRANTS_LIMIT
    return not was_empty and age < UNSTARTED_LIMIT


@dataclass(frozen=True, slots=True)
class KnownEntrant:
    """An entrant as stored: how the account was called, and what was last seen of it."""

    key: str
    racetime_id: str | None
    name: str
    status: EntrantStatus
    finish_time: timedelta | None


def recognised(snapshot: RoomSnapshot, known: Sequence[KnownEntrant]) -> RoomSnapshot:
    """Give entrants whose account was deleted on racetime.gg their names back.

    racetime.gg then lists them without a user. Somebody who was in the started race and is listed no more is the
    nameless entrant with the same result, or the only nameless one there is. A room that hides its entrants names
    nobody, so there nobody is recognised.
    """
    if snapshot.hides_entrants or not snapshot.has_started:
        return snapshot
    listed = {entrant.key for entrant in snapshot.entrants}
    vanished = [entry for entry in known if entry.racetime_id is not None and entry.key not in listed]
    nameless = [entrant for entrant in snapshot.joined if entrant.racetime_id is None]
    pairs: dict[str, KnownEntrant] = {}
    for entrant in nameless:
        alike = [
            entry for entry in vanished if (entry.status, entry.finish_time) == (entrant.status, entrant.finish_time)
        ]
        rivals = [
            other
            for other in nameless
            if (other.status, other.finish_time) == (entrant.status, entrant.finish_time) and other is not entrant
        ]
        if len(alike) == 1 and not rivals:
            pairs[entrant.key] = alike[0]
            vanished.remove(alike[0])
    unknown = [entrant for entrant in nameless if entrant.key not in pairs]
    if len(unknown) == len(vanished) == 1:
        pairs[unknown[0].key] = vanished[0]
    if not pairs:
        return snapshot
    return replace(
        snapshot, entrants=tuple(_as_known(entrant, pairs.get(entrant.key)) for entrant in snapshot.entrants)
    )


def without_forgotten(snapshot: RoomSnapshot, live_race_id: int, keys: Sequence[str]) -> RoomSnapshot:
    """Keep entrants who had their account deleted here nameless, under the keys by which they are stored."""
    forgotten = {key for key in keys if is_deleted_key(key)}
    if not forgotten:
        return snapshot
    return replace(
        snapshot,
        entrants=tuple(
            replace(entrant, key=key, racetime_id=None, name=DELETED_NAME, comment="", channel="", pronouns="")
            if (key := deleted_key(live_race_id, entrant.key)) in forgotten
            else entrant
            for entrant in snapshot.entrants
        ),
    )


def _as_known(entrant: Entrant, entry: KnownEntrant | None) -> Entrant:
    if entry is None:
        return entrant
    return replace(entrant, key=entry.key, racetime_id=entry.racetime_id, name=entry.name)
