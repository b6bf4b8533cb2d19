"""What services say about people, organizations and what was logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from application.domain.ids import (
    ApiTokenId,
    LiveRaceId,
    OrganizationId,
    RunId,
    UserId,
)
from application.domain.people.merging import FindingKind
from application.domain.people.namesakes import goes_and_stays, with_mark
from application.domain.permissions import Role
from application.domain.tournaments.organization_settings import OrganizationSettings


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row in which a person is named, with its place among those of its kind; no secret is among its values."""

    place: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredSection:
    """The first rows of one kind in which a person is named; `number` is how many there are."""

    title: str
    number: int
    rows: tuple[StoredRow, ...]


@dataclass(frozen=True, slots=True)
class StoredCount:
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class PersonalSummary:
    """How much of what kind is stored about one person."""

    account: Mapping[str, Any]
    organizations: Mapping[OrganizationId, str]
    sections: tuple[StoredCount, ...]


@dataclass(frozen=True, slots=True)
class PersonalOverview:
    """What is stored about one person, the first rows of each kind. `organizations` are those that store any of it."""

    account: Mapping[str, Any]
    organizations: Mapping[OrganizationId, str]
    sections: tuple[StoredSection, ...]


@dataclass(frozen=True, slots=True)
class DeletionPlan:
    """What deleting one's own account would do; `refusals` say what must be done before."""

    refusals: tuple[str, ...]
    consequences: tuple[str, ...]


class PersonPlace(NamedTuple):
    """An organization by its name, with the roles that somebody has there."""

    organization: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One of two people who may be the same, as much of them as the viewer may know."""

    user_id: UserId
    name: str
    has_signed_in: bool
    """False for somebody whom an organization's admins entered."""
    racetime_name: str | None
    places: tuple[PersonPlace, ...]
    runs: int


@dataclass(frozen=True, slots=True)
class MergeLine:
    kind: FindingKind
    sentence: str
    run_id: RunId | None


@dataclass(frozen=True, slots=True)
class SlotUse:
    """How many runs of a pool the two have used together."""

    place: str
    used: int
    slots: int


@dataclass(frozen=True, slots=True)
class MergeView:
    """What making two people one does, or has done. `refusal` says why the viewer may not do it."""

    kept: PersonCard
    gone: PersonCard
    slots: tuple[SlotUse, ...]
    lines: tuple[MergeLine, ...]
    roles: tuple[str, ...]
    """What the one who stays may do in the viewer's organization, or anywhere, afterwards."""
    refusal: str | None = None

    @property
    def gone_called(self) -> str:
        return goes_and_stays(self.gone.name, self.kept.name)[0]

    @property
    def kept_called(self) -> str:
        return goes_and_stays(self.gone.name, self.kept.name)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView(OrganizationSettings):
    id: OrganizationId
    slug: str
    is_active: bool
    """False while a site administrator keeps it closed."""
    logo_mark: str | None
    """Names the present logo; null where there is none."""
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
