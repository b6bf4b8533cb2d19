"""When rooms open and lock and seeds are released, as settings and as a plan."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import Minutes, RequestBody, left_out
from application.domain.tournaments.timeline import ReleaseRule, Timeline, TimelineOverrides
from application.read_models import PoolScheduleView
from application.services.live_races.speedgaming_service import SyncReport

_OPEN = "How many minutes before the start the room opens; null inherits."
_LOCK = "How many minutes before the start the room is locked; null inherits."
_RULE = "When players may read the seed; null inherits."
_RELEASE = "With minutes_before: how many minutes before the start; null inherits."


class TimelineFields(RequestBody):
    """What a new tournament or live race says itself; everything else is inherited."""

    room_open_minutes: Minutes | None = Field(default=None, description=_OPEN)
    lock_minutes: Minutes | None = Field(default=None, description=_LOCK)
    release_rule: ReleaseRule | None = Field(default=None, description=_RULE)
    release_minutes: Minutes | None = Field(default=None, description=_RELEASE)

    @property
    def overrides(self) -> TimelineOverrides:
        return TimelineOverrides(self.room_open_minutes, self.lock_minutes, self.release_rule, self.release_minutes)


class TimelineChangeFields(RequestBody):
    room_open_minutes: Minutes | None = left_out()
    lock_minutes: Minutes | None = left_out()
    release_rule: ReleaseRule | None = left_out()
    release_minutes: Minutes | None = left_out()


class TimelineOverridesResponse(Answer[TimelineOverrides]):
    """What this level says itself; null is inherited."""


class TimelineResponse(Answer[Timeline]):
    """The leads that hold, in minutes before the scheduled start."""


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
