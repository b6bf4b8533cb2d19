"""Runs: what their players may draw, do and hand in."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import Flag, RequestBody, ResponseBody, Whole, left_out, seconds
from api.schemas.live_races import VerdictResponse
from application.domain.async_run import RunPhase
from application.domain.run import ForfeitCause, ReviewStatus, RunStatus
from application.domain.scheduling import UNSET
from application.domain.vod_links import split_links
from application.read_models.runs import DrawOptions, PoolToDraw, RunDetails, RunSeed, RunSummary
from application.services.async_race_service import RunSubmission

# Requests


class ForfeitRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"confirmed": True}]})

    confirmed: Flag = Field(default=False, description="There is no way back.")


class SubmissionRequest(RequestBody):
    """Fields that are left out stay as they are; null or an empty text clears."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"vod_url": "https://www.twitch.tv/videos/1234567890", "notes": "Skipped the first dungeon."}]
        }
    )

    vod_url: str | None = Field(
        default_factory=lambda: None, description="Link to the recording, or several with blanks between."
    )
    notes: str | None = left_out()

    @property
    def submission(self) -> RunSubmission:
        named = self.model_fields_set
        return RunSubmission(
            vod_url=(self.vod_url or "") if "vod_url" in named else UNSET,
            notes=(self.notes or "") if "notes" in named else UNSET,
        )


class FlagRequest(RequestBody):
    reason: str = Field(examples=["The timer stood still for a minute."])


class ReattemptRequest(RequestBody):
    reason: str = Field(examples=["Power cut in the second hour."])


class ExtensionRequest(RequestBody):
    minutes: Whole = Field(examples=[30], description="How much more, up to a week.")
    reason: str = Field(default="", description="The player is told.")


# Answers


class PoolToDrawResponse(ResponseBody):
    """One pool before a draw; of its seeds only the number is told."""

    pool_id: int
    name: str
    open: bool = Field(description="Whether you may draw here now.")
    seeds_left: int
    verdicts: list[VerdictResponse]

    @classmethod
    def of(cls, view: PoolToDraw) -> "PoolToDrawResponse":
        return cls(
            pool_id=view.pool_id,
            name=view.name,
            open=view.open,
            seeds_left=view.seeds_left,
            verdicts=[VerdictResponse.of(verdict) for verdict in view.verdicts],
        )


class DrawOptionsResponse(ResponseBody):
    tournament_id: int
    warning: str = Field(description="What a player must know before drawing.")
    active_run_id: int | None
    pools: list[PoolToDrawResponse]

    @classmethod
    def of(cls, view: DrawOptions) -> "DrawOptionsResponse":
        return cls(
            tournament_id=view.tournament_id,
            warning=view.warning,
            active_run_id=view.active_run_id,
            pools=[PoolToDrawResponse.of(pool) for pool in view.pools],
        )


class RunSeedResponse(ResponseBody):
    url: str
    notes: str

    @classmethod
    def of(cls, view: RunSeed | None) -> "RunSeedResponse | None":
        return None if view is None else cls(url=view.url, notes=view.notes)


class RunResponse(ResponseBody):
    id: int
    tournament_id: int
    tournament_name: str
    pool_id: int
    pool_name: str
    permalink_id: int
    seed_number: int = Field(description="What the permalink is called in its pool.")
    user_id: int
    player: str
    live_race_id: int | None = Field(description="Null for a standard run.")
    live_race_title: str | None
    racetime_slug: str | None
    status: RunStatus
    forfeit_cause: ForfeitCause | None
    drawn_at: datetime
    started_at: datetime | None = Field(description="In the future while the countdown runs.")
    finished_at: datetime | None
    finish_time_seconds: float | None
    score: float | None
    reattempted: bool = Field(description="A reattempt was made; this run counts no more.")
    corrected: bool = Field(description="The result was set by hand.")
    review_status: ReviewStatus
    version: int = Field(description="Goes up with every change; a review names the one that was looked at.")

    @classmethod
    def of(cls, view: RunSummary) -> "RunResponse":
        return cls(
            id=view.id,
            tournament_id=view.tournament_id,
            tournament_name=view.tournament_name,
            pool_id=view.pool_id,
            pool_name=view.pool_name,
            permalink_id=view.permalink_id,
            seed_number=view.seed_number,
            user_id=view.user_id,
            player=view.player,
            live_race_id=view.live_race_id,
            live_race_title=view.live_race_title or None,
            racetime_slug=view.racetime_slug,
            status=view.status,
            forfeit_cause=view.forfeit_cause,
            drawn_at=view.drawn_at,
            started_at=view.started_at,
            finished_at=view.finished_at,
            finish_time_seconds=seconds(view.finish_time),
            score=view.score,
            reattempted=view.reattempted,
            corrected=view.corrected,
            review_status=view.review_status,
            version=view.version,
        )


class RunsResponse(ResponseBody):
    """One page of a tournament's runs."""

    hidden: bool = Field(description="Results are hidden until the tournament closes; only your own runs are listed.")
    items: list[RunResponse]
    next_cursor: str | None


class RunRefusalsResponse(ResponseBody):
    """Why you can't do something with the run just now; null where you can."""

    ready: str | None
    finish: str | None
    forfeit: str | None
    flag: str | None
    reattempt: str | None


class RunDetailsResponse(ResponseBody):
    """One run as you may see it; what you may not is null."""

    run: RunResponse
    as_of: datetime = Field(description="The server's time, to show a clock by.")
    is_own: bool
    phase: RunPhase
    start_by_at: datetime | None
    finish_by_at: datetime | None
    seed: RunSeedResponse | None
    vod_url: str | None
    vod_links: list[str] = Field(description="Each of the links in `vod_url`.")
    runner_notes: str | None
    flag_reason: str | None
    reattempt_reason: str | None
    review_note: str | None
    reviewed_at: datetime | None
    reviewer: str | None
    forfeit_question: str = Field(description="What to confirm before a forfeit.")
    refusals: RunRefusalsResponse
    reattempts_used: int
    reattempts_allowed: int = Field(description="-1 for as many as anybody wants.")

    @classmethod
    def of(cls, view: RunDetails) -> "RunDetailsResponse":
        return cls(
            run=RunResponse.of(view.summary),
            as_of=view.as_of,
            is_own=view.is_own,
            phase=view.phase,
            start_by_at=view.start_by_at,
            finish_by_at=view.finish_by_at,
            seed=RunSeedResponse.of(view.seed),
            vod_url=view.vod_url or None,
            vod_links=list(split_links(view.vod_url)),
            runner_notes=view.runner_notes or None,
            flag_reason=view.flag_reason or None,
            reattempt_reason=view.reattempt_reason or None,
            review_note=view.review_note or None,
            reviewed_at=view.reviewed_at,
            reviewer=view.reviewer,
            forfeit_question=view.forfeit_question,
            refusals=RunRefusalsResponse(
                ready=view.ready_refusal,
                finish=view.finish_refusal,
                forfeit=view.forfeit_refusal,
                flag=view.flag_refusal,
                reattempt=view.reattempt_refusal,
            ),
            reattempts_used=view.reattempts_used,
            reattempts_allowed=view.reattempts_allowed,
        )


class ActiveRunResponse(ResponseBody):
    run: RunDetailsResponse | None = Field(description="Null while none of your runs is under way.")
