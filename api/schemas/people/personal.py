"""What people read and change about themselves."""

from typing import Any

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer
from api.schemas.fields import RequestBody, ResponseBody
from application.read_models import MembershipView
from application.read_models.people import DeletionPlan


class CallerUpdateRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"display_name": "Malon"}]})

    display_name: str | None = Field(description="Your own name here. Null: Discord's again, from your next sign-in.")


class AccountDeletionRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"confirm": "Malon"}]})

    confirm: str = Field(description="Your present name, as a confirmation: this can't be undone.")


class StoredSectionResponse(ResponseBody):
    title: str
    rows: list[dict[str, Any]]


class OverviewResponse(ResponseBody):
    """Everything that is stored about you; no secret is among it."""

    account: dict[str, Any]
    organizations: dict[str, str] = Field(description="Names by id, of all organizations that store any of it.")
    sections: list[StoredSectionResponse]


class DeletionPlanResponse(Answer[DeletionPlan]):
    """What deleting your account would do."""

    refusals: list[str] = Field(description="What must be done before; empty when it can be done now.")


class MembershipResponse(Answer[MembershipView]):
    made_by_others: bool = Field(description="True for what an admin made, until you stay or leave.")


class MembershipsResponse(ResponseBody):
    items: list[MembershipResponse]
