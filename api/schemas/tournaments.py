"""Async tournaments with their pools, permalinks and standings."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import Flag, Id, RequestBody, ResponseBody, Whole, changes, left_out
from api.schemas.timeline import TimelineChangeFields, TimelineFields, TimelineOverridesResponse, TimelineResponse
from application.domain.ids import ProfileId
from application.domain.leaderboard import Standing
from application.domain.run import RunStatus
from application.read_models import PermalinkView, PoolView, TournamentView
from application.services.async_tournament_service import (
    MOST_PERMALINKS_AT_ONCE,
    NewTournament,
    PermalinkDraft,
    TournamentChanges,
)

_MEMBERS = "Days that a Discord account must be old at the start; null inherits."

# Requests


class TournamentCreateRequest(TimelineFields):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "Spring Qualifier", "racetime_category": "alttpr", "racetime_goal": "Beat the game (Solo)"}
            ]
        }
    )

    name: str
    racetime_category: str = Field(description="The category's short name on racetime.gg.")
    racetime_goal: str = Field(description="One of the category's active goals, as racetime.gg writes it.")
    description: str = ""
    runs_per_pool: Whole = Field(default=1, description="1 to 10.")
    hide_results: Flag = Field(default=False, description="Other people's results stay hidden until the end.")
    race_room_profile_id: Id | None = None
    min_account_age_days: Whole | None = Field(default=None, description=_MEMBERS)

    @property
    def new(self) -> NewTournament:
        return NewTournament(
            name=self.name,
            racetime_category=self.racetime_category,
            racetime_goal=self.racetime_goal,
            description=self.description,
            runs_per_pool=self.runs_per_pool,
            hide_results=self.hide_results,
            race_room_profile_id=None if self.race_room_profile_id is None else ProfileId(self.race_room_profile_id),
            room_open_minutes=self.room_open_minutes,
            lock_minutes=self.lock_minutes,
            release_rule=self.release_rule,
            release_minutes=self.release_minutes,
            min_account_age_days=self.min_account_age_days,
        )


class TournamentUpdateRequest(TimelineChangeFields):
    """Fields that are left out stay as they are; null inherits again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"hide_results": True, "lock_minutes": 15}]})

    name: str = left_out()
    racetime_category: str = left_out()
    racetime_goal: str = left_out()
    description: str = left_out()
    is_active: Flag = Field(default_factory=lambda: True, description="False closes the tournament, true reopens it.")
    runs_per_pool: Whole = left_out()
    hide_results: Flag = left_out()
    race_room_profile_id: Id | None = left_out()
    min_account_age_days: Whole | None = left_out()

    @property
    def changes(self) -> TournamentChanges:
        return changes(self, TournamentChanges)


class PoolCreateRequest(RequestBody):
    name: str = Field(examples=["Open"])


class PermalinkFields(RequestBody):
    url: str
    notes: str = Field(default="", description="Shown with the seed, e.g. its hash.")
    is_live: Flag = Field(default=False, description="Kept for live races and never dealt for async runs.")


class PermalinksCreateRequest(RequestBody):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "permalinks": [
                        {"url": "https://alttpr.com/h/q3GYB9rEvX", "notes": "Hammer/Mirror/Flute", "is_live": True},
                        {"url": "https://alttpr.com/h/Kd9mN2xZvp"},
                    ]
                }
            ]
        }
    )

    permalinks: list[PermalinkFields] = Field(max_length=MOST_PERMALINKS_AT_ONCE, description="All are added, or none.")

    @property
    def drafts(self) -> list[PermalinkDraft]:
        return [PermalinkDraft(item.url, item.notes, item.is_live) for item in self.permalinks]


# Answers


class PoolResponse(ResponseBody):
    id: int
    tournament_id: int
    name: str
    permalink_count: int
    live_permalink_count: int
    unplayed_live_count: int
    created_at: datetime

    @classmethod
    def of(cls, view: PoolView) -> "PoolResponse":
        return cls(
            id=view.id,
            tournament_id=view.tournament_id,
            name=view.name,
            permalink_count=view.permalink_count,
            live_permalink_count=view.live_permalink_count,
            unplayed_live_count=view.unplayed_live_count,
            created_at=view.created_at,
        )


class TournamentResponse(ResponseBody):
    id: int
    organization_id: int
    name: str
    description: str
    is_active: bool
    hide_results: bool
    runs_per_pool: int
    racetime_category: str
    racetime_goal: str
    goal_checked: bool = Field(description="False while racetime.gg could not be asked whether it has this goal.")
    race_room_profile_id: int | None
    timeline: TimelineOverridesResponse
    effective_timeline: TimelineResponse
    min_account_age_days: int | None
    effective_min_account_age_days: int
    pools: list[PoolResponse]
    created_at: datetime

    @classmethod
    def of(cls, view: TournamentView) -> "TournamentResponse":
        return cls(
            id=view.id,
            organization_id=view.organization_id,
            name=view.name,
            description=view.description,
            is_active=view.is_active,
            hide_results=view.hide_results,
            runs_per_pool=view.runs_per_pool,
            racetime_category=view.racetime_category,
            racetime_goal=view.racetime_goal,
            goal_checked=view.goal_checked,
            race_room_profile_id=view.race_room_profile_id,
            timeline=TimelineOverridesResponse.of(view.timeline),
            effective_timeline=TimelineResponse.of(view.effective_timeline),
            min_account_age_days=view.min_account_age_days,
            effective_min_account_age_days=view.effective_min_account_age_days,
            pools=[PoolResponse.of(pool) for pool in view.pools],
            created_at=view.created_at,
        )


class PermalinkResponse(ResponseBody):
    """`url` and `notes` are null while the permalink is sealed: kept for a live race or given to one."""

    id: int
    pool_id: int
    url: str | None
    notes: str | None
    is_live: bool
    sealed: bool
    run_count: int
    par_seconds: float | None
    created_at: datetime

    @classmethod
    def of(cls, view: PermalinkView) -> "PermalinkResponse":
        return cls(
            id=view.id,
            pool_id=view.pool_id,
            url=view.url,
            notes=view.notes,
            is_live=view.is_live,
            sealed=view.sealed,
            run_count=view.run_count,
            par_seconds=view.par_seconds,
            created_at=view.created_at,
        )


class PermalinksResponse(ResponseBody):
    items: list[PermalinkResponse]


class SlotResponse(ResponseBody):
    """A place that a run fills; `run_id` is null where nothing was raced yet."""

    pool_id: int
    run_id: int | None
    status: RunStatus | None
    score: float | None


class StandingResponse(ResponseBody):
    rank: int
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
    items: list[StandingResponse]
    next_cursor: str | None
