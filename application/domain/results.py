"""From what a room says to what must be stored: pure functions over one snapshot and the stored state."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.live_race import LiveRaceStatus, LiveRaceTrigger
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
    running_before: int | None,
    may_reopen: bool = True,
) -> tuple[LiveRaceTrigger, ...]:
    """Return the transitions that bring a live race in line with a snapshot, in order; empty when it already is.

    `running_before` is the number of racers who were still running in the last snapshot that was applied, None when
    none was. `may_reopen` is False where an admin cancelled the race: racers who go on then change nothing. A snapshot
    may skip several steps at once, because frames are missed.
    """
    triggers: list[LiveRaceTrigger] = []
    started = has_started(snapshot)
    if status is LiveRaceStatus.PENDING and started:
        triggers.append(LiveRaceTrigger.RACE_STARTED)
        status = LiveRaceStatus.IN_PROGRESS
    if status is LiveRaceStatus.PENDING and snapshot.status is RoomStatus.CANCELLED:
        triggers.append(LiveRaceTrigger.ROOM_DIED)
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
            everybody_stopped = _ended_by_its_racers(snapshot, seen_version, running_before)
            triggers.append(LiveRaceTrigger.RACE_ENDED if everybody_stopped else LiveRaceTrigger.CANCELLED_ON_RACETIME)
    return tuple(triggers)


def _ended_by_its_racers(snapshot: RoomSnapshot, seen_version: int, running_before: int | None) -> bool:
    """Tell a race in which everybody gave up from one that a moderator cancelled.

    racetime.gg reports both as cancelled, with everybody forfeited. Somebody with a time
    settles it. Otherwise the versions do: each forfeit raises the version by one and so does the end, while a
    cancellation forfeits all remaining racers in one step.
    """
    if any(entrant.status is EntrantStatus.DONE for entrant in snapshot.entrants):
        return True
    if running_before is None:
        running_before = len(snapshot.joined)
    return snapshot.version - max(seen_version, 0) > running_before
