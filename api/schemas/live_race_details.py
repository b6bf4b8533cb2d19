"""A live race with everything around it: room, settings, racers, and what recording did."""

from datetime import datetime

from pydantic import Field

from api.schemas.fields import ResponseBody, seconds
from api.schemas.live_races import LiveRaceResponse, VerdictResponse
from api.schemas.profiles import RoomSettingsResponse
from api.schemas.timeline import TimelineOverridesResponse, TimelineResponse
from application.domain.live_race import LiveRaceStatus
from application.domain.projection import ParEstimate
from application.domain.room import EntrantStatus, RoomStatus
from application.domain.run import RunStatus
from application.read_models import BoardLine, LiveRaceDetails, RecordReport, RoomView, UpcomingStep


class EntrantReportResponse(ResponseBody):
    name: str
    outcome: str
    reason: str | None = Field(description="Why the result counts for nobody.")


class RecordReportResponse(ResponseBody):
    """What recording found and did."""

    live_race_id: int
    status: LiveRaceStatus
    changed: bool
    entrants: list[EntrantReportResponse]
    question: str | None = Field(description="What somebody has to decide before anything of this counts.")

    @classmethod
    def of(cls, view: RecordReport) -> "RecordReportResponse":
        return cls(
            live_race_id=view.live_race_id,
            status=view.status,
            changed=view.changed,
            entrants=[
                EntrantReportResponse(name=line.name, outcome=line.outcome, reason=line.reason or None)
                for line in view.entrants
            ],
            question=view.question or None,
        )


class BoardLineResponse(ResponseBody):
    """One racer; while results are hidden, other people's places, times and scores are null."""

    name: str
    racetime_name: str
    user_id: int | None
    entrant_status: EntrantStatus | None
    run_status: RunStatus | None
    place: int | None
    finish_time_seconds: float | None
    score: float | None
    counted: bool | None = Field(description="Null while eligibility is not settled.")
    reasons: list[str] = Field(description="Why the racer is not counted.")
    run_id: int | None = Field(description="The run that the result is recorded in.")
    projected_score_low: float | None = Field(description="While the race is on: what the score is at least.")
    projected_score_high: float | None = Field(description="While the race is on: what the score is at most.")

    @classmethod
    def of(cls, view: BoardLine) -> "BoardLineResponse":
        return cls(
            name=view.name,
            racetime_name=view.racetime_name,
            user_id=view.user_id,
            entrant_status=view.entrant_status,
            run_status=view.run_status,
            place=view.place,
            finish_time_seconds=seconds(view.finish_time),
            score=view.score,
            counted=view.counted,
            reasons=list(view.reasons),
            run_id=view.run_id,
            projected_score_low=view.projected[0] if view.projected is not None else None,
            projected_score_high=view.projected[1] if view.projected is not None else None,
        )


class ParEstimateResponse(ResponseBody):
    """What the par of a race that is on will come to, in seconds; settled once all three are the same."""

    seconds: float
    low: float
    high: float

    @classmethod
    def of(cls, view: ParEstimate) -> "ParEstimateResponse":
        return cls(seconds=view.seconds, low=view.low, high=view.high)


class RoomResponse(ResponseBody):
    slug: str
    url: str
    status: RoomStatus
    opened_at: datetime
    last_heard_at: datetime | None = Field(description="When racetime.gg last said anything about the room.")
    follows_only: bool = Field(
        description="Somebody else leads the room: the bot takes its results and neither speaks in it nor changes it."
    )

    @classmethod
    def of(cls, view: RoomView) -> "RoomResponse":
        return cls(
            slug=view.slug,
            url=view.url,
            status=view.status,
            opened_at=view.opened_at,
            last_heard_at=view.last_heard_at,
            follows_only=view.follows_only,
        )


class LiveRaceDetailsResponse(ResponseBody):
    live_race: LiveRaceResponse
    timeline: TimelineResponse
    overrides: TimelineOverridesResponse
    room: RoomResponse | None
    room_settings: RoomSettingsResponse
    seed_readers: list[str] = Field(description="Admins who read the seed before its release.")
    board: list[BoardLineResponse]
    kept_back: bool = Field(
        description="Whether what others did lately is kept back, because the race is on a delayed stream."
    )
    par: ParEstimateResponse | None = Field(description="Null unless the race is on and something speaks for a figure.")
    shows_more_at: datetime | None = Field(description="When the next of it is shown, as far as that is known.")
    verdicts: list[VerdictResponse] = Field(description="Your own answer to every rule.")

    @classmethod
    def of(cls, view: LiveRaceDetails) -> "LiveRaceDetailsResponse":
        return cls(
            live_race=LiveRaceResponse.of(view.summary),
            timeline=TimelineResponse.of(view.timeline),
            overrides=TimelineOverridesResponse.of(view.overrides),
            room=RoomResponse.of(view.room) if view.room is not None else None,
            room_settings=RoomSettingsResponse.of(view.room_settings),
            seed_readers=list(view.seed_readers),
            board=[BoardLineResponse.of(line) for line in view.board],
            kept_back=view.kept_back,
            par=ParEstimateResponse.of(view.par) if view.par is not None else None,
            shows_more_at=view.shows_more_at,
            verdicts=[VerdictResponse.of(verdict) for verdict in view.summary.verdicts],
        )


class UpcomingStepResponse(ResponseBody):
    """A piece of work that is due or will be."""

    live_race_id: int
    title: str
    step: str
    due_at: datetime
    note: str | None

    @classmethod
    def of(cls, view: UpcomingStep) -> "UpcomingStepResponse":
        return cls(
            live_race_id=view.live_race_id,
            title=view.title,
            step=view.step,
            due_at=view.due_at,
            note=view.note or None,
        )
