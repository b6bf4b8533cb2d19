"""What an admin must know of a race night: how bots stand, and everything that went or may go wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.ids import LiveRaceId, PoolId, RacetimeBotId
from application.domain.live_races.live_race import MOST_REPLACEMENTS, NOT_STARTED, LiveRaceStatus, may_open_by_itself
from application.domain.live_races.room import RoomStatus
from application.domain.words import counted


class BotStatus(StrEnum):
    UNKNOWN = "unknown"
    CONNECTED = "connected"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


def rehearsal_client_id(category: str) -> str:
    """Return the client id of the bot that a rehearsal has for a category; no other server knows it."""
    return f"rehearsal-bot-{category}"


RESULTS_DUE = timedelta(hours=1)
_UNTRIED = timedelta(minutes=5)
_FAILING = timedelta(minutes=2)
_LOCK_LATE = timedelta(minutes=2)
SILENCE = timedelta(minutes=3)
"""A room is fetched every 15 seconds, so nothing for three minutes is more than a hiccup."""
_UNREACHABLE = timedelta(minutes=5)


class AlertKind(StrEnum):
    ROOM_NOT_OPENED = "room_not_opened"
    """racetime.gg was asked for a room and gave none."""
    UNCLAIMED = "unclaimed"
    """A race has no room although its time has come, and nothing is trying any more."""
    NOT_LOCKED = "not_locked"
    """The room can't be locked."""
    NOT_STARTED = "not_started"
    """The room is open and its race should have begun long ago."""
    ROOM_SILENT = "room_silent"
    """Nothing was heard of a room for too long."""
    RESULTS_MISSING = "results_missing"
    """An hour after its end a race has no results."""
    BOT_REFUSED = "bot_refused"
    """racetime.gg doesn't accept a bot, or can't be reached with it."""
    GOAL_MISSING = "goal_missing"
    """racetime.gg no longer has the goal of a race that is near."""
    RESULTS_UNDECIDED = "results_undecided"
    """racetime.gg has results for a race that was cancelled there after its start."""
    NOT_UNDERSTOOD = "not_understood"
    """racetime.gg says something about a race that this product doesn't know."""
    EPISODE_MISSING = "episode_missing"
    """SpeedGaming no longer lists the episode of a race."""
    EPISODE_NOT_FOLLOWED = "episode_not_followed"
    """SpeedGaming's schedule says something of a race that can't be done."""
    EPISODES_LEFT_OUT = "episodes_left_out"
    """Episodes of SpeedGaming's schedule could not become races."""
    SEEDS_NOT_MADE = "seeds_not_made"
    """A pool's generator makes no seeds."""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    AlertKind.ROOM_NOT_OPENED: "Room not opened",
    AlertKind.UNCLAIMED: "Race without a room",
    AlertKind.NOT_LOCKED: "Room not locked",
    AlertKind.NOT_STARTED: "Race not started",
    AlertKind.ROOM_SILENT: "No update from a room",
    AlertKind.RESULTS_MISSING: "Results missing",
    AlertKind.BOT_REFUSED: "Bot can't work",
    AlertKind.GOAL_MISSING: "Goal missing on racetime.gg",
    AlertKind.RESULTS_UNDECIDED: "Results of a cancelled race",
    AlertKind.NOT_UNDERSTOOD: "racetime.gg not understood",
    AlertKind.EPISODE_MISSING: "Episode missing on SpeedGaming",
    AlertKind.EPISODE_NOT_FOLLOWED: "Episode not followed",
    AlertKind.EPISODES_LEFT_OUT: "Episodes left out",
    AlertKind.SEEDS_NOT_MADE: "Seeds not made",
}

SETTLES_WITHIN = timedelta(minutes=2)
"""What is over sooner than that is nothing to tell anybody of who doesn't look at the site."""


@dataclass(frozen=True, slots=True)
class AlertFact:
    """Something is the matter now; `subject` tells it from everything else that could be."""

    kind: AlertKind
    subject: str
    sentence: str
    live_race_id: LiveRaceId | None = None
    bot_id: RacetimeBotId | None = None


@dataclass(frozen=True, slots=True)
class SupervisedRace:
    """What is known of one live race that is near, under way or not final."""

    live_race_id: LiveRaceId
    title: str
    status: LiveRaceStatus
    scheduled_at: datetime
    opens_at: datetime
    locks_at: datetime
    room_slug: str | None
    changed_at: datetime | None = None
    """When the race was made or changed last: nothing can be late that was not yet due before."""
    room_on_hold: bool = False
    room_error: str = ""
    room_attempts: int = 0
    is_being_opened: bool = False
    locked_at: datetime | None = None
    lock_error: str = ""
    ended_at: datetime | None = None
    heard_at: datetime | None = None
    """When racetime.gg last said anything about the present room; its opening counts, too."""
    room_trouble: str = ""
    result_count: int = 0
    unmatched_count: int = 0
    rooms_closed_by_hand: int = 0
    results_undecided: bool = False
    room_status: RoomStatus | None = None
    finisher_count: int = 0
    """Racers who have a time on racetime.gg, counted or not."""
    forced_out_count: int = 0
    """Racers who forfeited only because the race was cancelled."""
    unknown_count: int = 0
    """Racers of whom racetime.gg says something that isn't understood."""
    goal_problem: str = ""
    episode_missing_since: datetime | None = None
    episode_problem: str = ""

    def is_late(self, due_at: datetime, by: timedelta, now: datetime) -> bool:
        """Tell whether something should have happened by now, since the race is as it is."""
        since = due_at if self.changed_at is None else max(due_at, self.changed_at)
        return now >= since + by

    @property
    def lacks_room(self) -> bool:
        waiting = (LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING)
        return self.status in waiting and self.room_slug is None


@dataclass(frozen=True, slots=True)
class SupervisedBot:
    bot_id: RacetimeBotId
    category: str
    status: BotStatus
    message: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class SupervisedPool:
    """A pool with something the matter.

    `left_out` tells of episodes of SpeedGaming's schedule that could not become races, `unmade` why its generator made
    no seed.
    """

    pool_id: PoolId
    name: str
    tournament: str
    left_out: str = ""
    unmade: str = ""


def alerts_for(race: SupervisedRace, now: datetime) -> Iterator[AlertFact]:
    """Return everything about a race that somebody should look at now."""
    checks = (
        (AlertKind.ROOM_NOT_OPENED, _room_not_opened),
        (AlertKind.UNCLAIMED, _unclaimed),
        (AlertKind.NOT_LOCKED, _not_locked),
        (AlertKind.NOT_STARTED, _not_started),
        (AlertKind.ROOM_SILENT, _room_silent),
        (AlertKind.RESULTS_MISSING, _results_missing),
        (AlertKind.RESULTS_UNDECIDED, _results_undecided),
        (AlertKind.NOT_UNDERSTOOD, _not_understood),
        (AlertKind.GOAL_MISSING, _goal_missing),
        (AlertKind.EPISODE_MISSING, _episode_missing),
        (AlertKind.EPISODE_NOT_FOLLOWED, _episode_not_followed),
    )
    for kind, check in checks:
        sentence = check(race, now)
        if sentence is not None:
            yield AlertFact(kind, f"race:{race.live_race_id}:{kind}", sentence, live_race_id=race.live_race_id)


def alert_for_bot(bot: SupervisedBot, now: datetime) -> AlertFact | None:
    is_down = bot.status is BotStatus.UNREACHABLE and bot.since is not None and now - bot.since >= _UNREACHABLE
    if bot.status is not BotStatus.REFUSED and not is_down:
        return None
    what = "is refused by racetime.gg" if bot.status is BotStatus.REFUSED else "can't reach racetime.gg"
    sentence = f"The bot of {bot.category} {what}. {bot.message}".strip()
    return AlertFact(AlertKind.BOT_REFUSED, f"bot:{bot.bot_id}", sentence, bot_id=bot.bot_id)


def alerts_for_pool(pool: SupervisedPool) -> Iterator[AlertFact]:
    if pool.left_out:
        sentence = f"Episodes of SpeedGaming's schedule are not in {pool.tournament}, {pool.name}. {pool.left_out}"
        yield AlertFact(AlertKind.EPISODES_LEFT_OUT, f"pool:{pool.pool_id}:episodes", sentence)
    if pool.unmade:
        sentence = (
            f"No seed was made for {pool.tournament}, {pool.name}: {pool.unmade} Use a pasted seed instead: add it to "
            "the pool, or give it to the race that waits."
        )
        yield AlertFact(AlertKind.SEEDS_NOT_MADE, f"pool:{pool.pool_id}:seeds", sentence)


def _room_not_opened(race: SupervisedRace, now: datetime) -> str | None:
    is_failing = race.lacks_room and bool(race.room_error) and now >= race.opens_at
    if not is_failing or (race.room_attempts < 2 and not race.is_late(race.opens_at, _FAILING, now)):
        return None
    goes_on = may_open_by_itself(race.scheduled_at, now) and not race.room_on_hold
    then = "It is retried automatically." if goes_on else "It is not retried automatically any more."
    return f"The room of {race.title} could not be opened: {race.room_error} {then}"


def _unclaimed(race: SupervisedRace, now: datetime) -> str | None:
    if not race.lacks_room or now < race.opens_at or race.is_being_opened:
        return None
    if not may_open_by_itself(race.scheduled_at, now):
        return f"The start of {race.title} has passed and it has no room. Open one, move the race or cancel it."
    if race.room_on_hold and race.rooms_closed_by_hand > MOST_REPLACEMENTS:
        times = race.rooms_closed_by_hand
        return (
            f"{times} rooms of {race.title} were closed on racetime.gg, so no other one is opened automatically. "
            "Open or attach one, move the race or cancel it."
        )
    if race.room_on_hold:
        return f"{race.title} waits without a room. Open or attach one."
    if not race.room_error and race.is_late(race.opens_at, _UNTRIED, now):
        return f"Nobody has tried to open the room of {race.title}. The part of the product that does so may be down."
    return None


def _not_locked(race: SupervisedRace, now: datetime) -> str | None:
    if race.status is not LiveRaceStatus.PENDING or race.room_slug is None or race.locked_at is not None:
        return None
    if race.lock_error:
        return f"The room of {race.title} can't be locked: {race.lock_error}"
    is_late = race.is_late(race.locks_at, _LOCK_LATE, now)
    return f"The room of {race.title} should be locked by now." if is_late else None


def _not_started(race: SupervisedRace, now: datetime) -> str | None:
    if race.status is not LiveRaceStatus.PENDING or race.room_slug is None or now < race.scheduled_at + RESULTS_DUE:
        return None
    return f"{race.title} should have started an hour ago. Look into its room, move the race or cancel it."


def _room_silent(race: SupervisedRace, now: datetime) -> str | None:
    is_followed = race.status in (LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS) and race.room_slug is not None
    if not is_followed or race.heard_at is None or now - race.heard_at < SILENCE:
        return None
    minutes = int((now - race.heard_at).total_seconds() // 60)
    return f"No update from the room of {race.title} for {counted(minutes, 'minute')}. {race.room_trouble}".strip()


def _results_missing(race: SupervisedRace, now: datetime) -> str | None:
    is_due = race.ended_at is not None and now - race.ended_at >= RESULTS_DUE
    if race.status is not LiveRaceStatus.FINISHED or not is_due or race.result_count:
        return None
    waiting = f" {counted(race.unmatched_count, 'unmatched result')}." if race.unmatched_count else ""
    return f"{race.title} ended more than an hour ago and has no results.{waiting}"


def _results_undecided(race: SupervisedRace, now: datetime) -> str | None:  # noqa: ARG001  # like the others
    if not race.results_undecided:
        return None
    return undecided_results(race.title, race.room_status, race.finisher_count, race.forced_out_count)


def undecided_results(title: str, room_status: RoomStatus | None, finishers: int, forced_out: int) -> str:
    """Say what racetime.gg has for a race that was cancelled there after its start."""
    now = "shows it as finished now" if room_status is RoomStatus.FINISHED else "still shows it as cancelled"
    forced = f", {forced_out} forfeited only by the cancellation" if forced_out else ""
    return (
        f"{title} was cancelled on racetime.gg after its start. racetime.gg {now}: {finishers} finished{forced}. "
        "Count these results, or leave the race cancelled."
    )


def _not_understood(race: SupervisedRace, now: datetime) -> str | None:  # noqa: ARG001  # like the others
    if race.room_status is RoomStatus.UNKNOWN:
        what = f"racetime.gg says something about the room of {race.title} that this product doesn't know."
    elif race.unknown_count:
        racers = counted(race.unknown_count, "racer")
        what = f"racetime.gg says something about {racers} of {race.title} that this product doesn't know."
    else:
        return None
    return f"{what} Everything else is followed. Look into the room, and correct results by hand if need be."


def _goal_missing(race: SupervisedRace, now: datetime) -> str | None:  # noqa: ARG001  # like the others
    return (
        f"{race.title} can't be opened as it is: {race.goal_problem}" if race.goal_problem and race.lacks_room else None
    )


def _episode_missing(race: SupervisedRace, now: datetime) -> str | None:  # noqa: ARG001  # like the others
    if race.episode_missing_since is None or race.status not in NOT_STARTED:
        return None
    return f"SpeedGaming no longer lists the episode of {race.title}. Cancel the race, or take its episode number away."


def _episode_not_followed(race: SupervisedRace, now: datetime) -> str | None:  # noqa: ARG001  # like the others
    if not race.episode_problem or race.episode_missing_since is not None or race.status not in NOT_STARTED:
        return None
    return f"{race.title} is not as it is listed. {race.episode_problem}"
