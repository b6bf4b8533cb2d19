"""What happens to bots, and what admins are alerted to."""

from dataclasses import dataclass

from application.domain.events import Event, FieldChange
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
