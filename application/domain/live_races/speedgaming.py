"""What SpeedGaming's schedule means for live races: which are new, which moved, which are listed no longer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.errors import InvalidInput
from application.domain.ids import LiveRaceId
from application.domain.wall_time import in_utc

LOOK_BACK = timedelta(hours=2)
LOOK_AHEAD = timedelta(days=14)
SYNC_INTERVAL = timedelta(minutes=5)
MOST_EPISODES = 500
"""More than any event has in two weeks; what is beyond is left out, and nothing is missed then."""
EVENT_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Episode:
    """One match of the schedule. `starts_at` is when the race begins, which is later than its broadcast."""

    id: int
    title: str
    starts_at: datetime
    approved: bool


@dataclass(frozen=True, slots=True)
class SyncedRace:
    """A live race that has an episode and no room yet, or whose room is open and has not started."""

    id: LiveRaceId
    episode_id: int
    scheduled_at: datetime
    title: str
    is_missing: bool
    problem: str = ""
    """What of the schedule could not be followed when it was read last."""


class Step(StrEnum):
    CREATE = "create"
    MOVE = "move"
    MISS = "miss"
    FIND = "find"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class SyncStep:
    """What to do about one episode; `episode` is None for one that is listed no longer."""

    step: Step
    episode: Episode | None
    race: SyncedRace | None
    problem: str = ""
    """What of the schedule can't be followed whatever is done, in a sentence; empty for nothing."""


def episode_flag(*, is_missing: bool, problem: str) -> str:
    """Return what staff should know about a race that follows the schedule, empty for nothing."""
    return "SpeedGaming no longer lists its episode." if is_missing else problem


def not_followed(episode: Episode, reason: str) -> str:
    return f"SpeedGaming's schedule has it at {in_utc(episode.starts_at)}. {reason}"


def check_event(text: str) -> str:
    """Return the name of an event as SpeedGaming's addresses have it; empty unlinks. Raises `InvalidInput`."""
    event = text.strip().lower()
    fits = all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in event)
    if len(event) > EVENT_LIMIT or not fits:
        raise InvalidInput.on(
            "event", f"Give the event's short name, of at most {EVENT_LIMIT} letters, digits, hyphens and underscores."
        )
    return event


def plan_sync(
    episodes: Sequence[Episode], races: Iterable[SyncedRace], taken: frozenset[int], now: datetime
) -> Iterator[SyncStep]:
    """Return what brings the races of a pool in line with the schedule.

    `taken` are episodes that any live race of the organization has, whatever became of it: none of them gets a second
    race. Only what is approved and still ahead gets one; a race is missed only if it would have to be listed. What the
    schedule says of a race and can't be done is a problem of that race until it says something else.
    """
    listed = {episode.id: episode for episode in episodes}
    for race in races:
        episode = listed.get(race.episode_id)
        if episode is None:
            is_in_window = now - LOOK_BACK < race.scheduled_at < now + LOOK_AHEAD
            if is_in_window and not race.is_missing and len(episodes) < MOST_EPISODES:
                yield SyncStep(Step.MISS, None, race)
            continue
        if race.is_missing:
            yield SyncStep(Step.FIND, episode, race)
        problem = _problem_with(episode, race, now)
        is_elsewhere = episode.starts_at != race.scheduled_at and episode.starts_at > now
        if is_elsewhere or episode.title not in ("", race.title):
            yield SyncStep(Step.MOVE, episode, race, problem)
        elif problem != race.problem:
            yield SyncStep(Step.FLAG, episode, race, problem)
    for episode in listed.values():
        if episode.approved and episode.id not in taken and episode.starts_at > now:
            yield SyncStep(Step.CREATE, episode, None)


def _problem_with(episode: Episode, race: SyncedRace, now: datetime) -> str:
    if episode.starts_at != race.scheduled_at and episode.starts_at <= now:
        return not_followed(episode, "That has passed, so the race stays where it is.")
    return "" if episode.approved else "SpeedGaming's schedule doesn't have its episode as approved any more."
