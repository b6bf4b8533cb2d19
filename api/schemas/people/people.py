"""Two users who may be one person."""

from pydantic import Field

from api.schemas.answers import Answer
from api.schemas.fields import Id, RequestBody, ResponseBody
from application.read_models.people import MergeLine, MergeView, PersonCard, PersonPlace, SlotUse


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
    refusal: str | None = Field(description="Why you may not do it; null when nothing speaks against it.")


class MergeRequest(RequestBody):
    kept_id: Id = Field(description="The user who stays, with the Discord account.")
    gone_id: Id = Field(description="The user who goes into the other one.")
