"""People as admins and they themselves see them: merging, rosters, what is stored about somebody."""

from typing import Any

from pydantic import ConfigDict, Field, RootModel

from api.schemas.answers import Answer
from api.schemas.fields import Id, RequestBody, ResponseBody
from api.schemas.tournaments.permalinks import RowProblemResponse
from application.read_models import MembershipView
from application.read_models.people import DeletionPlan, MergeLine, MergeView, PersonCard, PersonPlace, SlotUse
from application.services.people.roster_service import RosterImport, RosterLine, RosterStep


class PlaceResponse(Answer[PersonPlace]):
    pass


class PersonCardResponse(Answer[PersonCard]):
    has_signed_in: bool = Field(description="False for somebody whom an organization's admins entered.")


class PeopleResponse(ResponseBody):
    items: list[PersonCardResponse]


class MergeLineResponse(Answer[MergeLine]):
    pass


class SlotUseResponse(Answer[SlotUse]):
    pass


class MergeResponse(Answer[MergeView]):
    """What making two people one does, or has done."""

    slots: list[SlotUseResponse] = Field(description="Runs of both, counted together.")
    lines: list[MergeLineResponse] = Field(description="Everything that the rules settle; nothing else is dropped.")
    refusal: str | None = Field(description="Why you may not do it; null when you may.")


class MergeRequest(RequestBody):
    kept_id: Id = Field(description="The user who stays, with the Discord account.")
    gone_id: Id = Field(description="The user who goes into the other one.")


class CallerUpdateRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"display_name": "Malon"}]})

    display_name: str | None = Field(description="Your own name here. Null: Discord's again, from your next sign-in.")


class AccountDeletionRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"confirm": "Malon"}]})

    confirm: str = Field(description="Your present name, as a confirmation: this can't be undone.")


class StoredRowResponse(RootModel[dict[str, Any]]):
    """One row about you; each section has values of its own."""


class StoredSectionResponse(ResponseBody):
    title: str
    number: int = Field(description="How many rows there are.")
    rows: list[StoredRowResponse] = Field(description="The first of them.")
    next_cursor: str | None = Field(description="Ask for the next rows with it; null where all are here.")


class OverviewResponse(ResponseBody):
    """What is stored about you; no secret is among it."""

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


class RosterLineResponse(Answer[RosterLine]):
    """What becomes of one row: somebody is added, a member gets a racetime.gg account, or nothing changes."""


class RosterImportResponse(ResponseBody):
    added: int
    linked: int
    unchanged: int
    lines: list[RosterLineResponse]
    problems: list[RowProblemResponse]

    @classmethod
    def of(cls, view: RosterImport) -> "RosterImportResponse":
        return cls(
            added=view.count(RosterStep.ADD),
            linked=view.count(RosterStep.LINK),
            unchanged=view.count(RosterStep.KEEP),
            lines=[RosterLineResponse.of(line) for line in view.lines],
            problems=[RowProblemResponse.of(problem) for problem in view.problems],
        )
