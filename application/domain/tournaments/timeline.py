"""When things happen around a live race: leads before the scheduled start, resolved level by level."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from application.domain.errors import FieldProblem, InvalidInput
from application.domain.settings import Group, Setting

LONGEST_ROOM_OPEN_MINUTES = 180
"""racetime.gg closes a room that has not started four hours after it opened."""

SHORTEST_START_GRACE_MINUTES = 2
LONGEST_START_GRACE_MINUTES = 45
USUAL_START_GRACE_MINUTES = 10
START_CALLS = 3
"""Whoever is not ready in time is named once and warned twice before the race begins without them."""


class ReleaseRule(StrEnum):
    """When players may read the seed."""

    AT_LOCK = "at_lock"
    MINUTES_BEFORE = "minutes_before"
    AT_START = "at_start"


@dataclass(frozen=True, slots=True)
class TimelineOverrides:
    """What one level (organization, tournament or live race) says; None leaves it to the level below."""

    room_open_minutes: Annotated[
        int | None,
        Setting(
            label="Room opens (minutes before start)",
            group=Group.LIVE,
            least=1,
            most=LONGEST_ROOM_OPEN_MINUTES,
            inherits=True,
        ),
    ] = None
    lock_minutes: Annotated[
        int | None,
        Setting(
            label="Room locks (minutes before start)",
            hint="Then it is settled who counts.",
            group=Group.LIVE,
            most=LONGEST_ROOM_OPEN_MINUTES,
            inherits=True,
            beside=True,
        ),
    ] = None
    release_rule: Annotated[
        ReleaseRule | None,
        Setting(
            label="Seed release",
            hint="From then on everybody can read it.",
            group=Group.LIVE,
            words={
                ReleaseRule.AT_LOCK: "when the room is locked",
                ReleaseRule.MINUTES_BEFORE: "some minutes before the start",
                ReleaseRule.AT_START: "by the start",
            },
            inherits=True,
        ),
    ] = None
    release_minutes: Annotated[
        int | None,
        Setting(
            label="Seed release (minutes before start)",
            hint="Only for a release some minutes before the start.",
            group=Group.LIVE,
            most=LONGEST_ROOM_OPEN_MINUTES,
            in_log="Seed release (minutes before start)",
            inherits=True,
            beside=True,
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The leads that hold, in minutes before the scheduled start."""

    room_open_minutes: int
    lock_minutes: int
    release_rule: ReleaseRule
    release_minutes: int

    @property
    def usual_time_to_join(self) -> timedelta:
        return timedelta(minutes=self.room_open_minutes - self.lock_minutes)


@dataclass(frozen=True, slots=True)
class Moments:
    """The instants that follow; `releases_at` is None when the seed is released by the start itself."""

    opens_at: datetime
    locks_at: datetime
    releases_at: datetime | None


DEFAULT_LOCK_MINUTES = 10


def installation_timeline(room_open_minutes: int) -> Timeline:
    return Timeline(
        room_open_minutes=room_open_minutes,
        lock_minutes=min(DEFAULT_LOCK_MINUTES, room_open_minutes),
        release_rule=ReleaseRule.AT_LOCK,
        release_minutes=0,
    )


def effective_timeline(base: Timeline, *levels: TimelineOverrides) -> Timeline:
    """Apply the levels in order, the most specific one last.

    An inherited lead gives way to a shorter one that it depends on: a level that opens the room five minutes before
    the start also locks it no earlier. Raises `InvalidInput` when a level's own values contradict each other.
    """
    result = base
    for level in levels:
        room_open = _first(level.room_open_minutes, result.room_open_minutes)
        lock = _first(level.lock_minutes, min(result.lock_minutes, room_open))
        result = Timeline(
            room_open_minutes=room_open,
            lock_minutes=lock,
            release_rule=level.release_rule or result.release_rule,
            release_minutes=_first(level.release_minutes, min(result.release_minutes, lock)),
        )
    _check(result)
    return result


def moments(
    scheduled_at: datetime,
    timeline: Timeline,
    *,
    earliest_lock_at: datetime | None = None,
    opened_at: datetime | None = None,
) -> Moments:
    """Return the instants of a race; a seed is never released before its room is locked.

    A room that opened late is locked at the start at the latest; one that opened after it, once it can be joined.
    """
    locks_at = scheduled_at - timedelta(minutes=timeline.lock_minutes)
    if earliest_lock_at is not None and opened_at is not None:
        latest = earliest_lock_at if opened_at >= scheduled_at else scheduled_at
        locks_at = max(locks_at, min(earliest_lock_at, latest))
    match timeline.release_rule:
        case ReleaseRule.AT_LOCK:
            releases_at: datetime | None = locks_at
        case ReleaseRule.MINUTES_BEFORE:
            releases_at = max(scheduled_at - timedelta(minutes=timeline.release_minutes), locks_at)
        case ReleaseRule.AT_START:
            releases_at = None
    return Moments(
        opens_at=scheduled_at - timedelta(minutes=timeline.room_open_minutes),
        locks_at=locks_at,
        releases_at=releases_at,
    )


def leads_of_calls(grace_minutes: int) -> tuple[timedelta, ...]:
    """Return how long before the race begins without them those who are not ready are called; the last is none."""
    first = min(5, -(-grace_minutes // 2))
    last = 60 if first > 1 else 30
    return timedelta(minutes=grace_minutes), timedelta(minutes=first), timedelta(seconds=last), timedelta()


def _first(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _check(timeline: Timeline) -> None:
    problems = []
    if not 1 <= timeline.room_open_minutes <= LONGEST_ROOM_OPEN_MINUTES:
        problems.append(
            FieldProblem(
                "room_open_minutes",
                f"The room can open 1 to {LONGEST_ROOM_OPEN_MINUTES} minutes before the start.",
            )
        )
    if not 0 <= timeline.lock_minutes <= timeline.room_open_minutes:
        problems.append(FieldProblem("lock_minutes", "The room can't be locked before it opens, nor after the start."))
    latest = timeline.lock_minutes
    if timeline.release_rule is not ReleaseRule.MINUTES_BEFORE:
        latest = LONGEST_ROOM_OPEN_MINUTES  # kept for the day when the rule needs it, so it must at least be a lead
    if not 0 <= timeline.release_minutes <= latest:
        problems.append(
            FieldProblem(
                "release_minutes",
                "The seed can't be released before the room is locked, nor after the start.",
            )
        )
    if problems:
        raise InvalidInput(*problems)
