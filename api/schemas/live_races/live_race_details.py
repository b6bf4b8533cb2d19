"""A live race with everything around it: room, settings, racers, and how its results were recorded."""

from datetime import datetime

from pydantic import AliasPath, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.eligibility import VerdictResponse
from api.schemas.live_races.live_races import LiveRaceResponse
from api.schemas.tournaments.profiles import RoomSettingsResponse
from api.schemas.tournaments.timeline import TimelineOverridesResponse, TimelineResponse
from application.domain.runs.projection import ParEstimate
from application.read_models import BoardLine, LiveRaceDetails, RecordReport, RoomView, UpcomingStep
from application.read_models.live_races import EntrantReport


class EntrantReportResponse(Answer[EntrantReport]):
    reason: TextOrNull = Field(description="Why the result counts for nobody.")


class RecordReportResponse(Answer[RecordReport]):
    """How the results were recorded."""

    question: TextOrNull = Field(description="What somebody has to decide before anything of this counts.")


class BoardLineResponse(
    Answer[BoardLine],
    hidden=("racetime_id", "comment", "expected", "projected", "hidden", "channel", "pronouns", "vods"),
):
    """One racer; while results are hidden, all scores and other people's places, times and ends are null."""

    counted: bool | None = Field(description="Null while eligibility is not settled.")
    reasons: list[str] = Field(description="Why the racer is not counted.")
    run_id: int | None = Field(description="The run that the result is recorded in.")
    projected_score_low: float | None = Field(description="While the race is on: what the score is at least.")
    projected_score_high: float | None = Field(description="While the race is on: what the score is at most.")


class ParEstimateResponse(Answer[ParEstimate]):
    """What the par of a race comes to, in seconds; settled once all three are the same."""


class RoomResponse(Answer[RoomView], hidden=("id",)):
    last_heard_at: datetime | None = Field(description="When racetime.gg last said anything about the room.")
    follows_only: bool = Field(
        description="Somebody else leads the room: the bot takes its results and neither writes in it nor changes it."
    )


class LiveRaceDetailsResponse(
    Answer[LiveRaceDetails], hidden=("category", "scoring", "stream_delay", "moves_at", "going")
):
    live_race: LiveRaceResponse = Field(validation_alias="summary")
    timeline: TimelineResponse
    overrides: TimelineOverridesResponse
    room_settings: RoomSettingsResponse
    seed_readers: list[str] = Field(description="Admins who read the seed before its release.")
    kept_back: bool = Field(
        description="Whether the race is shown to you as late as on its stream: it is under way until that has ended."
    )
    par: ParEstimateResponse | None = Field(description="Null before the start, and while too little is known.")
    results_hidden: bool = Field(
        description="Results are hidden until the tournament closes: of yours there is the time, of others nothing."
    )
    verdicts: list[VerdictResponse] = Field(
        description="Your own answer to every rule.", validation_alias=AliasPath("summary", "verdicts")
    )


class UpcomingStepResponse(Answer[UpcomingStep]):
    """A piece of work that is due or will be."""

    note: TextOrNull
