"""What people may ask of the bot in a race room, and in which words it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from application.domain.live_races.eligibility import Verdict, unmet
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.seed_vault import SeedState
from application.domain.words import counted


class CommandWord(StrEnum):
    ELIGIBLE = "eligible"
    SEED = "seed"
    STATUS = "status"
    HELP = "help"
    LOCK = "lock"
    RELEASE = "release"
    RECORD = "record"

    @property
    def is_for_monitors(self) -> bool:
        return self in (CommandWord.LOCK, CommandWord.RELEASE, CommandWord.RECORD)


MONITORS_ONLY = "Only a monitor of this room may do that."
NOT_THIS_ROOM = "This race has another room now."


@dataclass(frozen=True, slots=True)
class RaceNow:
    """As much of a race as its room may hear."""

    title: str
    status: LiveRaceStatus
    scheduled_at: datetime
    locks_at: datetime
    releases_at: datetime | None
    locked_at: datetime | None
    begins_at: datetime | None
    """When it begins without those who are not ready; None while its start is not late."""
    seed: SeedState
    counted: int
    """Racers with a run; before the lock, those who would get one as things stand."""
    joined: int
    final_at: datetime | None
    page_url: str


def about_eligibility(verdicts: Sequence[Verdict], *, is_settled: bool, fix_url: str) -> str:
    """Answer somebody who asks whether the own result counts; no verdicts at all mean an account that nobody linked."""
    if not verdicts:
        return f"No member has linked this racetime.gg account, so your result can't be counted. Link it: {fix_url}"
    reasons = unmet(verdicts)
    if not reasons:
        return "You are in: your result in this race counts." if is_settled else "All is in order: you may race."
    return f"Your result can't be counted: {' '.join(verdict.sentence for verdict in reasons)} {fix_url}"


def about_seed(race: RaceNow) -> str:
    """Tell when the seed comes. It is never part of this text."""
    if race.status in (LiveRaceStatus.FINISHED, LiveRaceStatus.CANCELLED):
        return f"See {race.page_url}"
    if race.releases_at is None:
        return "The seed is released when the race starts."
    if race.locked_at is not None:
        return f"The seed is released at {_utc(race.releases_at)}."
    return f"The seed is released at {_utc(race.releases_at)}, once the room is locked."


def about_commands(help_url: str) -> str:
    """Tell what can be asked in a room."""
    return (
        "!eligible tells whether you may race, !seed gives the seed once it is released, !status says how the race "
        f"stands. For monitors: !lock, !release, !record. More: {help_url}"
    )


def about_race(race: RaceNow) -> str:
    """Tell how the race stands and what happens next."""
    match race.status:
        case LiveRaceStatus.PENDING if race.locked_at is None:
            now = f"starts at {_utc(race.scheduled_at)}. The room is locked at {_utc(race.locks_at)}"
            would = f"{race.counted} of {counted(race.joined, 'racer')} here would count"
            return f"{race.title} {now}; {would}. {race.page_url}"
        case LiveRaceStatus.PENDING:
            now = f"starts at {_utc(race.scheduled_at)}. The room is locked"
            if race.begins_at is not None:
                now = f"begins at {_utc(race.begins_at)} with those who are ready. The room is locked"
            return f"{race.title} {now}; {counted(race.counted, 'racer counts', 'racers count')}. {race.page_url}"
        case LiveRaceStatus.IN_PROGRESS:
            return f"{race.title} is running; {counted(race.counted, 'racer counts', 'racers count')}. {race.page_url}"
        case LiveRaceStatus.FINISHED:
            state = "final" if race.final_at is not None else "not final until racetime.gg records the race"
            return f"{race.title} is over; the results are {state}. {race.page_url}"
        case _:
            return f"{race.title} is {race.status.adjective}. {race.page_url}"


def _utc(moment: datetime) -> str:
    return f"{moment:%H:%M} UTC"
