"""What services say about organizations, people and what was logged."""

from dataclasses import dataclass
from datetime import datetime

from application.domain.ids import (
    ApiTokenId,
    LiveRaceId,
    OrganizationId,
    UserId,
)
from application.domain.namesakes import with_mark
from application.domain.organization_settings import OrganizationSettings
from application.domain.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView(OrganizationSettings):
    id: OrganizationId
    slug: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MemberView:
    user_id: UserId
    name: str
    roles: tuple[Role, ...]
    discord_id: int | None
    racetime_id: str | None
    racetime_name: str | None
    joined_at: datetime
    racetime_is_proven: bool = False
    """False for an account that an admin typed in."""
    is_placeholder: bool = False
    """Nobody has proved to be this person, who exists in this organization only."""
    made_by_others: bool = False
    """An admin made somebody a member who has not said yet whether to stay."""
    mark: str | None = None
    """What tells the member from others of the same name."""

    @property
    def called(self) -> str:
        return with_mark(self.name, self.mark)


@dataclass(frozen=True, slots=True)
class MembershipView:
    """One of a person's own memberships."""

    organization_id: OrganizationId
    slug: str
    organization: str
    joined_at: datetime
    made_by_others: bool
    """An admin made it, and the person has not said yet whether to stay."""


@dataclass(frozen=True, slots=True)
class UserView:
    id: UserId
    name: str
    racetime_id: str | None
    racetime_name: str | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class TokenView:
    """An API token as its owner sees it; its text was shown once, when it was made."""

    id: ApiTokenId
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class DemoUserView:
    """Somebody whom one may sign in as in development; `role` says in a few words who that is."""

    user: UserView
    role: str


@dataclass(frozen=True, slots=True)
class RacetimeLinkView:
    """Somebody's own link to racetime.gg."""

    racetime_id: str | None
    racetime_name: str | None
    linked_at: datetime | None
    is_proven: bool
    profile_url: str | None
    may_sign_in: bool
    """False where linking by sign-in is not set up."""
    claims: tuple["RacetimeClaimView", ...] = ()
    """What organizations say while the person has proved nothing."""


@dataclass(frozen=True, slots=True)
class RacetimeClaimView:
    """Under which racetime.gg account an organization counts somebody who has proved none."""

    organization: str
    racetime_id: str
    racetime_name: str


@dataclass(frozen=True, slots=True)
class LogLine:
    id: int
    type: str
    actor: str
    occurred_at: datetime
    live_race_id: LiveRaceId | None
    payload: dict[str, object]
