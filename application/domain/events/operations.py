"""What happens to bots, and what admins are alerted to."""

from dataclasses import dataclass

from application.domain.events import Event, FieldChange, PersonEvent, TournamentEvent
from application.domain.ids import BotRef, MatterRef


@dataclass(frozen=True, slots=True)
class AlertRaisedEvent(Event):
    about: MatterRef
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AlertResolvedEvent(Event):
    about: MatterRef
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AlertToldEvent(Event):
    """An alert has stood for so long that staff are told of it who don't look at the site."""

    about: MatterRef
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AlertEndToldEvent(Event):
    """Who was told of an alert is told that it is over."""

    about: MatterRef
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AlertRecipientChosenEvent(PersonEvent):
    """A member of the staff is told of alerts by direct message."""

    name: str


@dataclass(frozen=True, slots=True)
class AlertRecipientRemovedEvent(PersonEvent):
    name: str


@dataclass(frozen=True, slots=True)
class RacetimeBotSavedEvent(Event):
    about: BotRef
    category: str
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RacetimeBotStatusChangedEvent(Event):
    about: BotRef
    category: str
    old: str
    new: str
    message: str


@dataclass(frozen=True, slots=True)
class TournamentImportedEvent(TournamentEvent):
    """A tournament came from another tool, or what had come was brought up to date; one entry for all of its rows."""

    name: str
    pools: int
    permalinks: int
    live_races: int
    runs: int
    roles: int
    updated: int


@dataclass(frozen=True, slots=True)
class ImportUndoneEvent(Event):
    import_number: int
    tournaments: int
    people: int


@dataclass(frozen=True, slots=True)
class OrganizationExportedEvent(Event):
    """Everything of the organization was put into an archive, or an archive that was made was fetched."""

    rows: int
    fetched: bool = False
    with_unreleased_seeds: bool = False


@dataclass(frozen=True, slots=True)
class OrganizationImportedEvent(Event):
    """An archive of another installation became this organization; one entry for all of its rows."""

    made_from: str
    rows: int
    people: int
    known_people: int
