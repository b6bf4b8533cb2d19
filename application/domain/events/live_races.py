"""What happens to live races and to the results that they leave behind."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.domain.events import LiveRaceEvent, ResultChange
from application.domain.ids import EntryRef, PoolId, UserId


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceCreatedEvent(LiveRaceEvent):
    pool_id: PoolId
    scheduled_at: datetime
    match_title: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceDeletedEvent(LiveRaceEvent):
    match_title: str
    scheduled_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceSeedSealedEvent(LiveRaceEvent):
    """A permalink was given to the race; only the commitment to it is told."""

    commitment: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceSeedUnsealedEvent(LiveRaceEvent):
    """The permalink was taken from the race before anybody could read it."""

    commitment: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRoomOpenedEvent(LiveRaceEvent):
    """A room is there; `number` counts the rooms of one race, so a second one replaces the link of the first."""

    racetime_slug: str
    scheduled_at: datetime
    number: int = 1
    by_hand: bool = False
    """An admin attached a room that was there already."""


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRoomLostEvent(LiveRaceEvent):
    """The room is no longer the race's own, before the start; `reopens` tells whether another opens automatically."""

    racetime_slug: str
    reason: str
    reopens: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceEpisodeListedEvent(LiveRaceEvent):
    """SpeedGaming lists the race's episode no longer, or again."""

    episode_id: int
    listed: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceEpisodeFlaggedEvent(LiveRaceEvent):
    """Something of SpeedGaming's schedule can't be followed, which `problem` tells, or nothing any more."""

    episode_id: int
    problem: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceLowEntrantsEvent(LiveRaceEvent):
    """racetime.gg closes the room soon because hardly anybody has joined; players need the link."""

    racetime_slug: str
    joined: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceBeginOrderedEvent(LiveRaceEvent):
    """The bot begins a race whose start dragged on, without those who are not ready."""

    ready: int
    not_ready: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRoomOpeningFailedEvent(LiveRaceEvent):
    attempt: int
    reason: str
    retry_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceLockedEvent(LiveRaceEvent):
    eligible: int
    not_eligible: int


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceLockFailedEvent(LiveRaceEvent):
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRemovalsOrderedEvent(LiveRaceEvent):
    """Racers whose result can't be counted are removed from the room, as the tournament wants it."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceSeedReleasedEvent(LiveRaceEvent):
    commitment: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceStartedEvent(LiveRaceEvent):
    started_at: datetime
    participant_count: int
    no_shows: int


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceFinishedEvent(LiveRaceEvent):
    ended_at: datetime | None
    finisher_count: int
    forfeit_count: int
    unmatched_count: int
    shown_late: bool = False
    """The race is on a delayed stream, so that its results are told when they show."""


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceReopenedEvent(LiveRaceEvent):
    pass


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceCancelledEvent(LiveRaceEvent):
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceCancelledResultsDecidedEvent(LiveRaceEvent):
    """Somebody decided whether the results count that racetime.gg has for a race which was cancelled there."""

    counted: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRestoredEvent(LiveRaceEvent):
    pass


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceResultsChangedEvent(LiveRaceEvent):
    """Results moved; `correction` once the race had already ended."""

    correction: bool
    changes: tuple[ResultChange, ...]


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceResultsFinalEvent(LiveRaceEvent):
    recorded_on_racetime: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceResultsShownEvent(LiveRaceEvent):
    """The stream has caught up with a race that is over."""


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceOverlayChangedEvent(LiveRaceEvent):
    """The private address of the overlay was renewed, or turned off; the one before shows nothing any more."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRosterChangedEvent(LiveRaceEvent):
    """Somebody joined, left or got ready; worth a look at the page, not a line in the log."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class LiveRaceNamesChangedEvent(LiveRaceEvent):
    """Somebody in the race is called otherwise now, so what was said about it must be written anew."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class EntryEvent(LiveRaceEvent):
    about: EntryRef


@dataclass(frozen=True, slots=True)
class InboxEntryMatchedEvent(EntryEvent):
    """A result that belonged to nobody became a member's run."""

    change: ResultChange


@dataclass(frozen=True, slots=True)
class InboxEntryDismissedEvent(EntryEvent):
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class InboxEntryReopenedEvent(EntryEvent):
    """A decision was undone; `was` says which: "matched" or "dismissed"."""

    name: str
    was: str


@dataclass(frozen=True, slots=True)
class InboxMatchOfferedEvent(EntryEvent):
    """A member linked the account behind a unmatched result; one click counts it."""

    user_id: UserId
    name: str
