"""The states of a live race: one table, and nothing else may change a status."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.errors import WrongStatus
from application.domain.pauses import growing_pause
from application.domain.tournaments.settings import USUAL_PROVISIONAL_HOURS


class LiveRaceStatus(StrEnum):
    SCHEDULED = "scheduled"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def adjective(self) -> str:
        """What completes "This race is …"."""
        return "open for racers" if self is LiveRaceStatus.PENDING else self.label.lower()


_LABELS = {
    LiveRaceStatus.SCHEDULED: "Scheduled",
    LiveRaceStatus.PENDING: "Room open",
    LiveRaceStatus.IN_PROGRESS: "In progress",
    LiveRaceStatus.FINISHED: "Finished",
    LiveRaceStatus.CANCELLED: "Cancelled",
}

NOT_STARTED = frozenset({LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING})
UNFINISHED = frozenset({LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS})
RACE_OVER = frozenset(LiveRaceStatus) - UNFINISHED


def takes_racers(status: LiveRaceStatus, *, is_locked: bool) -> bool:
    """Tell whether somebody who isn't in the room may still come."""
    return status in NOT_STARTED and not is_locked


def recording_in_words(status: LiveRaceStatus, *, changed: bool) -> str:
    """Say what reading a room anew came to for a race that stands so afterwards."""
    match status:
        case LiveRaceStatus.SCHEDULED | LiveRaceStatus.PENDING:
            return "The race has not started, so there are no results yet."
        case LiveRaceStatus.IN_PROGRESS:
            return f"The race is still on. What has happened so far is {'' if changed else 'already '}up to date."
        case LiveRaceStatus.FINISHED:
            return "The results are brought up to date." if changed else "The results are up to date already."
        case LiveRaceStatus.CANCELLED:
            return "The race is cancelled, so nothing counts."


class Stage(StrEnum):
    """How far a race has come, as far as what is said in its room depends on it."""

    WAITING = "waiting"
    LOCKED = "locked"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


def stage_of(status: LiveRaceStatus, *, is_locked: bool) -> Stage:
    match status:
        case LiveRaceStatus.IN_PROGRESS:
            return Stage.RUNNING
        case LiveRaceStatus.FINISHED:
            return Stage.FINISHED
        case LiveRaceStatus.CANCELLED:
            return Stage.CANCELLED
        case _:
            return Stage.LOCKED if is_locked else Stage.WAITING


class LiveRaceTrigger(StrEnum):
    """What moves a live race from one status to another."""

    ROOM_OPENED = "room_opened"
    ROOM_LOST = "room_lost"
    """The room is gone before the start, and a new one may be opened."""
    ROOM_REPLACED = "room_replaced"
    RACE_STARTED = "race_started"
    RACE_ENDED = "race_ended"
    CANCELLED_BY_ADMIN = "cancelled_by_admin"
    ROOM_DIED = "room_died"
    CANCELLED_ON_RACETIME = "cancelled_on_racetime"
    RESTORED = "restored"
    REOPENED_ON_RACETIME = "reopened_on_racetime"


@dataclass(frozen=True, slots=True)
class Transition:
    sources: frozenset[LiveRaceStatus]
    target: LiveRaceStatus


def _transition(*sources: LiveRaceStatus, to: LiveRaceStatus) -> Transition:
    return Transition(frozenset(sources), to)


_S = LiveRaceStatus
TRANSITIONS: dict[LiveRaceTrigger, Transition] = {
    LiveRaceTrigger.ROOM_OPENED: _transition(_S.SCHEDULED, to=_S.PENDING),
    LiveRaceTrigger.ROOM_LOST: _transition(_S.PENDING, to=_S.PENDING),
    LiveRaceTrigger.ROOM_REPLACED: _transition(_S.PENDING, to=_S.PENDING),
    LiveRaceTrigger.RACE_STARTED: _transition(_S.PENDING, to=_S.IN_PROGRESS),
    LiveRaceTrigger.RACE_ENDED: _transition(_S.IN_PROGRESS, to=_S.FINISHED),
    LiveRaceTrigger.CANCELLED_BY_ADMIN: _transition(_S.SCHEDULED, _S.PENDING, _S.IN_PROGRESS, to=_S.CANCELLED),
    LiveRaceTrigger.ROOM_DIED: _transition(_S.SCHEDULED, _S.PENDING, to=_S.CANCELLED),
    LiveRaceTrigger.CANCELLED_ON_RACETIME: _transition(_S.IN_PROGRESS, to=_S.CANCELLED),
    LiveRaceTrigger.RESTORED: _transition(_S.CANCELLED, to=_S.SCHEDULED),
    LiveRaceTrigger.REOPENED_ON_RACETIME: _transition(_S.FINISHED, _S.CANCELLED, to=_S.IN_PROGRESS),
}


def next_status(current: LiveRaceStatus, trigger: LiveRaceTrigger) -> LiveRaceStatus:
    """Return the status that `trigger` leads to.

    Raises `WrongStatus`, naming both states, for any pair that is not in the table.
    """
    transition = TRANSITIONS[trigger]
    if current not in transition.sources:
        raise WrongStatus(f"This race is {current.adjective}, so it can't become {transition.target.adjective}.")
    return transition.target


ROOM_OPENING_LEASE = timedelta(seconds=120)
"""How long one worker may spend on opening a room before another one takes over.

Longer than the 60 s for which racetime.gg may serve an old list of rooms, so that whoever takes over
sees a room that the first worker made.
"""

_FIRST_RETRY = timedelta(seconds=10)
_LONGEST_RETRY = timedelta(minutes=5)


def retry_delay(failed_attempts: int) -> timedelta:
    """Return how long to wait after the n-th failed attempt (n from 1): 10 s, doubling, at most 5 min."""
    return growing_pause(failed_attempts, first=_FIRST_RETRY, longest=_LONGEST_RETRY)


OPENING_GRACE = timedelta(minutes=20)
"""For this long after the scheduled start a room is still opened, or opened again, automatically.

Later than that nobody waits any more, so an admin decides.
"""


def may_open_by_itself(scheduled_at: datetime, now: datetime) -> bool:
    return now <= scheduled_at + OPENING_GRACE


_LEAST_TIME_TO_JOIN = timedelta(minutes=5)


def earliest_lock(opened_at: datetime, usual_time_to_join: timedelta) -> datetime:
    """Return before when a room isn't locked, so that a room that opened late can be joined at all.

    That is five minutes, or less where the settings leave less between opening and lock.
    """
    return opened_at + min(_LEAST_TIME_TO_JOIN, usual_time_to_join)


MOST_REPLACEMENTS = 2
"""How often a room that somebody closed by hand is replaced automatically: after that they may mean it."""

FEWEST_ENTRANTS = 2
LOW_ENTRANTS_WARNING = timedelta(minutes=25)
LOW_ENTRANTS_LIMIT = timedelta(minutes=30)
"""racetime.gg closes a room that has fewer than two joined entrants half an hour after it opened."""
UNSTARTED_LIMIT = timedelta(hours=4)
"""racetime.gg closes a room that has not started by then."""

ROOM_LINGER = timedelta(minutes=10)
"""How long the bot stays in a room that is no longer its race's own, to say where the race goes on."""


PROVISIONAL_WINDOW = timedelta(hours=USUAL_PROVISIONAL_HOURS)
"""After this long results count as final even if no moderator recorded the race on racetime.gg."""


def provisional_window(hours: int | None) -> timedelta:
    """Return a tournament's window; None means the usual one."""
    return PROVISIONAL_WINDOW if hours is None else timedelta(hours=hours)


class CancelledResults(StrEnum):
    """What becomes of the results that racetime.gg has for a race which was cancelled after its start."""

    UNDECIDED = "undecided"
    """racetime.gg shows results, and some of them may be nothing but the cancellation's own forfeits."""
    COUNTED = "counted"
    LEFT_OUT = "left_out"
    """Whatever racetime.gg says later, the race stays cancelled."""


UNDO_WINDOW = timedelta(minutes=10)
"""For this long after the end racers may take back a finish or a forfeit on racetime.gg."""


def fate_of_early_room(ahead: timedelta) -> str:
    """Say what racetime.gg does to a room that opens so long before its start; empty when nothing."""
    if ahead > UNSTARTED_LIMIT:
        return "racetime.gg closes a room that has not started within 4 hours; this start is later."
    if ahead > LOW_ENTRANTS_LIMIT:
        return "racetime.gg closes it after 30 minutes unless two racers have joined."
    return ""


def poll_interval(since_end: timedelta | None) -> timedelta:
    """Return how long until racetime.gg's data is fetched again.

    Every 15 s while the race is running and for ten minutes after its end (the window in which racers may undo),
    then every 45 s, which with racetime.gg's own cache of 5 s keeps a moderator's correction under a minute away.
    """
    if since_end is None or since_end < UNDO_WINDOW:
        return timedelta(seconds=15)
    return timedelta(seconds=45)


_ROSTER_FRESH = timedelta(seconds=60)
"""Four times as long as there is between two looks at `/data`."""


def roster_is_fresh(heard_at: datetime | None, now: datetime) -> bool:
    """Tell whether what was heard of a room lately is good enough to tell people how they stand in it."""
    return heard_at is not None and now - heard_at <= _ROSTER_FRESH


def results_are_final(
    *, recorded: bool, ended_at: datetime | None, now: datetime, window: timedelta = PROVISIONAL_WINDOW
) -> bool:
    return recorded or (ended_at is not None and now - ended_at >= window)


def race_title(match_title: str, pool_name: str) -> str:
    """Return how a race is called: by its match, else by its pool."""
    return match_title or f"{pool_name} live race"
