"""Organizations, their members, and who asks."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, IdText
from api.schemas.fields import DiscordId, RequestBody, ResponseBody, changes, left_out
from api.schemas.tournaments.settings import changes_settings, tells_settings
from api.schemas.tournaments.timeline import TimelineChangeFields, TimelineOverridesResponse
from application.domain.errors import InvalidInput
from application.domain.permissions import Role
from application.domain.settings import declared_in
from application.domain.tournaments.organization_settings import OrganizationChanges, OrganizationSettings
from application.domain.tournaments.timeline import TimelineOverrides
from application.read_models import (
    MemberView,
    OrganizationView,
    RacetimeClaimView,
    RacetimeLinkView,
    TokenView,
    UserView,
)
from application.services.people.member_entry import NewMember
from application.services.people.organization_service import MemberChanges

# Requests


class OrganizationCreateRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"slug": "lost-woods", "name": "Lost Woods Racing"}]})

    slug: str = Field(
        default="",
        description="Short name for addresses: lower-case letters, digits and hyphens. By default made from the name.",
    )
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
    is_active: bool = Field(description="False while a site administrator keeps it closed, for whom alone it shows.")
    timeline: TimelineOverridesResponse
    logo_mark: str | None = Field(description="Differs as soon as the logo does; null where there is none.")
    created_at: datetime

    @classmethod
    def of(cls, view: OrganizationView) -> "OrganizationResponse":
        return cls.model_validate(view, from_attributes=True)


class MemberResponse(Answer[MemberView], hidden=("mark",)):
    discord_id: IdText | None = Field(
        description="For admins, and there only for people whose id they entered, who joined by themselves or stay."
    )
    racetime_is_proven: bool = Field(description="False for an account that an admin of this organization entered.")
    is_placeholder: bool = Field(description="True while nobody has proved to be this person.")
    made_by_others: bool = Field(description="True while somebody whom an admin added has not said that they stay.")


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


class RacetimeClaimResponse(Answer[RacetimeClaimView]):
    """Under which racetime.gg account an organization counts you."""


class RacetimeAccountResponse(Answer[RacetimeLinkView], hidden=("may_sign_in",)):
    """Your own link to racetime.gg."""

    is_proven: bool = Field(description="True for whoever has linked an account, which takes signing in there.")
    claims: list[RacetimeClaimResponse] = Field(description="What organizations say while you have proved nothing.")


class TokenResponse(Answer[TokenView]):
    """One of your API tokens; its text was shown once, when it was created."""

    expires_at: datetime | None = Field(description="Null for one that lasts until it is revoked.")


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
