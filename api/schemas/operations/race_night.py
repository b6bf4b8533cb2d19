"""What staff look at and decide: the board of a race night, alerts, unmatched results, corrections, the log."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.eligibility import VerdictResponse
from api.schemas.fields import Id, RequestBody, ResponseBody
from application.domain.events import FieldChange
from application.domain.operations.race_night import Check, Level
from application.read_models import (
    AlertView,
    MatchOffer,
    MatchPreview,
    MatchProposal,
    RaceCorrection,
    RaceNightBoard,
    RaceNightRace,
    UnmatchedResult,
    UnmatchedResultDecision,
)
from application.services.operations.audit_service import AuditLine
from application.services.operations.unmatched_results_service import MOST_PROPOSALS

# Requests


class AttachRoomRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"room": "alttpr/cool-icerod-1234"}]})

    room: str = Field(max_length=300, description="Name or address of the room on racetime.gg.")


class MatchRequest(RequestBody):
    user_id: Id = Field(description="The member whose result it is.")


class ProposalRequest(RequestBody):
    entry_id: Id
    user_id: Id = Field(description="The member who was proposed.")


class MatchProposalsRequest(RequestBody):
    proposals: Annotated[list[ProposalRequest], Field(max_length=MOST_PROPOSALS)]


class AddMemberAndMatchRequest(RequestBody):
    display_name: str = Field("", description="Of the new member; without one, the name on racetime.gg.")


class DismissRequest(RequestBody):
    reason: str = ""


# Answers


class AlertResponse(Answer[AlertView]):
    """Something that needs a human, or did."""


class CheckResponse(Answer[Check]):
    """One thing that must be right for a race to come off, and what puts it right."""


class RaceNightRaceResponse(Answer[RaceNightRace], hidden=("alerts",)):
    level: Level = Field(description="The worst of its checks.")
    eligible_count: int | None = Field(description="How many members may race; null once the room is locked.")
    heard_at: datetime | None = Field(description="When the room was last heard from.")


class RaceNightResponse(Answer[RaceNightBoard]):
    """The races of the next 24 hours and those that are not final, at one moment."""

    last_tick_at: datetime | None = Field(description="When the scheduler last gave a sign of life.")


class OwnerResponse(Answer[MatchOffer], hidden=("mark",)):
    pass


class DecisionResponse(Answer[UnmatchedResultDecision]):
    matched_to: OwnerResponse | None = Field(description="Null for a result that was dismissed.")


class UnmatchedResultResponse(Answer[UnmatchedResult], hidden=("tournament_name",)):
    """A racer's result that is unmatched, or was until somebody decided."""

    offer: OwnerResponse | None = Field(description="The member who is known to own the account.")


class MatchPreviewResponse(Answer[MatchPreview]):
    """What giving a result to a member would mean; rules that are not met are overruled by doing so."""

    verdicts: list[VerdictResponse]
    refusal: str | None = Field(description="Why it is not possible at all; null when it is.")


class MatchProposalResponse(Answer[MatchProposal]):
    """A result and the member who is known to own its account: what matching many at once does to it, or did."""

    member: OwnerResponse
    refusal: TextOrNull = Field(description="Why it stays unmatched; null when it is matched.")


class RaceCorrectionResponse(Answer[RaceCorrection]):
    """One result of a race that moved after it had been told: what it was and what it became, in words."""


class FieldChangeResponse(Answer[FieldChange]):
    pass


class AuditEntryResponse(Answer[AuditLine], hidden=("places",)):
    """Who did what, when, from which value to which."""

    kind: str = Field(examples=["AsyncRunDrawnEvent"])
    label: str = Field(description="The kind in words.", examples=["Run drawn"])
    actor_id: int | None = Field(description="Null for the system itself.")
    about: str | None = Field(description="The person whom it concerns.")
    facts: dict[str, str] = Field(description="Whatever else is on record, as text.")


class AuditKindResponse(ResponseBody):
    kind: str
    label: str


class AuditKindsResponse(ResponseBody):
    items: list[AuditKindResponse]
