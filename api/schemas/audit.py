"""Entries of the audit log."""

from datetime import datetime

from pydantic import Field

from api.schemas.fields import ResponseBody
from application.domain.events import FieldChange
from application.services.audit_service import AuditLine


class FieldChangeResponse(ResponseBody):
    field: str
    old: str | None
    new: str | None

    @classmethod
    def of(cls, view: FieldChange) -> "FieldChangeResponse":
        return cls(field=view.field, old=view.old, new=view.new)


class AuditEntryResponse(ResponseBody):
    """Who did what, when, from which value to which."""

    id: int
    kind: str = Field(examples=["AsyncRunDrawnEvent"])
    label: str = Field(description="The kind in words.", examples=["Run drawn"])
    actor_id: int | None = Field(description="Null for the system itself.")
    actor: str
    occurred_at: datetime
    tournament_id: int | None
    live_race_id: int | None
    run_id: int | None
    about: str | None = Field(description="The person whom it concerns.")
    changes: list[FieldChangeResponse]
    facts: dict[str, str] = Field(description="Whatever else is on record, as text.")

    @classmethod
    def of(cls, view: AuditLine) -> "AuditEntryResponse":
        return cls(
            id=view.id,
            kind=view.kind,
            label=view.label,
            actor_id=view.actor_id,
            actor=view.actor,
            occurred_at=view.occurred_at,
            tournament_id=view.tournament_id,
            live_race_id=view.live_race_id,
            run_id=view.run_id,
            about=view.about,
            changes=[FieldChangeResponse.of(change) for change in view.changes],
            facts=dict(view.facts),
        )


class AuditKindResponse(ResponseBody):
    kind: str
    label: str


class AuditKindsResponse(ResponseBody):
    items: list[AuditKindResponse]
