"""The SpeedGaming event that a pool's live races follow."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import RequestBody, ResponseBody
from application.read_models import PoolScheduleView
from application.services.speedgaming_service import SyncReport


class PoolScheduleRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"event": "alttprswiss"}]})

    event: str = Field(description="Short name of the event on SpeedGaming; empty ends it, and all races stay.")


class PoolScheduleResponse(ResponseBody):
    pool_id: int
    event: str | None
    synced_at: datetime | None = Field(description="When the schedule was last read.")
    problem: str | None = Field(description="What could not be done then, in a sentence.")

    @classmethod
    def of(cls, view: PoolScheduleView) -> "PoolScheduleResponse":
        return cls(
            pool_id=view.pool_id,
            event=view.event or None,
            synced_at=view.synced_at,
            problem=view.problem or None,
        )


class SyncReportResponse(ResponseBody):
    created: int
    moved: int
    missing: int = Field(description="Races whose episodes are listed no longer; they stay, and are flagged.")
    problem: str | None

    @classmethod
    def of(cls, view: SyncReport) -> "SyncReportResponse":
        return cls(created=view.created, moved=view.moved, missing=view.missing, problem=view.problem or None)
