"""The course of an async run: drawn, started with a countdown, finished or given up, each within its limit.

Every instant is stored when it is decided, so nothing has to be running for it to come true: a restart in the middle of
a countdown or of a run changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from application.domain.durations import in_minutes
from application.domain.errors import WrongStatus
from application.domain.runs.run import ForfeitCause, RunStatus
from application.domain.words import counted

_LONGEST_WAY = timedelta(minutes=15)
"""For so long a press on Discord can be answered."""

PRESSES_ARRIVE_WITHIN = timedelta(seconds=5)
"""Discord tells its people after three seconds that a press failed. Until those of the last moment must be here, no run
is ended by its limit."""


@dataclass(frozen=True, slots=True)
class RunLimits:
    """A tournament's limits; `warning` is the lead of the one warning before the start limit, zero for none."""

    start: timedelta
    warning: timedelta
    finish: timedelta
    countdown: timedelta


class RunPhase(StrEnum):
    DRAWN = "drawn"
    COUNTDOWN = "countdown"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class RunState:
    """What is stored about a run's course; the deadlines are those in force when they were set."""

    status: RunStatus
    in_live_race: bool
    started_at: datetime | None
    start_by_at: datetime | None
    finish_by_at: datetime | None


def warn_at(start_by_at: datetime, limits: RunLimits) -> datetime | None:
    return start_by_at - limits.warning if limits.warning else None


def phase_of(state: RunState, now: datetime) -> RunPhase:
    if state.status is RunStatus.PENDING:
        return RunPhase.DRAWN
    if state.status is not RunStatus.IN_PROGRESS:
        return RunPhase.OVER
    counting = state.started_at is not None and now < state.started_at
    return RunPhase.COUNTDOWN if counting else RunPhase.RUNNING


def expired(state: RunState, now: datetime) -> ForfeitCause | None:
    """Return which limit has passed; a run in a live race has none, racetime.gg ends it."""
    if state.in_live_race:
        return None
    if state.status is RunStatus.PENDING and state.start_by_at is not None and now >= state.start_by_at:
        return ForfeitCause.START_LIMIT
    if state.status is RunStatus.IN_PROGRESS and state.finish_by_at is not None and now >= state.finish_by_at:
        return ForfeitCause.FINISH_LIMIT
    return None


TOO_LATE = {
    ForfeitCause.START_LIMIT: "The time to start this run is over, so it counts as a forfeit.",
    ForfeitCause.FINISH_LIMIT: "The time to finish this run is over, so it counts as a forfeit.",
}


def check_ready(state: RunState) -> None:
    """Raise `WrongStatus` unless the run may be started by its player."""
    _demand_standard(state, "It starts when the race starts on racetime.gg.")
    if state.status is not RunStatus.PENDING:
        raise WrongStatus(f"This run is {_standing(state)}, so it can't be started.")


def check_finish(state: RunState, now: datetime) -> None:
    """Raise `WrongStatus` unless the run may be finished by its player."""
    _demand_standard(state, "Finish it in the room on racetime.gg.")
    match phase_of(state, now):
        case RunPhase.DRAWN:
            raise WrongStatus("This run has not been started yet.")
        case RunPhase.COUNTDOWN:
            assert state.started_at is not None  # noqa: S101  # a countdown has an end
            seconds = ceil((state.started_at - now).total_seconds())
            raise WrongStatus(f"This run starts in {counted(seconds, 'second')}.")
        case RunPhase.OVER:
            raise WrongStatus(f"This run is {_standing(state)} already.")


def moment_of_press(pressed_at: datetime | None, now: datetime) -> datetime:
    """Return which moment counts: that of the press unless it is none that a press which arrives now can have."""
    if pressed_at is None or not now - _LONGEST_WAY <= pressed_at <= now:
        return now
    return pressed_at


def check_forfeit(state: RunState) -> None:
    """Raise `WrongStatus` unless the run may be given up; the countdown is no refuge, the seed has been seen."""
    _demand_standard(state, "Forfeit in the room on racetime.gg.")
    if state.status not in (RunStatus.PENDING, RunStatus.IN_PROGRESS):
        raise WrongStatus(f"This run is {_standing(state)} already.")


def check_extension(state: RunState) -> None:
    """Raise `WrongStatus` unless staff may give the run more time."""
    _demand_standard(state, "Its time limit is that of its room on racetime.gg.")
    if state.status not in (RunStatus.PENDING, RunStatus.IN_PROGRESS):
        raise WrongStatus(f"This run is {_standing(state)}, so it can't get more time.")


UNLIMITED = -1
"""A tournament's number of reattempts when it sets no limit."""


@dataclass(frozen=True, slots=True)
class ReattemptQuestion:
    """`allowed` may be `UNLIMITED`; `settled` tells that a live result can't move any more."""

    status: RunStatus
    in_live_race: bool
    reattempted: bool
    settled: bool
    tournament_active: bool
    allowed: int
    used: int
    live_allowed: bool


def reattempt_refusal(question: ReattemptQuestion) -> str | None:
    """Return why this run can't be reattempted, or None when it can."""
    if question.reattempted:
        return "This run was reattempted already."
    if question.status in (RunStatus.PENDING, RunStatus.IN_PROGRESS):
        return "This run is still under way. Finish or forfeit it first."
    if not question.tournament_active:
        return "The tournament is closed, so there are no more reattempts."
    if question.in_live_race and not question.live_allowed:
        return "This tournament allows no reattempt after a live race."
    if not question.settled:
        return "The results of this live race may still change on racetime.gg. Try again in a few minutes."
    if question.allowed == 0:
        return "This tournament allows no reattempts."
    if question.allowed != UNLIMITED and question.used >= question.allowed:
        return f"No reattempt is left: {question.used} of {question.allowed} used."
    return None


def forfeit_confirmation(state: RunState, now: datetime) -> str:
    """Return what the player is asked before a run is given up."""
    seen = "You have seen its seed, so even" if phase_of(state, now) is not RunPhase.RUNNING else "Even"
    return f"{seen} a forfeit fills a place in this pool; it scores nothing and can't be undone. Confirm to forfeit."


def limit_sentence(limits: RunLimits) -> str:
    """Return what a player must know before drawing."""
    return (
        f"Once you have drawn a seed you have {in_minutes(limits.start)} to start and "
        f"{in_minutes(limits.finish)} to finish. There is no way back: an unstarted run counts as a forfeit."
    )


def _demand_standard(state: RunState, otherwise: str) -> None:
    if state.in_live_race:
        raise WrongStatus(f"This run belongs to a live race. {otherwise}")


def _standing(state: RunState) -> str:
    return state.status.label.lower()
