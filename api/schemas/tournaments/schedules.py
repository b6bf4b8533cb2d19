"""The SpeedGaming event that a pool's live races follow."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import RequestBody
from application.read_models import PoolScheduleView
from application.services.live_races.speedgaming_service import SyncReport


class PoolScheduleRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"event": "alttprswiss"}]})

    event: str = Field(description="Short name of the event on SpeedGaming; empty ends it, and all races stay.")


class PoolScheduleResponse(Answer[PoolScheduleView]):
    event: TextOrNull
    synced_at: datetime | None = Field(description="When the schedule was last read.")
    problem: TextOrNull = Field(description="What could not be done then, in a sentence.")


class SyncReportResponse(Answer[SyncReport]):
    missing: int = Field(description="Races whose episodes are listed no longer; they stay, and are flagged.")
    problem: TextOrNull
