"""From what has happened to what must be told outside: pure decisions, kept with the change itself.

A telling names a race and a kind only, because its text is made from the facts when it is sent: many changes in a row
need one edit, and what comes late is still true.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.durations import in_minutes
from application.domain.events import Edited, EditedEvent, Event
from application.domain.events.live_races import (
    AsyncLiveRaceCancelledEvent,
    AsyncLiveRaceCreatedEvent,
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceReopenedEvent,
    AsyncLiveRaceResultsChangedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceResultsShownEvent,
    AsyncLiveRaceRoomOpenedEvent,
    LiveRaceNamesChangedEvent,
)
from application.domain.events.messages import LiveRaceReminderSetEvent
from application.domain.events.runs import (
    AsyncRunExtendedEvent,
    AsyncRunForfeitedEvent,
    AsyncRunStartedEvent,
    AsyncRunStartWarnedEvent,
    AsyncRunThreadWantedEvent,
)
from application.domain.ids import LiveRaceId, RaceRef, RunId, RunRef, TournamentId, TournamentRef, UserId, read_id
from application.domain.messages.notifications import NotificationKind
from application.domain.runs.run import ForfeitCause


class TellingKind(StrEnum):
    """The kinds of things that are said on Discord."""

    CARD = "card"
    """A race's message."""
    EVENT = "event"
    """A race's entry among the server's events."""
    RESULTS = "results"
    """The reply with a race's results."""
    PING = "ping"
    DIRECT = "direct"
    """A direct message to one person."""
    ENTRY = "entry"
    """A tournament's message with the button that begins a run."""
    THREAD = "thread"
    """A run's private thread itself."""
    RUN = "run"
    """The message in a run's thread that leads through it."""
    RUN_LINE = "run_line"
    """Something said once in a run's thread."""

    @property
    def is_living(self) -> bool:
        """Whether it is one thing that is kept true, rather than something said once."""
        return self in _LIVING

    @property
    def label(self) -> str:
        return _LABELS[self]

    @classmethod
    def read(cls, name: str) -> "TellingKind | None":
        """Return the kind of that name; None for one that only another release knows."""
        return cls(name) if name in _LABELS else None


_LIVING = frozenset(
    {TellingKind.CARD, TellingKind.EVENT, TellingKind.RESULTS, TellingKind.ENTRY, TellingKind.THREAD, TellingKind.RUN}
)
_LABELS = {
    TellingKind.CARD: "Race message",
    TellingKind.EVENT: "Server event",
    TellingKind.RESULTS: "Results",
    TellingKind.PING: "Room alert",
    TellingKind.DIRECT: "Direct message",
    TellingKind.ENTRY: "Start message",
    TellingKind.THREAD: "Thread of a run",
    TellingKind.RUN: "Message in a run's thread",
    TellingKind.RUN_LINE: "Line in a run's thread",
}


@dataclass(frozen=True, slots=True)
class RaceTelling:
    kind: TellingKind
    tournament_id: TournamentId
    live_race_id: LiveRaceId


@dataclass(frozen=True, slots=True)
class RefreshTelling:
    """Everything said about the races of a tournament, or of the whole organization, may have become wrong."""

    tournament_id: TournamentId | None = None


@dataclass(frozen=True, slots=True)
class NotificationTelling:
    """Members are to be told personally; who and how is decided when it is spread."""

    kind: NotificationKind
    live_race_id: LiveRaceId


class RunLine(StrEnum):
    """What is said once in a run's thread."""

    GO = "go"
    WARNED = "warned"
    NOT_STARTED = "not_started"
    OUT_OF_TIME = "out_of_time"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class RunTelling:
    """About a run that is led through a thread; runs without one are told nowhere on Discord.

    `at` is the moment from which it may be said, None for at once; `text` is what somebody else wrote along with it.
    """

    kind: TellingKind
    run_id: RunId
    line: RunLine | None = None
    at: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class EntryTelling:
    """A tournament's start message may have become wrong, or should be there now."""

    tournament_id: TournamentId


Telling = RaceTelling | RefreshTelling | NotificationTelling | RunTelling | EntryTelling

_CHANGES_RESULTS = (
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceResultsShownEvent,
    AsyncLiveRaceReopenedEvent,
    AsyncLiveRaceCancelledEvent,
    LiveRaceNamesChangedEvent,
)


def tellings_for(event: Event) -> tuple[Telling, ...]:
    """Return what must be told because of an event."""
    match event:
        case EditedEvent(TournamentRef(tournament_id=edited), Edited.TOURNAMENT | Edited.TOURNAMENT_DISCORD):
            return (EntryTelling(edited), RefreshTelling(edited))
        case EditedEvent(what=Edited.ORGANIZATION):
            return (RefreshTelling(),)
        case LiveRaceReminderSetEvent():
            return ()
        case LiveRaceNamesChangedEvent(race):
            return _about_race(event, race)
        case Event(RaceRef() as race) if event.logged:
            return (*_about_race(event, race), *_notifications(event, race))
        case Event(RunRef(run_id=run_id, live_race_id=None)):
            return tuple(_about_run(event, run_id))
        case _:
            return ()


def _about_race(event: Event, race: RaceRef) -> tuple[Telling, ...]:
    def told(kind: TellingKind) -> RaceTelling:
        return RaceTelling(kind, race.tournament_id, race.live_race_id)

    living = (told(TellingKind.CARD), told(TellingKind.EVENT))
    if isinstance(event, AsyncLiveRaceRoomOpenedEvent):
        return (*living, told(TellingKind.PING))
    corrected = isinstance(event, AsyncLiveRaceResultsChangedEvent) and event.correction
    if corrected or isinstance(event, _CHANGES_RESULTS):
        return (*living, told(TellingKind.RESULTS))
    return living


_NOTIFICATIONS: dict[type[Event], NotificationKind] = {
    AsyncLiveRaceCreatedEvent: NotificationKind.RACE_SCHEDULED,
    AsyncLiveRaceRoomOpenedEvent: NotificationKind.ROOM_OPEN,
    AsyncLiveRaceCancelledEvent: NotificationKind.RACE_CANCELLED,
    AsyncLiveRaceFinishedEvent: NotificationKind.RESULTS,
}


def _notifications(event: Event, race: RaceRef) -> tuple[Telling, ...]:
    kind = _NOTIFICATIONS.get(type(event))
    if isinstance(event, EditedEvent) and any(item.field == "scheduled_at" for item in event.changes):
        kind = NotificationKind.RACE_MOVED
    return (NotificationTelling(kind, race.live_race_id),) if kind is not None else ()


def _about_run(event: Event, run_id: RunId) -> Iterable[Telling]:
    if isinstance(event, AsyncRunThreadWantedEvent):
        yield RunTelling(TellingKind.THREAD, run_id)
    yield RunTelling(TellingKind.RUN, run_id)
    match event:
        case AsyncRunStartedEvent():
            yield RunTelling(TellingKind.RUN_LINE, run_id, RunLine.GO, at=event.started_at)
        case AsyncRunStartWarnedEvent():
            yield RunTelling(TellingKind.RUN_LINE, run_id, RunLine.WARNED)
        case AsyncRunForfeitedEvent(cause=ForfeitCause.START_LIMIT):
            yield RunTelling(TellingKind.RUN_LINE, run_id, RunLine.NOT_STARTED)
        case AsyncRunForfeitedEvent(cause=ForfeitCause.FINISH_LIMIT):
            yield RunTelling(TellingKind.RUN_LINE, run_id, RunLine.OUT_OF_TIME)
        case AsyncRunExtendedEvent():
            more = in_minutes(timedelta(minutes=event.minutes))
            yield RunTelling(TellingKind.RUN_LINE, run_id, RunLine.EXTENDED, text=f"{more} more. {event.reason}")
        case _:
            pass


def lane_of(telling: RaceTelling) -> str:
    """Return the queue of a telling: within one lane the order is kept.

    A tournament's server events don't wait for its messages, nor the other way round.
    """
    prefix = "events" if telling.kind is TellingKind.EVENT else "tournament"
    return f"{prefix}:{telling.tournament_id}"


def lane_of_entry(telling: EntryTelling) -> str:
    return f"tournament:{telling.tournament_id}"


def lane_of_run(telling: RunTelling) -> str:
    return f"run:{telling.run_id}"


def lane_of_person(user_id: UserId) -> str:
    return f"user:{user_id}"


_LANES = frozenset({"tournament", "events", "run", "user", "race"})


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane's name taken apart: what it belongs to, and which one."""

    kind: str
    number: int

    @classmethod
    def parse(cls, name: str) -> "Lane":
        """Raises `ValueError` for a name that only another release can read."""
        lane = cls.read(name)
        if lane is None:
            raise ValueError(f"There is no such lane: {name!r}.")
        return lane

    @classmethod
    def read(cls, name: str) -> "Lane | None":
        """Return the lane of that name; None for one that only another release can read."""
        kind, _, number = name.partition(":")
        return cls(kind, owner) if kind in _LANES and (owner := read_id(number)) is not None else None

    @property
    def tournament_id(self) -> TournamentId | None:
        return TournamentId(self.number) if self.kind in ("tournament", "events") else None

    @property
    def run_id(self) -> RunId | None:
        return RunId(self.number) if self.kind == "run" else None
