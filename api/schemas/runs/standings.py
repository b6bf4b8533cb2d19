"""Standings, and what players see of one another, of seeds and of pools."""

from pydantic import Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import ResponseBody
from api.schemas.runs.runs import RunResponse, RunSeedResponse
from application.domain.runs.leaderboard import RunMeaning, Slot, Standing
from application.domain.runs.progress import ProgressPoint, ScoreBin
from application.domain.runs.run import RunStatus
from application.read_models.runs import (
    FieldProgress,
    ParPoint,
    PermalinkTimeView,
    PlayerPage,
    PoolPermalinkView,
    ScoreDistribution,
)

_HIDDEN = "Results are hidden until the tournament closes; of yours there are the times, of others nothing."
_HELD_BACK = "What is held back from you and when it shows, in a sentence; null where nothing is."
_SEEDS_LEFT = "How many permalinks are still to be scored anew after a change of the settings; 0 when all scores hold."
_RESCORING = "Scores are being worked out anew after a change of the settings, so these may still move."


class PoolNameResponse(ResponseBody):
    id: int
    name: str


class SlotResponse(Answer[Slot]):
    """A place that a run fills; `run_id` is null where nothing was raced yet."""


class StandingResponse(Answer[Standing]):
    rank: int | None = Field(description="Null for players with fewer finished runs than a rank takes; they come last.")
    name: str = Field(validation_alias="user_name")


class LeaderboardResponse(ResponseBody):
    tournament_id: int
    hidden: bool = Field(description="Results are hidden until the tournament closes, and with them all ranks.")
    held_back: TextOrNull = Field(description=_HELD_BACK)
    runs_per_pool: int
    min_finished_runs: int = Field(description="How many finished runs a rank takes.")
    pools: list[PoolNameResponse] = Field(description="In the order of the slots.")
    items: list[StandingResponse]
    seeds_left: int = Field(description=_SEEDS_LEFT)
    next_cursor: str | None


class MeaningResponse(Answer[RunMeaning]):
    """What one run does for its player."""

    slot: int | None = Field(description="Which of the pool's slots it fills, from 1; null when it fills none.")
    replaces_run_id: int | None = Field(
        description="The run that would fill a slot if this one did not.", validation_alias="replaces"
    )
    rank_before: int | None = Field(description="Null when the player would have no rank.")
    rank_after: int | None = Field(description="Null while a rank takes more finished runs.")


class RunMeaningResponse(ResponseBody):
    run_id: int
    meaning: MeaningResponse | None = Field(description="Null while results are hidden or the run counts nowhere.")


class PlayerResponse(Answer[PlayerPage]):
    """One player in one tournament."""

    hidden: bool = Field(description="Results are hidden until the tournament closes, so nothing else is told.")
    held_back: TextOrNull = Field(description=_HELD_BACK)
    runs: list[RunResponse]
    rescoring: bool = Field(description=_RESCORING)


class PermalinkTimeResponse(Answer[PermalinkTimeView]):
    """One run that counts on a permalink."""


class ParPointResponse(Answer[ParPoint]):
    pass


class PermalinkPageResponse(ResponseBody):
    """One permalink with a page of the runs on it, the fastest first, those without a time at the end."""

    id: int
    number: int = Field(description="What it is called in its pool: Seed 1, Seed 2; it never changes.")
    pool_id: int
    pool_name: str
    tournament_id: int
    hidden: bool = Field(description=_HIDDEN)
    held_back: TextOrNull = Field(description=_HELD_BACK)
    seed: RunSeedResponse | None = Field(description="Null for whom it is not to be seen.")
    par_seconds: float | None
    par_history: list[ParPointResponse]
    items: list[PermalinkTimeResponse]
    rescoring: bool = Field(description=_RESCORING)
    next_cursor: str | None


class PoolPermalinkResponse(Answer[PoolPermalinkView]):
    seed: RunSeedResponse | None = Field(description="Null for whom it is not to be seen.")
    run_count: int | None = Field(description="Null while results are hidden.")
    own_status: RunStatus | None = Field(description="How your own run on it stands.")


class PoolPageResponse(ResponseBody):
    """One pool with a page of its permalinks; those kept for live races are not listed before their release."""

    id: int
    name: str
    tournament_id: int
    tournament_name: str
    hidden: bool = Field(description=_HIDDEN)
    held_back: TextOrNull = Field(description=_HELD_BACK)
    runs_per_pool: int
    own_runs: int
    items: list[PoolPermalinkResponse]
    next_cursor: str | None


class ScoreBinResponse(Answer[ScoreBin]):
    """How many scores lie from `low` up to, but without, `high`; the last bin has its upper bound, too."""


class ScoreDistributionResponse(Answer[ScoreDistribution]):
    hidden: bool = Field(description="Results are hidden until the tournament closes, so nothing is told.")
    held_back: TextOrNull = Field(description=_HELD_BACK)


class ProgressPointResponse(Answer[ProgressPoint]):
    """Totals at the end of a day in UTC: runs drawn, runs finished, players with a finished run."""


class ProgressResponse(Answer[FieldProgress]):
    hidden: bool = Field(description="Results are hidden until the tournament closes, so nothing is told.")
    held_back: TextOrNull = Field(description=_HELD_BACK)
