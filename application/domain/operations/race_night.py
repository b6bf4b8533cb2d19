"""Whether a race that is near will come off: item by item, with what puts each right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.errors import InvalidInput
from application.domain.live_races.live_race import (
    FEWEST_ENTRANTS,
    LOW_ENTRANTS_LIMIT,
    LOW_ENTRANTS_WARNING,
    NOT_STARTED,
    LiveRaceStatus,
    may_open_by_itself,
)
from application.domain.live_races.room import RoomSettings, check_room_settings
from application.domain.operations.alerts import SILENCE, BotStatus
from application.domain.words import counted

SCHEDULE_SILENCE = timedelta(seconds=60)
"""The schedule's part of the product gives a sign of life every ten seconds."""


class Level(StrEnum):
    GOOD = "good"
    WAITING = "waiting"
    """Nothing is wrong; its time has not come."""
    WARNING = "warning"
    BAD = "bad"


_SEVERITY = (Level.GOOD, Level.WAITING, Level.WARNING, Level.BAD)


def worst(levels: Iterator[Level]) -> Level:
    return max(levels, key=_SEVERITY.index, default=Level.GOOD)


class Item(StrEnum):
    BOT = "bot"
    GOAL = "goal"
    EPISODE = "episode"
    PROFILE = "profile"
    SEED = "seed"
    PLAYERS = "players"
    ROOM = "room"
    LOCK = "lock"
    LAST_FRAME = "last_frame"
    RESULTS = "results"
    UNMATCHED = "inbox"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Item.BOT: "Bot authorised",
    Item.GOAL: "Goal exists",
    Item.EPISODE: "SpeedGaming's schedule",
    Item.PROFILE: "Room settings",
    Item.SEED: "Seed ready",
    Item.PLAYERS: "Players",
    Item.ROOM: "Room",
    Item.LOCK: "Lock",
    Item.LAST_FRAME: "Last update from the room",
    Item.RESULTS: "Results",
    Item.UNMATCHED: "Unmatched results",
}


class Remedy(StrEnum):
    """What puts an item right; each surface turns it into its own button."""

    SET_UP_BOT = "set_up_bot"
    CHECK_GOAL = "check_goal"
    CHANGE_GOAL = "change_goal"
    CHANGE_RACE = "change_race"
    EDIT_PROFILE = "edit_profile"
    ADD_PERMALINK = "add_permalink"
    PASTE_SEED = "paste_seed"
    CHOOSE_PERMALINK = "choose_permalink"
    OPEN_ROOM = "open_room"
    REPLACE_ROOM = "replace_room"
    SHARE_ROOM = "share_room"
    LOCK_NOW = "lock_now"
    FETCH_NOW = "fetch_now"
    MATCH_RESULTS = "match_results"
    COUNT_RESULTS = "count_results"
    LEAVE_CANCELLED = "leave_cancelled"


@dataclass(frozen=True, slots=True)
class Check:
    item: Item
    level: Level
    sentence: str
    remedy: Remedy | None = None
    alternative: Remedy | None = None
    """What can be done instead, where it takes a decision."""


@dataclass(frozen=True, slots=True)
class NightFacts:
    """What is known of one race for the board."""

    status: LiveRaceStatus
    scheduled_at: datetime
    opens_at: datetime
    locks_at: datetime
    category: str
    goal: str
    bot: BotStatus | None
    """None without an active bot in the category."""
    bot_message: str
    goal_checked_at: datetime | None
    goal_problem: str
    settings: RoomSettings
    seed_ready: bool
    has_permalink: bool
    member_count: int
    eligible_count: int | None
    """None once nobody who isn't in the room can come any more."""
    unlinked_count: int
    joined_count: int
    refused_count: int
    """Joined entrants who don't count, or would not as things stand."""
    room_slug: str | None
    room_opened_at: datetime | None
    room_on_hold: bool
    room_error: str
    room_retry_at: datetime | None
    is_being_opened: bool
    room_trouble: str
    heard_at: datetime | None
    locked_at: datetime | None
    lock_error: str
    ended_at: datetime | None
    final_at: datetime | None
    run_count: int
    unmatched_count: int
    results_undecided: bool = False
    episode_flag: str = ""


def checks_for(facts: NightFacts, now: datetime) -> tuple[Check, ...]:
    """Return every item in a fixed order; those that no longer matter are left out."""
    return tuple(check for check in _all(facts, now) if check is not None)


def _all(facts: NightFacts, now: datetime) -> Iterator[Check | None]:
    is_over = facts.status in (LiveRaceStatus.FINISHED, LiveRaceStatus.CANCELLED)
    lacks_room = facts.room_slug is None and not is_over
    if not is_over:
        yield _bot(facts)
    if lacks_room:
        yield _goal(facts)
        yield _profile(facts)
    if facts.status in NOT_STARTED:
        yield _episode(facts)
    if not is_over:
        yield _seed(facts)
    if facts.eligible_count is not None:
        yield _players(facts, facts.eligible_count)
    yield _room(facts, now)
    if facts.status is LiveRaceStatus.PENDING and facts.room_slug is not None:
        yield _lock(facts, now)
    if facts.status in (LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS) and facts.room_slug is not None:
        yield _last_frame(facts, now)
    if is_over or facts.status is LiveRaceStatus.IN_PROGRESS:
        yield _results(facts)
    yield _unmatched(facts)


def _bot(facts: NightFacts) -> Check:
    match facts.bot:
        case None:
            sentence = f"No bot is active in {facts.category}."
            return Check(Item.BOT, Level.BAD, sentence, Remedy.SET_UP_BOT)
        case BotStatus.CONNECTED:
            return Check(Item.BOT, Level.GOOD, f"The bot of {facts.category} is signed in.")
        case BotStatus.REFUSED:
            sentence = facts.bot_message or f"racetime.gg refuses the bot of {facts.category}."
            return Check(Item.BOT, Level.BAD, sentence, Remedy.SET_UP_BOT)
        case BotStatus.UNREACHABLE:
            return Check(Item.BOT, Level.WARNING, facts.bot_message or "racetime.gg can't be reached.")
        case _:
            return Check(Item.BOT, Level.WARNING, f"The bot of {facts.category} has not signed in yet.")


def _goal(facts: NightFacts) -> Check:
    if facts.goal_problem:
        return Check(Item.GOAL, Level.BAD, facts.goal_problem, Remedy.CHANGE_GOAL)
    if facts.goal_checked_at is None:
        return Check(Item.GOAL, Level.WARNING, f"racetime.gg was not asked about {facts.goal} yet.", Remedy.CHECK_GOAL)
    return Check(Item.GOAL, Level.GOOD, f"racetime.gg has the goal {facts.goal}.")


def _episode(facts: NightFacts) -> Check | None:
    return Check(Item.EPISODE, Level.BAD, facts.episode_flag, Remedy.CHANGE_RACE) if facts.episode_flag else None


def _profile(facts: NightFacts) -> Check:
    try:
        check_room_settings(facts.settings)
    except InvalidInput as error:
        return Check(Item.PROFILE, Level.BAD, error.message, Remedy.EDIT_PROFILE)
    return Check(Item.PROFILE, Level.GOOD, "racetime.gg takes the room's settings.")


def _seed(facts: NightFacts) -> Check:
    if facts.has_permalink:
        return Check(Item.SEED, Level.GOOD, "A permalink is chosen.")
    if facts.status is LiveRaceStatus.IN_PROGRESS:
        return Check(Item.SEED, Level.BAD, "The race began without a permalink.", Remedy.CHOOSE_PERMALINK)
    if facts.seed_ready:
        return Check(Item.SEED, Level.GOOD, "A permalink of the pool is chosen at the lock.")
    return Check(Item.SEED, Level.BAD, "The pool has no unplayed permalink left.", Remedy.ADD_PERMALINK)


def _players(facts: NightFacts, eligible: int) -> Check:
    unlinked = (
        f"; {counted(facts.unlinked_count, 'has', 'have')} linked no racetime.gg account"
        if facts.unlinked_count
        else ""
    )
    sentence = f"{eligible} of {counted(facts.member_count, 'member')} may race{unlinked}."
    level = Level.GOOD if eligible >= FEWEST_ENTRANTS else Level.WARNING
    return Check(Item.PLAYERS, level, sentence)


def _room(facts: NightFacts, now: datetime) -> Check:
    if facts.status is LiveRaceStatus.CANCELLED:
        return Check(Item.ROOM, Level.GOOD, "The race was cancelled.")
    if facts.room_slug is None:
        return _missing_room(facts, now)
    if facts.status is not LiveRaceStatus.PENDING:
        return Check(Item.ROOM, Level.GOOD, f"The room is {facts.room_slug}.")
    refused = f", of whom {facts.refused_count} can't be counted" if facts.refused_count else ""
    joined = f"{counted(facts.joined_count, 'racer')} joined{refused}."
    age = now - (facts.room_opened_at or now)
    if facts.joined_count < FEWEST_ENTRANTS and age >= LOW_ENTRANTS_WARNING:
        left = max(int((LOW_ENTRANTS_LIMIT - age).total_seconds() // 60), 0)
        sentence = f"{joined} racetime.gg closes the room in {counted(left, 'minute')} unless two have."
        return Check(Item.ROOM, Level.WARNING, sentence, Remedy.SHARE_ROOM)
    if now >= facts.scheduled_at + timedelta(hours=1):
        sentence = f"The race should have started an hour ago. {joined}"
        return Check(Item.ROOM, Level.BAD, sentence, Remedy.REPLACE_ROOM)
    return Check(Item.ROOM, Level.GOOD, f"The room is open. {joined}")


def _missing_room(facts: NightFacts, now: datetime) -> Check:
    if now < facts.opens_at:
        return Check(Item.ROOM, Level.WAITING, "The room opens automatically.", Remedy.OPEN_ROOM)
    if facts.is_being_opened:
        return Check(Item.ROOM, Level.WAITING, "The room is being opened.")
    if facts.room_on_hold:
        return Check(Item.ROOM, Level.BAD, "The room was detached; no other one opens automatically.", Remedy.OPEN_ROOM)
    if not may_open_by_itself(facts.scheduled_at, now):
        return Check(Item.ROOM, Level.BAD, "The start has passed without a room.", Remedy.OPEN_ROOM)
    if facts.room_error:
        return Check(Item.ROOM, Level.BAD, f"The room could not be opened: {facts.room_error}", Remedy.OPEN_ROOM)
    return Check(Item.ROOM, Level.WAITING, "The room is about to open.", Remedy.OPEN_ROOM)


def _lock(facts: NightFacts, now: datetime) -> Check:
    if facts.locked_at is not None:
        return Check(
            Item.LOCK, Level.GOOD, f"The room is locked; {counted(facts.run_count, 'racer counts', 'racers count')}."
        )
    if facts.lock_error:
        return Check(Item.LOCK, Level.BAD, facts.lock_error, Remedy.PASTE_SEED)
    if now >= facts.locks_at + timedelta(minutes=2):
        return Check(Item.LOCK, Level.BAD, "The room should be locked by now.", Remedy.LOCK_NOW)
    return Check(Item.LOCK, Level.WAITING, "The room locks automatically.", Remedy.LOCK_NOW)


def _last_frame(facts: NightFacts, now: datetime) -> Check:
    if facts.heard_at is None:
        return Check(Item.LAST_FRAME, Level.WARNING, "No update from the room yet.", Remedy.FETCH_NOW)
    silence = now - facts.heard_at
    if silence < SILENCE:
        return Check(Item.LAST_FRAME, Level.GOOD, "The last update came within the last three minutes.")
    sentence = f"No update from the room for {counted(int(silence.total_seconds() // 60), 'minute')}."
    return Check(Item.LAST_FRAME, Level.BAD, f"{sentence} {facts.room_trouble}".strip(), Remedy.FETCH_NOW)


def _results(facts: NightFacts) -> Check:
    if facts.status is LiveRaceStatus.IN_PROGRESS:
        return Check(Item.RESULTS, Level.WAITING, f"{counted(facts.run_count, 'run')} under way or finished.")
    if facts.results_undecided:
        sentence = "racetime.gg has results for a race that was cancelled there. Nothing counts yet."
        return Check(Item.RESULTS, Level.BAD, sentence, Remedy.COUNT_RESULTS, Remedy.LEAVE_CANCELLED)
    if facts.status is LiveRaceStatus.CANCELLED:
        return Check(Item.RESULTS, Level.GOOD, "Nothing counts.")
    if not facts.run_count:
        return Check(Item.RESULTS, Level.BAD, "The race ended without a counted result.", Remedy.FETCH_NOW)
    if facts.final_at is None:
        sentence = f"{counted(facts.run_count, 'result')}, not final until racetime.gg records the race."
        return Check(Item.RESULTS, Level.WAITING, sentence)
    return Check(Item.RESULTS, Level.GOOD, f"{counted(facts.run_count, 'result')}, final.")


def _unmatched(facts: NightFacts) -> Check | None:
    if not facts.unmatched_count:
        return None
    sentence = f"{counted(facts.unmatched_count, 'unmatched result')}."
    return Check(Item.UNMATCHED, Level.WARNING, sentence, Remedy.MATCH_RESULTS)
