"""From what a room says to what must be stored: pure functions over one snapshot and the stored state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.live_race import LiveRaceStatus, LiveRaceTrigger
from application.domain.personal import DELETED_NAME, deleted_key, is_deleted_key
from application.domain.room import (
    BEFORE_START,
    Entrant,
    EntrantStatus,
    RoomSnapshot,
    RoomStatus,
    SnapshotSource,
)
from application.domain.run import RunStatus


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """How a run stands. `finished_at` is racetime.gg's start plus the finish time, never "now"."""

    status: RunStatus
    finish_time: timedelta | None = None
    finished_at: datetime | None = None
    place: int | None = None


class UnmatchedReason(StrEnum):
    """Why a racer's result belongs to nobody yet."""

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


def has_started(snapshot: RoomSnapshot) -> bool:
    """Tell whether the race behind a snapshot ever started.

    A room cancelled before its countdown has no start time; one cancelled during the countdown has a start time
    that lies after its end.
    """
    if snapshot.status in BEFORE_START or snapshot.started_at is None:
        return False
    if snapshot.status is RoomStatus.CANCELLED and snapshot.cancelled_at is not None:
        return snapshot.cancelled_at >= snapshot.started_at
    return True


def course(
    status: LiveRaceStatus,
    snapshot: RoomSnapshot,
    *,
    seen_version: int,
    steps_to_stop: int,
    may_reopen: bool = True,
    may_replace_room: bool = False,
) -> tuple[LiveRaceTrigger, ...]:
    """Return the transitions that bring a live race in line with a snapshot, in order; empty when it already is.

    `steps_to_stop` is what `fewest_steps_to_stop` says. `may_reopen` is False where an admin cancelled the race: racers
    who go on then change nothing. `may_replace_room` tells whether a room that died before the start may be followed by
    another one. A snapshot may skip several steps at once, because frames are missed.
    """
    triggers: list[LiveRaceTrigger] = []
    started = has_started(snapshot)
    if status is LiveRaceStatus.PENDING and started:
        triggers.append(LiveRaceTrigger.RACE_STARTED)
        status = LiveRaceStatus.IN_PROGRESS
    if status is LiveRaceStatus.PENDING and snapshot.status in (RoomStatus.CANCELLED, RoomStatus.PARTITIONED):
        triggers.append(LiveRaceTrigger.ROOM_LOST if may_replace_room else LiveRaceTrigger.ROOM_DIED)
    if (
        may_reopen
        and status in (LiveRaceStatus.FINISHED, LiveRaceStatus.CANCELLED)
        and snapshot.status is RoomStatus.IN_PROGRESS
    ):
        triggers.append(LiveRaceTrigger.REOPENED_ON_RACETIME)
        status = LiveRaceStatus.IN_PROGRESS
    if status is LiveRaceStatus.IN_PROGRESS:
        if snapshot.status is RoomStatus.FINISHED:
            triggers.append(LiveRaceTrigger.RACE_ENDED)
        elif snapshot.status is RoomStatus.CANCELLED:
            everybody_stopped = _ended_by_its_racers(snapshot, seen_version, steps_to_stop)
            triggers.append(LiveRaceTrigger.RACE_ENDED if everybody_stopped else LiveRaceTrigger.CANCELLED_ON_RACETIME)
    return tuple(triggers)


def _ended_by_its_racers(snapshot: RoomSnapshot, seen_version: int, steps_to_stop: int) -> bool:
    """Tell a race in which everybody gave up from one that a moderator cancelled.

    racetime.gg reports both as cancelled, with everybody forfeited. Somebody with a time settles it. Otherwise the
    versions do: each step of a racer raises the version by one and so does the end, while a cancellation forfeits all
    remaining racers in one step.
    """
    if any(entrant.status is EntrantStatus.DONE for entrant in snapshot.entrants):
        return True
    return snapshot.version - max(seen_version, 0) > steps_to_stop


_STEPS_FROM = {
    EntrantStatus.IN_PROGRESS: 1,  # gives up
    EntrantStatus.READY: 1,
    EntrantStatus.NOT_READY: 2,  # gets ready, gives up
    EntrantStatus.DONE: 2,  # takes the finish back, gives up
    EntrantStatus.DNF: 0,
    EntrantStatus.DQ: 0,
}
_STEPS_OF_A_NEWCOMER = 3  # joins, gets ready, gives up
_STEPS_OF_A_START = 2  # the countdown begins, the race begins
_STEPS_OF_AN_UNSEEN_ROOM = 3  # it is opened, described and locked


def fewest_steps_to_stop(snapshot: RoomSnapshot, known: Mapping[str, EntrantStatus], *, seen: SeenSnapshot) -> int:
    """Return how many steps it takes at least for all racers of a room to stop by themselves, since it was last seen.

    `known` are the statuses by entrant key that were seen last.
    """
    steps = sum(_STEPS_FROM.get(known.get(entrant.key, _ABSENT), _STEPS_OF_A_NEWCOMER) for entrant in snapshot.joined)
    if not any(status in _AFTER_START for status in known.values()):
        steps += _STEPS_OF_A_START
    if seen.version < 0:
        steps += _STEPS_OF_AN_UNSEEN_ROOM
    return steps


_ABSENT = EntrantStatus.DECLINED
_AFTER_START = frozenset({EntrantStatus.IN_PROGRESS, EntrantStatus.DONE, EntrantStatus.DNF, EntrantStatus.DQ})


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
    if snapshot.hides_entrants or not has_started(snapshot):
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
            replace(entrant, key=key, racetime_id=None, name=DELETED_NAME, comment="")
            if (key := deleted_key(live_race_id, entrant.key)) in forgotten
            else entrant
            for entrant in snapshot.entrants
        ),
    )


def _as_known(entrant: Entrant, entry: KnownEntrant | None) -> Entrant:
    if entry is None:
        return entrant
    return replace(entrant, key=entry.key, racetime_id=entry.racetime_id, name=entry.name)
