"""Organizations, their members, and who asks."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import DiscordId, RequestBody, ResponseBody, changes, left_out
from api.schemas.settings import changes_settings, tells_settings
from api.schemas.timeline import TimelineChangeFields, TimelineOverridesResponse
from application.domain.errors import InvalidInput
from application.domain.organization_settings import OrganizationChanges, OrganizationSettings
from application.domain.permissions import Role
from application.domain.settings import declared_in
from application.domain.timeline import TimelineOverrides
from application.read_models import (
    MemberView,
    OrganizationView,
    RacetimeClaimView,
    RacetimeLinkView,
    TokenView,
    UserView,
)
from application.services.member_entry import NewMember
from application.services.organization_service import MemberChanges

# Requests


class OrganizationCreateRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"slug": "lost-woods", "name": "Lost Woods Racing"}]})

    slug: str = Field(description="Short name for addresses: lower-case letters, digits and hyphens.")
    name: str
    description: str = ""
    admin_discord_id: DiscordId | None = Field(default=None, description="The first admin; null means yourself.")
    admin_name: str = Field(default="", description="The first admin's name, for somebody who is new here.")


@changes_settings(OrganizationSettings)
class OrganizationUpdateRequest(TimelineChangeFields):
    """Fields that are left out stay as they are; null goes back to the installation's default."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"room_open_minutes": 45, "lock_minutes": None}]})

    @property
    def changes(self) -> OrganizationChanges:
        return changes(self, OrganizationChanges)


class MemberCreateRequest(RequestBody):
    """Somebody with this Discord account is found, otherwise made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"display_name": "Zelda", "discord_id": "80351110224678912", "racetime_id": "xldAMBlqvY3aOP57"}
            ]
        }
    )

    display_name: str
    discord_id: DiscordId | None = None
    racetime_id: str | None = Field(default=None, description="The id in the address of the racetime.gg profile.")
    racetime_name: str | None = None
    roles: list[Role] = Field(default_factory=list, max_length=len(Role))

    @property
    def new(self) -> NewMember:
        return NewMember(
            display_name=self.display_name,
            discord_id=None if self.discord_id is None else int(self.discord_id),
            racetime_id=self.racetime_id,
            racetime_name=self.racetime_name,
            roles=tuple(self.roles),
        )


class MemberUpdateRequest(RequestBody):
    """Fields that are left out stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"roles": ["ASYNC_REVIEWER"], "racetime_id": None}]})

    roles: list[Role] = Field(default_factory=list, max_length=len(Role), json_schema_extra={"default": None})
    racetime_id: str | None = Field(default_factory=lambda: None, description="Null unlinks the account.")
    racetime_name: str | None = left_out()

    @property
    def changes(self) -> MemberChanges:
        if "racetime_name" in self.model_fields_set and "racetime_id" not in self.model_fields_set:
            raise InvalidInput.on("racetime_id", "Give the racetime.gg account's id together with its name.")
        named = changes(self, MemberChanges)
        if "roles" not in self.model_fields_set:
            return named
        return MemberChanges(roles=tuple(self.roles), racetime_id=named.racetime_id, racetime_name=named.racetime_name)


# Answers


@tells_settings(OrganizationSettings, but=frozenset(declared_in(TimelineOverrides)))
class OrganizationResponse(ResponseBody):
    id: int
    slug: str
    timeline: TimelineOverridesResponse
    created_at: datetime

    @classmethod
    def of(cls, view: OrganizationView) -> "OrganizationResponse":
        return cls.model_validate(view, from_attributes=True)


class MemberResponse(ResponseBody):
    user_id: int
    name: str
    roles: list[Role]
    discord_id: str | None = Field(
        description="For admins, and there only for people whose id they entered, who joined by themselves or stay."
    )
    racetime_id: str | None
    racetime_name: str | None
    racetime_is_proven: bool = Field(description="False for an account that an admin of this organization entered.")
    joined_at: datetime
    is_placeholder: bool = Field(description="True while nobody has proved to be this person.")
    made_by_others: bool = Field(description="True while somebody whom an admin added has not said that they stay.")

    @classmethod
    def of(cls, view: MemberView) -> "MemberResponse":
        return cls(
            user_id=view.user_id,
            name=view.name,
            roles=list(view.roles),
            discord_id=None if view.discord_id is None else str(view.discord_id),
            racetime_id=view.racetime_id,
            racetime_name=view.racetime_name,
            racetime_is_proven=view.racetime_is_proven,
            joined_at=view.joined_at,
            is_placeholder=view.is_placeholder,
            made_by_others=view.made_by_others,
        )


class CallerResponse(ResponseBody):
    """For whom the token acts, and where that person is a member."""

    user_id: int
    name: str
    racetime_id: str | None
    racetime_name: str | None
    organizations: list[OrganizationResponse]

    @classmethod
    def of(cls, user: UserView, organizations: tuple[OrganizationView, ...]) -> "CallerResponse":
        return cls(
            user_id=user.id,
            name=user.name,
            racetime_id=user.racetime_id,
            racetime_name=user.racetime_name,
            organizations=[OrganizationResponse.of(view) for view in organizations],
        )


class RacetimeClaimResponse(ResponseBody):
    """Under which racetime.gg account an organization counts you."""

    organization: str
    racetime_id: str
    racetime_name: str

    @classmethod
    def of(cls, view: RacetimeClaimView) -> "RacetimeClaimResponse":
        return cls(organization=view.organization, racetime_id=view.racetime_id, racetime_name=view.racetime_name)


class RacetimeAccountResponse(ResponseBody):
    """Your own link to racetime.gg."""

    racetime_id: str | None
    racetime_name: str | None
    linked_at: datetime | None
    is_proven: bool = Field(description="True for whoever has linked an account, which takes signing in there.")
    profile_url: str | None
    claims: list[RacetimeClaimResponse] = Field(description="What organizations say while you have proved nothing.")

    @classmethod
    def of(cls, view: RacetimeLinkView) -> "RacetimeAccountResponse":
        return cls(
            racetime_id=view.racetime_id,
            racetime_name=view.racetime_name,
            linked_at=view.linked_at,
            is_proven=view.is_proven,
            profile_url=view.profile_url,
            claims=[RacetimeClaimResponse.of(claim) for claim in view.claims],
        )


class TokenResponse(ResponseBody):
    """One of your API tokens; its text was shown once, when it was created."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None = Field(description="Null for one that lasts until it is revoked.")

    @classmethod
    def of(cls, view: TokenView) -> "TokenResponse":
        return cls(
            id=view.id,
            name=view.name,
            created_at=view.created_at,
            last_used_at=view.last_used_at,
            expires_at=view.expires_at,
        )


class EndedResponse(ResponseBody):
    ended: int = Field(description="How many of them ended.")


class PrivateAddressResponse(ResponseBody):
    """An address that shows something to whoever knows it."""

    address: str | None = Field(description="Null while it is turned off.")


class CalendarLinksResponse(ResponseBody):
    """The beginning of your calendar addresses, and the one with your own races."""

    base: str | None = Field(
        description="Null while they are turned off. Followed by /organizations/SLUG.ics or /tournaments/ID.ics it is "
        "the calendar of an organization or a tournament."
    )
    own_races: str | None

    @classmethod
    def of(cls, base: str | None) -> "CalendarLinksResponse":
        return cls(base=base, own_races=None if base is None else f"{base}/mine.ics")
