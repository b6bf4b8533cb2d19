"""Two users who may be one person."""

from pydantic import Field

from api.schemas.fields import Id, RequestBody, ResponseBody
from application.domain.merging import FindingKind
from application.read_models.people import MergeView, PersonCard


class PlaceResponse(ResponseBody):
    organization: str
    roles: list[str]


class PersonCardResponse(ResponseBody):
    user_id: int
    name: str
    has_signed_in: bool = Field(description="False for somebody whom an organization's admins entered.")
    racetime_name: str | None
    places: list[PlaceResponse]
    runs: int

    @classmethod
    def of(cls, card: PersonCard) -> "PersonCardResponse":
        return cls(
            user_id=card.user_id,
            name=card.name,
            has_signed_in=card.has_signed_in,
            racetime_name=card.racetime_name,
            places=[PlaceResponse(organization=name, roles=list(roles)) for name, roles in card.places],
            runs=card.runs,
        )


class PeopleResponse(ResponseBody):
    items: list[PersonCardResponse]


class MergeLineResponse(ResponseBody):
    kind: FindingKind
    sentence: str
    run_id: int | None


class SlotUseResponse(ResponseBody):
    place: str
    used: int
    slots: int


class MergeResponse(ResponseBody):
    """What making two people one does, or has done."""

    kept: PersonCardResponse
    gone: PersonCardResponse
    slots: list[SlotUseResponse] = Field(description="Runs of both, counted together.")
    lines: list[MergeLineResponse] = Field(description="Everything that the rules settle; nothing else is dropped.")
    roles: list[str]
    refusal: str | None = Field(description="Why you may not do it; null when nothing speaks against it.")

    @classmethod
    def of(cls, view: MergeView) -> "MergeResponse":
        return cls(
            kept=PersonCardResponse.of(view.kept),
            gone=PersonCardResponse.of(view.gone),
            slots=[SlotUseResponse(place=item.place, used=item.used, slots=item.slots) for item in view.slots],
            lines=[
                MergeLineResponse(kind=item.kind, sentence=item.sentence, run_id=item.run_id) for item in view.lines
            ],
            roles=list(view.roles),
            refusal=view.refusal,
        )


class MergeRequest(RequestBody):
    kept_id: Id = Field(description="The user who stays, with the Discord account.")
    gone_id: Id = Field(description="The user who goes into the other one.")
