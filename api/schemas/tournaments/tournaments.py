"""Async tournaments with their settings, pools, and the people who have a say or a privilege in them."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer
from api.schemas.fields import Id, RequestBody, ResponseBody, changes
from api.schemas.tournaments.settings import changes_settings, gives_settings, tells_settings
from api.schemas.tournaments.timeline import (
    TimelineChangeFields,
    TimelineFields,
    TimelineOverridesResponse,
    TimelineResponse,
)
from application.domain.permissions import TOURNAMENT_ROLES, Role
from application.domain.settings import declared_in
from application.domain.tournaments.settings import TournamentChanges, TournamentSettings
from application.domain.tournaments.timeline import TimelineOverrides
from application.read_models import PoolView, TournamentView
from application.read_models.tournaments import TournamentStaffMember, WhitelistedPlayer

# Requests


@gives_settings(TournamentSettings)
class TournamentCreateRequest(TimelineFields):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "Spring Qualifier", "racetime_category": "alttpr", "racetime_goal": "Beat the game (Solo)"}
            ]
        }
    )

    @property
    def new(self) -> TournamentSettings:
        return TournamentSettings(**{name: getattr(self, name) for name in type(self).model_fields})


@changes_settings(TournamentSettings)
class TournamentUpdateRequest(TimelineChangeFields):
    """Fields that are left out stay as they are; null inherits again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"hide_results": True, "lock_minutes": 15}]})

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


class PoolResponse(Answer[PoolView]):
    pass


@tells_settings(TournamentSettings, but=frozenset(declared_in(TimelineOverrides)))
class TournamentResponse(ResponseBody):
    id: int
    organization_id: int
    goal_checked: bool = Field(description="False while racetime.gg could not be asked whether it has this goal.")
    timeline: TimelineOverridesResponse
    effective_timeline: TimelineResponse
    effective_min_account_age_days: int
    pools: list[PoolResponse]
    created_at: datetime

    @classmethod
    def of(cls, view: TournamentView) -> "TournamentResponse":
        return cls.model_validate(view, from_attributes=True)


class WhitelistedPlayerResponse(Answer[WhitelistedPlayer], hidden=("mark",)):
    """A player whose Discord account may be younger than the tournament asks."""


class TournamentStaffResponse(Answer[TournamentStaffMember], hidden=("mark",)):
    """Somebody with roles in this tournament only."""
