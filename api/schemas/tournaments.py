"""Async tournaments with their settings, pools, and the people who have a say or a privilege in them."""

from datetime import datetime, timedelta

from pydantic import ConfigDict, Field

from api.schemas.fields import Flag, Id, Number, RequestBody, ResponseBody, Whole, changes, left_out
from api.schemas.timeline import TimelineChangeFields, TimelineFields, TimelineOverridesResponse, TimelineResponse
from application.domain.live_race import LONGEST_PROVISIONAL_HOURS, USUAL_PROVISIONAL_HOURS, IneligibleRacers
from application.domain.permissions import TOURNAMENT_ROLES, Role
from application.domain.timeline import LONGEST_START_GRACE_MINUTES, SHORTEST_START_GRACE_MINUTES
from application.read_models import PoolView, TournamentView
from application.read_models.tournaments import TournamentStaffMember, WhitelistedPlayer
from application.services.async_tournament_service import NewTournament, TournamentChanges

_NEW = NewTournament(name="", racetime_category="", racetime_goal="")
_HIDE = "Whether other people's results stay hidden until the end."
_PUBLIC = "Whether everybody may look at the tournament's pages without being a member."
_START_LIMIT = "How long a player has from the draw to the start; 1 minute to 24 hours."
_START_WARNING = "How long before that time ends the player is warned; 0 for no warning."
_FINISH_LIMIT = "How long a player has from the start to the finish; 10 minutes to 7 days."
_COUNTDOWN = "How long it takes from being ready to the start; 0 to 60 seconds."
_IMBALANCE = "When the most and the least played seed of a pool differ by more, the least played is drawn."
_REATTEMPTS = "Reattempts allowed per player; -1 for any number."
_LIVE_REATTEMPTS = "Whether runs of live races may have a reattempt."
_PAR_COUNT = "Par is the mean of so many fastest runs; 1 to 100."
_FLOOR = "The lowest score, which a forfeit gets, too."
_CAP = "The highest score."
_REJECTED = "Whether a rejected run counts like any other; otherwise it scores like a forfeit."
_INELIGIBLE = "Whether racers who may not count race along unrecorded, or are removed from the room once it is locked."
_STREAM = "For how many minutes other people's results in a live race are kept back, so that no stream is spoiled."
_GRACE = (
    f"For how many minutes after the start, {SHORTEST_START_GRACE_MINUTES} to {LONGEST_START_GRACE_MINUTES}, a locked "
    "room waits for racers who are not ready, before the race begins without them; null for as long as it takes."
)
_FINAL = (
    f"Hours after the end, 1 to {LONGEST_PROVISIONAL_HOURS}, in which racetime.gg may still record or change a race; "
    f"then its results are final. null for the usual {USUAL_PROVISIONAL_HOURS}."
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
    runs_per_pool: Whole = Field(default=_NEW.runs_per_pool, description="1 to 10.")
    hide_results: Flag = Field(default=_NEW.hide_results, description=_HIDE)
    race_room_profile_id: Id | None = None
    min_account_age_days: Whole | None = Field(default=None, description=_MEMBERS)

    is_public: Flag = Field(default=_NEW.is_public, description=_PUBLIC)
    start_limit_minutes: Whole = Field(default=_NEW.start_limit_minutes, description=_START_LIMIT)
    start_warning_minutes: Whole = Field(default=_NEW.start_warning_minutes, description=_START_WARNING)
    finish_limit_minutes: Whole = Field(default=_NEW.finish_limit_minutes, description=_FINISH_LIMIT)
    countdown_seconds: Whole = Field(default=_NEW.countdown_seconds, description=_COUNTDOWN)
    max_imbalance: Whole = Field(default=_NEW.max_imbalance, description=_IMBALANCE)
    reattempts_allowed: Whole = Field(default=_NEW.reattempts_allowed, description=_REATTEMPTS)
    live_reattempts_allowed: Flag = Field(default=_NEW.live_reattempts_allowed, description=_LIVE_REATTEMPTS)
    par_count: Whole = Field(default=_NEW.par_count, description=_PAR_COUNT)
    score_floor: Number = Field(default=_NEW.score_floor, description=_FLOOR)
    score_cap: Number = Field(default=_NEW.score_cap, description=_CAP)
    rejected_runs_count: Flag = Field(default=_NEW.rejected_runs_count, description=_REJECTED)
    ineligible_racers: IneligibleRacers = Field(default=_NEW.ineligible_racers, description=_INELIGIBLE)
    final_after_hours: Whole | None = Field(default=_NEW.final_after_hours, description=_FINAL)
    stream_delay_minutes: Whole = Field(default=_NEW.stream_delay_minutes, description=_STREAM)
    start_grace_minutes: Whole | None = Field(default=_NEW.start_grace_minutes, description=_GRACE)

    @property
    def new(self) -> NewTournament:
        return NewTournament(**{name: getattr(self, name) for name in type(self).model_fields})


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
    is_public: Flag = left_out()
    start_limit_minutes: Whole = left_out()
    start_warning_minutes: Whole = left_out()
    finish_limit_minutes: Whole = left_out()
    countdown_seconds: Whole = left_out()
    max_imbalance: Whole = left_out()
    reattempts_allowed: Whole = left_out()
    live_reattempts_allowed: Flag = left_out()
    par_count: Whole = left_out()
    score_floor: Number = left_out()
    score_cap: Number = left_out()
    rejected_runs_count: Flag = left_out()
    ineligible_racers: IneligibleRacers = left_out()
    final_after_hours: Whole | None = left_out()
    stream_delay_minutes: Whole = left_out()
    start_grace_minutes: Whole | None = left_out()

    @property
    def changes(self) -> TournamentChanges:
        return changes(self, TournamentChanges)


class PoolCreateRequest(RequestBody):
    name: str = Field(examples=["Open"])


class PoolUpdateRequest(RequestBody):
    name: str = Field(examples=["Standard"])


class PoolOrderRequest(RequestBody):
    order: list[Id] = Field(examples=[[7, 8, 5]], description="The ids of all pools of the tournament.")


class TournamentRolesRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"roles": ["ASYNC_REVIEWER"]}]})

    roles: list[Role] = Field(
        max_length=len(TOURNAMENT_ROLES), description="ASYNC_TOURNAMENT_ADMIN, ASYNC_REVIEWER, or none."
    )


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
    is_public: bool
    start_limit_minutes: int
    start_warning_minutes: int
    finish_limit_minutes: int
    countdown_seconds: int
    max_imbalance: int
    reattempts_allowed: int = Field(description="-1 for as many as anybody wants.")
    live_reattempts_allowed: bool
    par_count: int
    score_floor: float
    score_cap: float
    rejected_runs_count: bool
    ineligible_racers: IneligibleRacers = Field(description=_INELIGIBLE)
    final_after_hours: int | None = Field(description=_FINAL)
    stream_delay_minutes: int = Field(description=_STREAM)
    start_grace_minutes: int | None = Field(description=_GRACE)
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
            is_public=view.is_public,
            start_limit_minutes=_minutes(view.limits.start),
            start_warning_minutes=_minutes(view.limits.warning),
            finish_limit_minutes=_minutes(view.limits.finish),
            countdown_seconds=int(view.limits.countdown.total_seconds()),
            max_imbalance=view.max_imbalance,
            reattempts_allowed=view.reattempts_allowed,
            live_reattempts_allowed=view.live_reattempts_allowed,
            par_count=view.scoring.par_count,
            score_floor=view.scoring.floor,
            score_cap=view.scoring.cap,
            rejected_runs_count=view.scoring.rejected_runs_count,
            ineligible_racers=view.ineligible_racers,
            final_after_hours=view.final_after_hours,
            stream_delay_minutes=view.stream_delay_minutes,
            start_grace_minutes=view.start_grace_minutes,
            pools=[PoolResponse.of(pool) for pool in view.pools],
            created_at=view.created_at,
        )


class WhitelistedPlayerResponse(ResponseBody):
    """A player whose Discord account may be younger than the tournament asks."""

    user_id: int
    name: str
    since: datetime

    @classmethod
    def of(cls, view: WhitelistedPlayer) -> "WhitelistedPlayerResponse":
        return cls(user_id=view.user_id, name=view.name, since=view.since)


class TournamentStaffResponse(ResponseBody):
    """Somebody with roles in this tournament only."""

    user_id: int
    name: str
    roles: list[Role]

    @classmethod
    def of(cls, view: TournamentStaffMember) -> "TournamentStaffResponse":
        return cls(user_id=view.user_id, name=view.name, roles=list(view.roles))


def _minutes(duration: timedelta) -> int:
    return int(duration.total_seconds()) // 60
