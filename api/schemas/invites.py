"""Invites."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import RequestBody, ResponseBody, Whole
from application.services.invite_service import LONGEST_DAYS, MOST_USES, Invitation, InviteView, MadeInvite, NewInvite

_NEW = NewInvite()

# Requests


class InviteCreateRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"label": "Stream of the finals", "most_uses": 50}]})

    label: str = Field(default=_NEW.label, description="For yourselves, to tell invites apart.")
    days: Whole = Field(default=_NEW.days, description=f"How long it holds; 1 to {LONGEST_DAYS}.")
    most_uses: Whole | None = Field(
        default=_NEW.most_uses, description=f"How many people it lets in, up to {MOST_USES:,}; null for any number."
    )

    @property
    def new(self) -> NewInvite:
        return NewInvite(self.label, self.days, self.most_uses)


class InviteTokenRequest(RequestBody):
    """The secret is in the body and not in the address, because addresses are logged on the way."""

    token: str = Field(max_length=200, json_schema_extra={"writeOnly": True, "format": "password"})


# Answers


class InviteResponse(ResponseBody):
    id: int
    label: str | None
    created_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    uses: int
    most_uses: int | None
    usable: bool

    @classmethod
    def of(cls, view: InviteView) -> "InviteResponse":
        return cls(
            id=view.id,
            label=view.label or None,
            created_by=view.created_by,
            created_at=view.created_at,
            expires_at=view.expires_at,
            revoked_at=view.revoked_at,
            uses=view.uses,
            most_uses=view.most_uses,
            usable=view.usable,
        )


class MadeInviteResponse(ResponseBody):
    invite: InviteResponse
    token: str = Field(description="The end of the invite link. It is shown this once.")

    @classmethod
    def of(cls, made: MadeInvite) -> "MadeInviteResponse":
        return cls(invite=InviteResponse.of(made.invite), token=made.token)


class InvitationResponse(ResponseBody):
    """Where an invite leads."""

    organization_id: int
    organization_slug: str
    organization_name: str
    is_member: bool = Field(description="Whether you were a member before.")

    @classmethod
    def of(cls, view: Invitation) -> "InvitationResponse":
        return cls(
            organization_id=view.organization_id,
            organization_slug=view.organization_slug,
            organization_name=view.organization_name,
            is_member=view.is_member,
        )
