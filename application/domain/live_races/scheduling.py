"""When live races take place: new ones, and changes to one or many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum
from typing import Final, Literal

from application.domain.errors import FieldProblem, InvalidInput, Problems, WrongStatus
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, ProfileId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.text import one_line
from application.domain.tournaments.timeline import ReleaseRule, TimelineOverrides
from application.domain.wall_time import in_zone, instant_of

TITLE_LIMIT = 200
FURTHEST = timedelta(days=730)
LARGEST_EPISODE_ID = 2_147_483_647


class _Unset(Enum):
    UNSET = "unset"


UNSET: Final = _Unset.UNSET
"""In a change: leave this as it is. None clears it."""
Unset = Literal[_Unset.UNSET]


@dataclass(frozen=True, slots=True)
class NewLiveRace:
    tournament_id: TournamentId
    pool_id: PoolId
    scheduled_at: datetime
    match_title: str = ""
    permalink_id: PermalinkId | None = None
    """None: chosen from the pool when the room is locked."""
    episode_id: int | None = None
    race_room_profile_id: ProfileId | None = None
    overrides: TimelineOverrides = field(default_factory=TimelineOverrides)


@dataclass(frozen=True, slots=True)
class LiveRaceChanges:
    pool_id: PoolId | Unset = UNSET
    scheduled_at: datetime | Unset = UNSET
    match_title: str | Unset = UNSET
    permalink_id: PermalinkId | Unset | None = UNSET
    episode_id: int | Unset | None = UNSET
    race_room_profile_id: ProfileId | Unset | None = UNSET
    room_open_minutes: int | Unset | None = UNSET
    lock_minutes: int | Unset | None = UNSET
    release_rule: ReleaseRule | Unset | None = UNSET
    release_minutes: int | Unset | None = UNSET

    @property
    def named(self) -> tuple[str, ...]:
        """The fields that are to change."""
        return tuple(name for name in self.__slots__ if getattr(self, name) is not UNSET)


def clean_title(text: str) -> str:
    return one_line(text, field="match_title", what="title", limit=TITLE_LIMIT, required=False)


def check_start(scheduled_at: datetime, now: datetime) -> None:
    """Raise `InvalidInput` unless the start is a real instant in the future."""
    if scheduled_at.tzinfo is None:
        raise InvalidInput.on("scheduled_at", "Give the start with its time zone, e.g. 2026-03-14T20:00:00+01:00.")
    if scheduled_at <= now:
        raise InvalidInput.on("scheduled_at", "The start must be in the future.")
    if scheduled_at > now + FURTHEST:
        raise InvalidInput.on("scheduled_at", "The start can be at most two years ahead.")


def check_episode(episode_id: int | None) -> None:
    if episode_id is not None and not 1 <= episode_id <= LARGEST_EPISODE_ID:
        raise InvalidInput.on("episode_id", "The episode number must be a positive whole number.")


_BEFORE_ROOM = frozenset(
    {"pool_id", "race_room_profile_id", "room_open_minutes", "lock_minutes", "release_rule", "release_minutes"}
)
_WORDS = {
    "pool_id": "pool",
    "scheduled_at": "time",
    "permalink_id": "permalink",
    "race_room_profile_id": "race room profile",
    "room_open_minutes": "opening of the room",
    "lock_minutes": "lock",
    "release_rule": "release of the seed",
    "release_minutes": "release of the seed",
    "episode_id": "episode",
    "match_title": "title",
}
CONFIRM_MOVE = "The room is open already. Confirm that the start is to be moved; the racers in the room are notified."


def check_changes(
    changes: LiveRaceChanges, status: LiveRaceStatus, *, locked: bool, confirmed: bool, lacks_permalink: bool = False
) -> None:
    """Refuse what may not change any more.

    Everything may change before the room is open. Then the time needs `confirmed`, the permalink may change until the
    lock, and pool, profile and leads are settled. Once the race runs or is over only title and episode may change. A
    race that began without a permalink may be given the one that was raced.
    """
    named = set(changes.named)
    if status is LiveRaceStatus.SCHEDULED:
        return
    settled = named & _BEFORE_ROOM
    is_late_seed = lacks_permalink and status in (LiveRaceStatus.IN_PROGRESS, LiveRaceStatus.FINISHED)
    if (status is not LiveRaceStatus.PENDING or locked) and not is_late_seed:
        settled |= named & {"permalink_id"}
    if status is not LiveRaceStatus.PENDING:
        settled |= named & {"scheduled_at"}
    if settled:
        what = " and ".join(sorted({_WORDS[name] for name in settled}))
        raise WrongStatus(f"This race is {status.adjective}, so its {what} can't be changed any more.")
    if "scheduled_at" in named and not confirmed:
        raise InvalidInput(FieldProblem("confirmed", CONFIRM_MOVE))


MOST_AT_ONCE = 100
FURTHEST_DAYS = 365
FURTHEST_MINUTES = 24 * 60


class BulkAction(StrEnum):
    MOVE = "move"
    CANCEL = "cancel"
    RESTORE = "restore"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class BulkChange:
    """`days` keep the local time in `zone` (an IANA name), `minutes` are time that passes; both may be negative."""

    action: BulkAction
    days: int = 0
    minutes: int = 0
    zone: str = "UTC"
    reason: str = ""
    """Of a cancellation, for the players."""


def check_bulk(live_race_ids: Sequence[LiveRaceId], change: BulkChange) -> tuple[LiveRaceId, ...]:
    """Return the races without repetition.

    Raises `InvalidInput` for none or too many of them, and for a move that is out of bounds or leads nowhere.
    """
    chosen = tuple(dict.fromkeys(live_race_ids))
    problems = Problems()
    if not chosen:
        problems.note(FieldProblem("live_race_ids", "Choose at least one race."))
    if len(chosen) > MOST_AT_ONCE:
        problems.note(FieldProblem("live_race_ids", f"At most {MOST_AT_ONCE} races can be changed at once."))
    if change.action is BulkAction.MOVE:
        if abs(change.days) > FURTHEST_DAYS:
            problems.note(FieldProblem("days", f"Races can be moved by at most {FURTHEST_DAYS} days."))
        if abs(change.minutes) > FURTHEST_MINUTES:
            message = f"Beside days, races can be moved by at most {FURTHEST_MINUTES} minutes."
            problems.note(FieldProblem("minutes", message))
        if not change.days and not change.minutes:
            problems.note(FieldProblem("days", "Say by how many days or minutes the races are to be moved."))
    problems.refuse()
    return chosen


def moved(start: datetime, change: BulkChange) -> datetime:
    """Return the new start. Raises `InvalidInput` when clocks skip its local time on that day."""
    wall = in_zone(start, change.zone, field="zone") + timedelta(days=change.days)
    instant = instant_of(wall.replace(tzinfo=None).isoformat(), change.zone, field="days") if change.days else start
    return instant.astimezone(UTC) + timedelta(minutes=change.minutes)
