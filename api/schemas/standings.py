"""Standings, and what players see of one another, of seeds and of pools."""

from datetime import date, datetime

from pydantic import Field

from api.schemas.fields import ResponseBody, seconds
from api.schemas.runs import RunResponse, RunSeedResponse
from application.domain.leaderboard import RunMeaning, Standing
from application.domain.run import RunStatus
from application.read_models.runs import (
    FieldProgress,
    ParPoint,
    PermalinkTimeView,
    PlayerPage,
    PoolPermalinkView,
    ScoreDistribution,
)

_HIDDEN = "Results are hidden until the tournament closes; then only your own are told."
_SEEDS_LEFT = "How many permalinks are still to be scored anew after a change of the settings; 0 when all scores hold."
_RESCORING = "Scores are being worked out anew after a change of the settings, so these may still move."


class PoolNameResponse(ResponseBody):
    id: int
    name: str


class SlotResponse(ResponseBody):
    """A place that a run fills; `run_id` is null where nothing was raced yet."""

    pool_id: int
    run_id: int | None
    status: RunStatus | None
    score: float | None


class StandingResponse(ResponseBody):
    rank: int | None = Field(description="Null for players with fewer finished runs than a rank takes; they come last.")
    user_id: int
    name: str
    score: float
    estimate: float
    finished: int
    forfeited: int
    open_slots: int
    slots: list[SlotResponse]

    @classmethod
    def of(cls, view: Standing) -> "StandingResponse":
        return cls(
            rank=view.rank,
            user_id=view.user_id,
            name=view.user_name,
            score=view.score,
            estimate=view.estimate,
            finished=view.finished,
            forfeited=view.forfeited,
            open_slots=view.open_slots,
            slots=[
                SlotResponse(pool_id=slot.pool_id, run_id=slot.run_id, status=slot.status, score=slot.score)
                for slot in view.slots
            ],
        )


class LeaderboardResponse(ResponseBody):
    tournament_id: int
    hidden: bool = Field(description="Results are hidden until the tournament closes; only your own line is shown.")
    runs_per_pool: int
    min_finished_runs: int = Field(description="How many finished runs a rank takes.")
    pools: list[PoolNameResponse] = Field(description="In the order of the slots.")
    items: list[StandingResponse]
    seeds_left: int = Field(description=_SEEDS_LEFT)
    next_cursor: str | None


class MeaningResponse(ResponseBody):
    """What one run does for its player."""

    slot: int | None = Field(description="Which of the pool's slots it fills, from 1; null when it fills none.")
    replaces_run_id: int | None = Field(description="The run that would fill a slot if this one did not.")
    score_before: float
    score_after: float
    rank_before: int | None = Field(description="Null when the player would have no rank.")
    rank_after: int | None = Field(description="Null while a rank takes more finished runs.")

    @classmethod
    def of(cls, view: RunMeaning) -> "MeaningResponse":
        return cls(
            slot=view.slot,
            replaces_run_id=view.replaces,
            score_before=view.score_before,
            score_after=view.score_after,
            rank_before=view.rank_before,
            rank_after=view.rank_after,
        )


class RunMeaningResponse(ResponseBody):
    run_id: int
    meaning: MeaningResponse | None = Field(description="Null while results are hidden or the run counts nowhere.")


class PlayerResponse(ResponseBody):
    """One player in one tournament."""

    tournament_id: int
    user_id: int
    player: str
    hidden: bool = Field(description="Results are hidden until the tournament closes, so nothing else is told.")
    rank: int | None
    score: float | None
    estimate: float | None
    finished: int
    forfeited: int
    open_slots: int
    runs: list[RunResponse]
    rescoring: bool = Field(description=_RESCORING)

    @classmethod
    def of(cls, view: PlayerPage) -> "PlayerResponse":
        return cls(
            tournament_id=view.tournament_id,
            user_id=view.user_id,
            player=view.player,
            hidden=view.hidden,
            rank=view.rank,
            score=view.score,
            estimate=view.estimate,
            finished=view.finished,
            forfeited=view.forfeited,
            open_slots=view.open_slots,
            runs=[RunResponse.of(run) for run in view.runs],
            rescoring=view.rescoring,
        )


class PermalinkTimeResponse(ResponseBody):
    """One run that counts on a permalink."""

    run_id: int
    user_id: int
    player: str
    is_own: bool
    status: RunStatus
    finish_time_seconds: float | None
    score: float | None
    live_race_id: int | None

    @classmethod
    def of(cls, view: PermalinkTimeView) -> "PermalinkTimeResponse":
        return cls(
            run_id=view.run_id,
            user_id=view.user_id,
            player=view.player,
            is_own=view.is_own,
            status=view.status,
            finish_time_seconds=seconds(view.finish_time),
            score=view.score,
            live_race_id=view.live_race_id,
        )


class ParPointResponse(ResponseBody):
    at: datetime
    par_seconds: float | None
    scored_runs: int

    @classmethod
    def of(cls, view: ParPoint) -> "ParPointResponse":
        return cls(at=view.at, par_seconds=view.par_seconds, scored_runs=view.scored_runs)


class PermalinkPageResponse(ResponseBody):
    """One permalink with a page of the runs on it, the fastest first, those without a time at the end."""

    id: int
    number: int = Field(description="What it is called in its pool: Seed 1, Seed 2; it never changes.")
    pool_id: int
    pool_name: str
    tournament_id: int
    hidden: bool = Field(description=_HIDDEN)
    seed: RunSeedResponse | None = Field(description="Null for whom it is not to be seen.")
    par_seconds: float | None
    par_history: list[ParPointResponse]
    items: list[PermalinkTimeResponse]
    rescoring: bool = Field(description=_RESCORING)
    next_cursor: str | None


class PoolPermalinkResponse(ResponseBody):
    id: int
    number: int
    seed: RunSeedResponse | None = Field(description="Null for whom it is not to be seen.")
    par_seconds: float | None
    run_count: int | None = Field(description="Null while results are hidden.")
    own_status: RunStatus | None = Field(description="How your own run on it stands.")

    @classmethod
    def of(cls, view: PoolPermalinkView) -> "PoolPermalinkResponse":
        return cls(
            id=view.id,
            number=view.number,
            seed=RunSeedResponse.of(view.seed),
            par_seconds=view.par_seconds,
            run_count=view.run_count,
            own_status=view.own_status,
        )


class PoolPageResponse(ResponseBody):
    """One pool with a page of its permalinks; those kept for live races are not listed before their release."""

    id: int
    name: str
    tournament_id: int
    tournament_name: str
    hidden: bool = Field(description=_HIDDEN)
    runs_per_pool: int
    own_runs: int
    items: list[PoolPermalinkResponse]
    next_cursor: str | None


class ScoreBinResponse(ResponseBody):
    """How many scores lie from `low` up to, but without, `high`; the last bin has its upper bound, too."""

    low: float
    high: float
    count: int


class ScoreDistributionResponse(ResponseBody):
    hidden: bool = Field(description=_HIDDEN)
    bins: list[ScoreBinResponse]
    own_scores: list[float]

    @classmethod
    def of(cls, view: ScoreDistribution) -> "ScoreDistributionResponse":
        return cls(
            hidden=view.hidden,
            bins=[ScoreBinResponse(low=each.low, high=each.high, count=each.count) for each in view.bins],
            own_scores=list(view.own_scores),
        )


class ProgressPointResponse(ResponseBody):
    """Totals at the end of a day in UTC: runs drawn, runs finished, players with a finished run."""

    day: date
    drawn: int
    finished: int
    players: int


class ProgressResponse(ResponseBody):
    hidden: bool = Field(description="Results are hidden until the tournament closes, so nothing is told.")
    points: list[ProgressPointResponse]

    @classmethod
    def of(cls, view: FieldProgress) -> "ProgressResponse":
        return cls(
            hidden=view.hidden,
            points=[
                ProgressPointResponse(day=point.day, drawn=point.drawn, finished=point.finished, players=point.players)
                for point in view.points
            ],
        )
