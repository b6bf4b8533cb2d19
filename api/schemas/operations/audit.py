"""Entries of the audit log."""

from pydantic import Field

from api.schemas.answers import Answer
from api.schemas.fields import ResponseBody
from application.domain.events import FieldChange
from application.services.operations.audit_service import AuditLine


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
