"""What happens to members, their accounts and their organization."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.domain.events import Event, FieldChange, PersonEvent
from application.domain.ids import InviteId, InviteRef, SessionId, UserId


@dataclass(frozen=True, slots=True)
class OrganizationCreatedEvent(Event):
    name: str


@dataclass(frozen=True, slots=True)
class MemberAddedEvent(PersonEvent):
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RacetimeLinkChangedEvent(PersonEvent):
    """A member's racetime.gg account was linked or unlinked; `proven` when its owner signed in there."""

    name: str
    proven: bool
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RacetimeClaimVoidedEvent(PersonEvent):
    """What the organization's admins said about a member's racetime.gg account holds no more: its owner proved it."""

    name: str
    racetime_name: str


@dataclass(frozen=True, slots=True)
class PeopleMergedEvent(PersonEvent):
    """Two members turned out to be one person; `user_id` has everything of `gone_id` now. `findings` were settled."""

    name: str
    gone_id: UserId
    gone_name: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleNotMergedEvent(PersonEvent):
    """Two members are one person, as that person proved, but something stands in the way of making them one."""

    name: str
    other_id: UserId
    reason: str


@dataclass(frozen=True, slots=True)
class MembershipAcceptedEvent(PersonEvent):
    """Somebody whom others had made a member stays."""

    name: str


@dataclass(frozen=True, slots=True)
class MemberLeftEvent(PersonEvent):
    """A member left; runs and results stay."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberRemovedEvent(PersonEvent):
    """The membership ended; runs and results stay."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonDeletedEvent(PersonEvent):
    """A person had the own account deleted; results stay under another name."""


@dataclass(frozen=True, slots=True)
class MemberJoinedEvent(PersonEvent):
    """Somebody became a member through an invite."""

    name: str
    invite_id: InviteId


@dataclass(frozen=True, slots=True)
class InviteCreatedEvent(Event):
    about: InviteRef
    label: str
    expires_at: datetime
    most_uses: int | None


@dataclass(frozen=True, slots=True)
class InviteRevokedEvent(Event):
    about: InviteRef
    label: str


@dataclass(frozen=True, slots=True)
class RosterImportedEvent(Event):
    added: int
    linked: int
    unchanged: int
    skipped: int


@dataclass(frozen=True, slots=True)
class SessionsEndedEvent(Event):
    """Browsers were signed out; pages that they have open end at once."""

    logged: ClassVar[bool] = False
    session_ids: tuple[SessionId, ...]
