"""From what has happened to what must be told outside: pure decisions, kept with the change itself.

A telling names a race and a kind only, because its text is made from the facts when it is sent: many changes in a row
need one edit, and what comes late is still true.
"""

from dataclasses import dataclass
from enum import StrEnum

from application.domain.events import (
    AsyncLiveRaceCancelledEvent,
    AsyncLiveRaceCreatedEvent,
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceReopenedEvent,
    AsyncLiveRaceResultsChangedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceRoomOpenedEvent,
    AsyncLiveRaceUpdatedEvent,
    Event,
    LiveRaceEvent,
    LiveRaceReminderSetEvent,
    OrganizationUpdatedEvent,
    TournamentDiscordUpdatedEvent,
    TournamentUpdatedEvent,
)
from application.domain.ids import LiveRaceId, TournamentId, UserId
from application.domain.notifications import NotificationKind


class TellingKind(StrEnum):
    """The kinds of Discord messages in the outbox."""

    CARD = "card"
    EVENT = "event"
    RESULTS = "results"
    PING = "ping"
    DIRECT = "direct"
    """A direct message to one person."""

    @property
    def is_living(self) -> bool:
        """Whether it is one thing that is kept true, rather than something said once."""
        return self in _LIVING

    @property
    def label(self) -> str:
        return _LABELS[self]


_LIVING = frozenset({TellingKind.CARD, TellingKind.EVENT, TellingKind.RESULTS})
_LABELS = {
    TellingKind.CARD: "Race message",
    TellingKind.EVENT: "Server event",
    TellingKind.RESULTS: "Results",
    TellingKind.PING: "Room alert",
    TellingKind.DIRECT: "Direct message",
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


Telling = RaceTelling | RefreshTelling | NotificationTelling

_CHANGES_RESULTS = (
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceReopenedEvent,
    AsyncLiveRaceCancelledEvent,
)


def tellings_for(event: Event) -> tuple[Telling, ...]:
    """Return what must be told because of an event."""
    match event:
        case TournamentUpdatedEvent() | TournamentDiscordUpdatedEvent():
            return (RefreshTelling(event.tournament_id),)
        case OrganizationUpdatedEvent():
            return (RefreshTelling(),)
        case LiveRaceReminderSetEvent():
            return ()
        case LiveRaceEvent() if event.logged:
            return (*_about_race(event), *_notifications(event))
        case _:
            return ()


def _about_race(event: LiveRaceEvent) -> tuple[Telling, ...]:
    def told(kind: TellingKind) -> RaceTelling:
        return RaceTelling(kind, event.tournament_id, event.live_race_id)

    living = (told(TellingKind.CARD), told(TellingKind.EVENT))
    if isinstance(event, AsyncLiveRaceRoomOpenedEvent):
        return (*living, told(TellingKind.PING))
    corrected = isinstance(event, AsyncLiveRaceResultsChangedEvent) and event.correction
    if corrected or isinstance(event, _CHANGES_RESULTS):
        return (*living, told(TellingKind.RESULTS))
    return living


_NOTIFICATIONS: dict[type[LiveRaceEvent], NotificationKind] = {
    AsyncLiveRaceCreatedEvent: NotificationKind.RACE_SCHEDULED,
    AsyncLiveRaceRoomOpenedEvent: NotificationKind.ROOM_OPEN,
    AsyncLiveRaceCancelledEvent: NotificationKind.RACE_CANCELLED,
    AsyncLiveRaceFinishedEvent: NotificationKind.RESULTS,
}


def _notifications(event: LiveRaceEvent) -> tuple[Telling, ...]:
    kind = _NOTIFICATIONS.get(type(event))
    if isinstance(event, AsyncLiveRaceUpdatedEvent) and any(item.field == "scheduled_at" for item in event.changes):
        kind = NotificationKind.RACE_MOVED
    return (NotificationTelling(kind, event.live_race_id),) if kind is not None else ()


def lane_of(telling: RaceTelling) -> str:
    """Return the queue of a telling: within one lane the order is kept.

    A tournament's server events don't wait for its messages, nor the other way round.
    """
    prefix = "events" if telling.kind is TellingKind.EVENT else "tournament"
    return f"{prefix}:{telling.tournament_id}"


def lane_of_person(user_id: UserId) -> str:
    return f"user:{user_id}"


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane's name taken apart: what it belongs to, and which one."""

    kind: str
    number: int

    @classmethod
    def parse(cls, name: str) -> "Lane":
        kind, _, number = name.partition(":")
        return cls(kind, int(number))

    @property
    def tournament_id(self) -> TournamentId | None:
        return TournamentId(self.number) if self.kind in ("tournament", "events") else None
