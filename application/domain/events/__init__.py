"""What has happened, in the past tense. Events never carry a seed, its notes, a salt, a token or a secret.

Each event carries one reference to what it is about. Logged events become rows of the event log, which is also the
audit: who, what, old and new values, when. Signals (`logged = False`) only wake up pages and workers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import ClassVar

from application.domain.ids import OrganizationId, OrganizationRef, PersonRef, RaceRef, RunRef, TournamentRef, UserId

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

COLUMNS = ("organization_id", "tournament_id", "live_race_id", "run_id")
"""What of a reference has a column of its own in the event log."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after, as text that may be shown."""

    field: str
    old: str | None
    new: str | None


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[FieldChange, ...]:
    """Return which of some named values are others now, as the log may have them."""
    return tuple(
        FieldChange(name, _in_words(before.get(name)), _in_words(value))
        for name, value in after.items()
        if before.get(name) != value
    )


def _in_words(value: object) -> str | None:
    match value:
        case None:
            return None
        case datetime():
            return value.isoformat()
        case tuple():
            return ", ".join(map(str, value))
    return str(value)


@dataclass(frozen=True, slots=True)
class ResultChange:
    """How one racer's result moved; statuses and times as words."""

    name: str
    user_id: UserId | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    logged: ClassVar[bool] = True
    about: OrganizationRef

    @property
    def logged_as(self) -> str:
        """What the event log calls such an event; a name that is stored stays for good."""
        return type(self).__name__

    @property
    def organization_id(self) -> OrganizationId:
        return self.about.organization_id


@dataclass(frozen=True, slots=True)
class MissedEvent(Event):
    """Something may have happened, anywhere, that this process wasn't told of: everybody looks again."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class PersonEvent(Event):
    about: PersonRef


@dataclass(frozen=True, slots=True)
class TournamentEvent(Event):
    about: TournamentRef


@dataclass(frozen=True, slots=True)
class RunEvent(Event):
    about: RunRef


@dataclass(frozen=True, slots=True)
class LiveRaceEvent(Event):
    about: RaceRef


class Edited(StrEnum):
    """What was edited, by the name under which the event log keeps it; behind each what the event is about."""

    ORGANIZATION = "OrganizationUpdatedEvent"  # OrganizationRef
    MEMBER = "MemberUpdatedEvent"  # PersonRef
    OWN_NAME = "MemberRenamedEvent"  # PersonRef
    PREFERENCES = "NotificationWishesChangedEvent"  # PersonRef
    TOURNAMENT = "TournamentUpdatedEvent"  # TournamentRef
    TOURNAMENT_DISCORD = "TournamentDiscordUpdatedEvent"  # TournamentRef
    TOURNAMENT_ROLES = "TournamentRolesChangedEvent"  # PlayerRef
    ALERTS = "AlertSettingsUpdatedEvent"  # OrganizationRef
    POOL_ORDER = "PoolsReorderedEvent"  # TournamentRef
    POOL_NAME = "PoolRenamedEvent"  # PoolRef
    POOL_SCHEDULE = "PoolScheduleLinkedEvent"  # PoolRef
    POOL_SEED_SOURCE = "PoolSeedSourceChangedEvent"  # PoolRef
    SUBMISSION = "AsyncRunSubmissionChangedEvent"  # RunRef
    LIVE_RACE = "AsyncLiveRaceUpdatedEvent"  # RaceRef


@dataclass(frozen=True, slots=True)
class EditedEvent(Event):
    """Somebody changed settings or words; of a player's notes only the length is told, for they may describe a seed."""

    what: Edited
    changes: tuple[FieldChange, ...]

    @property
    def logged_as(self) -> str:
        return self.what.value


def payload_of(event: Event) -> dict[str, JsonValue]:
    """Return an event's own values as JSON, without those that have a column of their own."""
    about = {item.name: getattr(event.about, item.name) for item in fields(event.about) if item.name not in COLUMNS}
    own = {item.name: getattr(event, item.name) for item in fields(event) if item.name not in ("about", "what")}
    return {name: _as_json(value) for name, value in (about | own).items()}


def _as_json(value: object) -> JsonValue:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return str(value.value)
        case str():
            return value
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case tuple() | list():
            return [_as_json(item) for item in value]
        case FieldChange() | ResultChange():
            return {item.name: _as_json(getattr(value, item.name)) for item in fields(value)}
        case _:
            raise TypeError(f"{type(value).__name__} has no place in an event")
