"""What happens to tournaments, their pools, seeds, settings and staff."""

from dataclasses import dataclass
from typing import ClassVar

from application.domain.events import Event, FieldChange, TournamentEvent
from application.domain.ids import PermalinkId, PlayerRef, PoolRef, ProfileRef, SeedRef


@dataclass(frozen=True, slots=True)
class PermalinkRevealedEvent(TournamentEvent):
    """An admin read a seed that players can't read yet."""

    permalink_id: PermalinkId


@dataclass(frozen=True, slots=True)
class TournamentCreatedEvent(TournamentEvent):
    name: str


@dataclass(frozen=True, slots=True)
class TournamentRescoredEvent(TournamentEvent):
    """The scoring settings changed, and every permalink with runs was scored anew."""

    permalinks: int


@dataclass(frozen=True, slots=True)
class TournamentRescoringEvent(TournamentEvent):
    """Some more permalinks were scored anew; worth a look at the page, not a line in the log."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class TournamentDeletedEvent(TournamentEvent):
    name: str


@dataclass(frozen=True, slots=True)
class PoolCreatedEvent(TournamentEvent):
    about: PoolRef
    name: str


@dataclass(frozen=True, slots=True)
class PoolDeletedEvent(TournamentEvent):
    about: PoolRef
    name: str
    permalinks: int


@dataclass(frozen=True, slots=True)
class PermalinksAddedEvent(TournamentEvent):
    about: PoolRef
    count: int
    live: int


@dataclass(frozen=True, slots=True)
class PermalinkUpdatedEvent(TournamentEvent):
    """Notes are part of the seed, so only that they changed is told."""

    about: SeedRef
    notes_changed: bool
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class SeedMadeEvent(TournamentEvent):
    """A generator made a seed for the pool; `generator` is its name and the preset, `purpose` what it was made for."""

    about: SeedRef
    number: int
    generator: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SeedNotMadeEvent(TournamentEvent):
    """A generator made no seed; told once, until one is made again."""

    about: PoolRef
    generator: str
    purpose: str
    reason: str


@dataclass(frozen=True, slots=True)
class PermalinkDeletedEvent(TournamentEvent):
    """`number` is what the seed was called in its pool."""

    about: SeedRef
    number: int


@dataclass(frozen=True, slots=True)
class PlayerWhitelistedEvent(TournamentEvent):
    about: PlayerRef


@dataclass(frozen=True, slots=True)
class PlayerUnwhitelistedEvent(TournamentEvent):
    about: PlayerRef


@dataclass(frozen=True, slots=True)
class RaceRoomProfileSavedEvent(Event):
    about: ProfileRef
    name: str
    changes: tuple[FieldChange, ...]
