"""From what has happened to the messages that must go out: pure decisions, kept with the change itself.

A message names a race and a kind only, because its text is made from the facts when it is sent: many changes in a row
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
from application.domain.ids import (
    AlertAddressId,
    LiveRaceId,
    OrganizationId,
    RaceRef,
    RunId,
    RunRef,
    TournamentId,
    TournamentRef,
    UserId,
    read_id,
)
from application.domain.messages.notifications import NotificationKind
from application.domain.runs.run import ForfeitCause


class MessageKind(StrEnum):
    """The kinds of things that are said on Discord or by e-mail."""

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
    ALERT = "alert"
    """Something that staff must look at, that it is over, or a test."""

    @property
    def is_living(self) -> bool:
        """Whether it is one thing that is kept true, rather than something said once."""
        return self in _LIVING

    @property
    def label(self) -> str:
        return _LABELS[self]

    @classmethod
    def read(cls, name: str) -> "MessageKind | None":
        """Return the kind of that name; None for one that only another release knows."""
        return cls(name) if name in _LABELS else None


_LIVING = frozenset(
    {MessageKind.CARD, MessageKind.EVENT, MessageKind.RESULTS, MessageKind.ENTRY, MessageKind.THREAD, MessageKind.RUN}
)
_LABELS = {
    MessageKind.CARD: "Race message",
    MessageKind.EVENT: "Server event",
    MessageKind.RESULTS: "Results",
    MessageKind.PING: "Room alert",
    MessageKind.DIRECT: "Direct message",
    MessageKind.ENTRY: "Start message",
    MessageKind.THREAD: "Thread of a run",
    MessageKind.RUN: "Message in a run's thread",
    MessageKind.RUN_LINE: "Line in a run's thread",
    MessageKind.ALERT: "Alert to staff",
}


@dataclass(frozen=True, slots=True)
class RaceMessage:
    kind: MessageKind
    tournament_id: TournamentId
    live_race_id: LiveRaceId

    @property
    def partition(self) -> str:
        """A tournament's server events don't wait for its messages, nor the other way round."""
        return f"{'events' if self.kind is MessageKind.EVENT else 'tournament'}:{self.tournament_id}"


@dataclass(frozen=True, slots=True)
class RefreshMessages:
    """Everything said about the races of a tournament, or of the whole organization, may have become wrong."""

    tournament_id: TournamentId | None = None


@dataclass(frozen=True, slots=True)
class MembersMessage:
    """Members are to be told personally; who and how is decided when it is fanned out."""

    kind: NotificationKind
    live_race_id: LiveRaceId

    @property
    def partition(self) -> str:
        return f"race:{self.live_race_id}"


class RunLine(StrEnum):
    """What is said once in a run's thread."""

    GO = "go"
    WARNED = "warned"
    NOT_STARTED = "not_started"
    OUT_OF_TIME = "out_of_time"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class RunMessage:
    """About a run that is led through a thread; runs without one are told nowhere on Discord.

    `at` is the moment from which it may be said, None for at once; `text` is what somebody else wrote along with it.
    """

    kind: MessageKind
    run_id: RunId
    line: RunLine | None = None
    at: datetime | None = None
    text: str = ""

    @property
    def partition(self) -> str:
        return f"run:{self.run_id}"


@dataclass(frozen=True, slots=True)
class EntryMessage:
    """A tournament's start message may have become wrong, or should be there now."""

    tournament_id: TournamentId

    @property
    def partition(self) -> str:
        return f"tournament:{self.tournament_id}"


Message = RaceMessage | RefreshMessages | MembersMessage | RunMessage | EntryMessage

_CHANGES_RESULTS = (
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceResultsShownEvent,
    AsyncLiveRaceReopenedEvent,
    AsyncLiveRaceCancelledEvent,
    LiveRaceNamesChangedEvent,
)


def messages_for(event: Event) -> tuple[Message, ...]:
    """Return what must be told because of an event."""
    match event:
        case EditedEvent(TournamentRef(tournament_id=edited), Edited.TOURNAMENT | Edited.TOURNAMENT_DISCORD):
            return (EntryMessage(edited), RefreshMessages(edited))
        case EditedEvent(what=Edited.ORGANIZATION):
            return (RefreshMessages(),)
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


def _about_race(event: Event, race: RaceRef) -> tuple[Message, ...]:
    def told(kind: MessageKind) -> RaceMessage:
        return RaceMessage(kind, race.tournament_id, race.live_race_id)

    living = (told(MessageKind.CARD), told(MessageKind.EVENT))
    if isinstance(event, AsyncLiveRaceRoomOpenedEvent):
        return (*living, told(MessageKind.PING))
    corrected = isinstance(event, AsyncLiveRaceResultsChangedEvent) and event.correction
    if corrected or isinstance(event, _CHANGES_RESULTS):
        return (*living, told(MessageKind.RESULTS))
    return living


_NOTIFICATIONS: dict[type[Event], NotificationKind] = {
    AsyncLiveRaceCreatedEvent: NotificationKind.RACE_SCHEDULED,
    AsyncLiveRaceRoomOpenedEvent: NotificationKind.ROOM_OPEN,
    AsyncLiveRaceCancelledEvent: NotificationKind.RACE_CANCELLED,
    AsyncLiveRaceFinishedEvent: NotificationKind.RESULTS,
    AsyncLiveRaceResultsShownEvent: NotificationKind.RESULTS,
}


def _notifications(event: Event, race: RaceRef) -> tuple[Message, ...]:
    kind = _NOTIFICATIONS.get(type(event))
    if isinstance(event, AsyncLiveRaceFinishedEvent) and event.shown_late:
        kind = None
    if isinstance(event, EditedEvent) and any(item.field == "scheduled_at" for item in event.changes):
        kind = NotificationKind.RACE_MOVED
    return (MembersMessage(kind, race.live_race_id),) if kind is not None else ()


def _about_run(event: Event, run_id: RunId) -> Iterable[Message]:
    if isinstance(event, AsyncRunThreadWantedEvent):
        yield RunMessage(MessageKind.THREAD, run_id)
    yield RunMessage(MessageKind.RUN, run_id)
    match event:
        case AsyncRunStartedEvent():
            yield RunMessage(MessageKind.RUN_LINE, run_id, RunLine.GO, at=event.started_at)
        case AsyncRunStartWarnedEvent():
            yield RunMessage(MessageKind.RUN_LINE, run_id, RunLine.WARNED)
        case AsyncRunForfeitedEvent(cause=ForfeitCause.START_LIMIT):
            yield RunMessage(MessageKind.RUN_LINE, run_id, RunLine.NOT_STARTED)
        case AsyncRunForfeitedEvent(cause=ForfeitCause.FINISH_LIMIT):
            yield RunMessage(MessageKind.RUN_LINE, run_id, RunLine.OUT_OF_TIME)
        case AsyncRunExtendedEvent():
            more = in_minutes(timedelta(minutes=event.minutes))
            yield RunMessage(MessageKind.RUN_LINE, run_id, RunLine.EXTENDED, text=f"{more} more. {event.reason}")
        case _:
            pass


def partition_of_person(user_id: UserId) -> str:
    return f"user:{user_id}"


def partition_of_address(address_id: AlertAddressId) -> str:
    return f"email:{address_id}"


OF_ALERTS = "alert:"
"""What the keys of messages about alerts begin with."""


def partition_of_staff_channel(organization_id: OrganizationId) -> str:
    return f"alerts:{organization_id}"


_PARTITIONS = frozenset({"tournament", "events", "run", "user", "race", "alerts", "email"})


@dataclass(frozen=True, slots=True)
class PartitionKey:
    """A partition's name taken apart: what it belongs to, and which one."""

    kind: str
    number: int

    @classmethod
    def parse(cls, name: str) -> "PartitionKey":
        """Raises `ValueError` for a name that only another release can read."""
        partition = cls.read(name)
        if partition is None:
            raise ValueError(f"There is no such partition: {name!r}.")
        return partition

    @classmethod
    def read(cls, name: str) -> "PartitionKey | None":
        """Return the partition of that name; None for one that only another release can read."""
        kind, _, number = name.partition(":")
        return cls(kind, owner) if kind in _PARTITIONS and (owner := read_id(number)) is not None else None

    @property
    def tournament_id(self) -> TournamentId | None:
        return TournamentId(self.number) if self.kind in ("tournament", "events") else None

    @property
    def run_id(self) -> RunId | None:
        return RunId(self.number) if self.kind == "run" else None
