"""What an event says to programs: what it is about, and what each kind says besides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from application.domain.ids import OrganizationId


@dataclass(frozen=True, slots=True)
class Named:
    """`name` is what it is called now; null once it was deleted."""

    id: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """`name` is what it is called now, null once it was deleted; `url` is its page."""

    id: int
    name: str | None
    url: str


@dataclass(frozen=True, slots=True)
class LinkedRun:
    id: int
    url: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as programs read it. `data` is what its kind says, by name."""

    id: str
    """The same wherever and however often the event is told."""
    type: str
    timestamp: datetime
    """When it happened, which may be long before it was allowed to be told."""
    organization_id: OrganizationId
    tournament: Linked | None
    live_race: Linked | None
    run: LinkedRun | None
    player: Named | None
    data: Mapping[str, object]


# What each says, beside what it is about. A value stands in the event log under the same name, or under that in `of`.


@dataclass(frozen=True, slots=True)
class Nothing:
    """Everything is said by what it is about."""


@dataclass(frozen=True, slots=True)
class ScheduledRace:
    pool_id: int
    title: str = field(metadata={"of": "match_title"})
    """Empty for a race that is called after its pool."""
    scheduled_at: datetime


@dataclass(frozen=True, slots=True)
class DeletedRace:
    title: str = field(metadata={"of": "match_title"})
    scheduled_at: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """`fields` name what is different now."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedRace:
    """`fields` name what is different now; `scheduled_at` is the new start where that moved."""

    fields: tuple[str, ...]
    scheduled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reason:
    reason: str


@dataclass(frozen=True, slots=True)
class OpenedRoom:
    """`number` counts the rooms of one race."""

    racetime_slug: str
    scheduled_at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class LostRoom:
    """`reopens` tells whether another room opens automatically."""

    racetime_slug: str
    reason: str
    reopens: bool


@dataclass(frozen=True, slots=True)
class Commitment:
    """The fingerprint by which anybody can check later that the seed wasn't exchanged."""

    commitment: str


@dataclass(frozen=True, slots=True)
class StartedRace:
    started_at: datetime
    participant_count: int


@dataclass(frozen=True, slots=True)
class FinishedRace:
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class MovedResult:
    """How one racer's result stood and stands, in words."""

    user_id: int | None
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MovedResults:
    """`correction` once the race had ended."""

    correction: bool
    changes: tuple[MovedResult, ...]


@dataclass(frozen=True, slots=True)
class FinalResults:
    recorded_on_racetime: bool


@dataclass(frozen=True, slots=True)
class DrawnSeed:
    pool_id: int


@dataclass(frozen=True, slots=True)
class StartedRun:
    started_at: datetime


@dataclass(frozen=True, slots=True)
class FinishedRun:
    finish_time_seconds: float = field(metadata={"of": "finish_time"})


@dataclass(frozen=True, slots=True)
class ForfeitedRun:
    """`cause` tells whether the player or a limit ended it."""

    cause: str


@dataclass(frozen=True, slots=True)
class CorrectedRun:
    """The result in words."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReviewedRun:
    """The review's status."""

    before: str = field(metadata={"of": "old"})
    after: str = field(metadata={"of": "new"})


@dataclass(frozen=True, slots=True)
class NamedTournament:
    name: str


@dataclass(frozen=True, slots=True)
class NamedPool:
    pool_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ChangedPool:
    pool_id: int


@dataclass(frozen=True, slots=True)
class AlertFacts:
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class BotStanding:
    category: str
    before: str = field(metadata={"of": "old"})
    after: str = field(metadata={"of": "new"})
    message: str


@dataclass(frozen=True, slots=True)
class TroubledMessage:
    """Which kind of message to Discord, and why."""

    message: str
    reason: str
