"""Invites."""

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import RequestBody, Whole
from application.services.people.invite_service import (
    LONGEST_DAYS,
    MOST_USES,
    Invitation,
    InviteView,
    MadeInvite,
    NewInvite,
)

_NEW = NewInvite()

# Requests


class InviteCreateRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"label": "Stream of the finals", "most_uses": 50}]})

    label: str = Field(default=_NEW.label, description="For yourselves, to tell invites apart.")
    days: Whole = Field(default=_NEW.days, description=f"After how many days it expires; 1 to {LONGEST_DAYS}.")
    most_uses: Whole | None = Field(
        default=_NEW.most_uses, description=f"How many people can use it, up to {MOST_USES:,}; null for any number."
    )

    @property
    def new(self) -> NewInvite:
        return NewInvite(self.label, self.days, self.most_uses)


class InviteTokenRequest(RequestBody):
    """The secret is in the body and not in the address, because addresses are logged on the way."""

    token: str = Field(max_length=200, json_schema_extra={"writeOnly": True, "format": "password"})


# Answers


class InviteResponse(Answer[InviteView]):
    label: TextOrNull


class MadeInviteResponse(Answer[MadeInvite]):
    token: str = Field(description="The end of the invite link. It is shown this once.")


class InvitationResponse(Answer[Invitation]):
    """Where an invite leads."""

    is_member: bool = Field(description="Whether you were a member before.")
