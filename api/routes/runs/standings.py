"""Leaderboards, players, permalinks and pools as their viewers may see them, and statistics."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import TypeAdapter

from api.deps import Cursor, InPermalink, InPool, InRun, InTournament, Limit, Search, Services
from api.paging import CursorOf, page_of
from api.route import MARKED, ApiRoute
from api.schemas.fields import Id
from api.schemas.runs.runs import RunSeedResponse
from api.schemas.runs.standings import (
    LeaderboardResponse,
    MeaningResponse,
    ParPointResponse,
    PermalinkPageResponse,
    PermalinkTimeResponse,
    PlayerResponse,
    PoolNameResponse,
    PoolPageResponse,
    PoolPermalinkResponse,
    ProgressResponse,
    RunMeaningResponse,
    ScoreDistributionResponse,
    StandingResponse,
)
from api.tables import CsvResponse, csv_file
from application.domain.ids import PermalinkId, PoolId, RunId, TournamentId, UserId
from application.domain.runs.leaderboard import order_of
from application.domain.runs.run import RunStatus
from application.page_links import RowId
from application.read_models.runs import PermalinkTimeView
from application.services.runs.leaderboard_service import LeaderboardFilter

router = APIRouter(tags=["standings"], route_class=ApiRoute)

_TOURNAMENT = "/api/async-tournaments/{tournament_id}"

_standings = CursorOf(TypeAdapter(tuple[bool, float, float, str, Id]))
_times = CursorOf(TypeAdapter(tuple[bool, timedelta, Id]))
_permalinks = CursorOf(TypeAdapter(tuple[Id]))


async def _wanted(
    pool_id: Annotated[RowId | None, Query(description="Rank by this pool alone.")] = None,
    search: Search = "",
    complete_only: Annotated[bool, Query(description="Only players without an open slot.")] = False,
) -> LeaderboardFilter:
    return LeaderboardFilter(
        pool_id=None if pool_id is None else PoolId(pool_id), search=search, complete_only=complete_only
    )


Wanted = Annotated[LeaderboardFilter, Depends(_wanted)]


@router.get(_TOURNAMENT + "/leaderboard", summary="Read the leaderboard", openapi_extra=MARKED)
async def get_leaderboard(
    tournament_id: RowId,
    ctx: InTournament,
    services: Services,
    wanted: Wanted,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> LeaderboardResponse:
    """Everybody who has a run, the best first; equal scores share a rank. Search leaves lines out, not ranks."""
    view = await services.leaderboards.get_leaderboard(ctx, TournamentId(tournament_id), wanted)
    page = page_of(view.standings, place=order_of, cursors=_standings, cursor=cursor, limit=limit)
    return LeaderboardResponse(
        tournament_id=view.tournament_id,
        hidden=view.hidden,
        held_back=view.held_back,
        runs_per_pool=view.runs_per_pool,
        min_finished_runs=view.min_finished_runs,
        pools=[PoolNameResponse(id=pool_id, name=name) for pool_id, name in view.pools],
        items=[StandingResponse.of(standing) for standing in page.items],
        seeds_left=view.seeds_left,
        next_cursor=page.next_cursor,
    )


@router.get(
    _TOURNAMENT + "/leaderboard.csv",
    summary="Download the leaderboard",
    response_class=CsvResponse,
    openapi_extra=MARKED,
)
async def export_leaderboard(
    tournament_id: RowId, ctx: InTournament, services: Services, wanted: Wanted
) -> CsvResponse:
    """All of it as CSV, with a column for each slot."""
    table = await services.leaderboards.export_leaderboard(ctx, TournamentId(tournament_id), wanted)
    return csv_file(table, f"leaderboard-{tournament_id}")


@router.get("/api/async-tournaments/runs/{run_id}/meaning", summary="Tell what a run means on the leaderboard")
async def get_run_meaning(run_id: RowId, ctx: InRun, services: Services) -> RunMeaningResponse:
    """Which slot it fills, what it replaces, and the player's rank and score with and without it."""
    meaning = await services.leaderboards.get_run_meaning(ctx, RunId(run_id))
    return RunMeaningResponse(run_id=run_id, meaning=None if meaning is None else MeaningResponse.of(meaning))


@router.get(_TOURNAMENT + "/players/{user_id}", summary="Read a player's standing and runs", openapi_extra=MARKED)
async def get_player(tournament_id: RowId, user_id: RowId, ctx: InTournament, services: Services) -> PlayerResponse:
    """Your own always; another player's once results are not hidden."""
    page = await services.players.get_player_page(ctx, TournamentId(tournament_id), UserId(user_id))
    return PlayerResponse.of(page)


@router.get("/api/async-tournaments/permalinks/{permalink_id}", summary="Read a permalink with par and times")
async def get_permalink(
    permalink_id: RowId, ctx: InPermalink, services: Services, limit: Limit = 100, cursor: Cursor = None
) -> PermalinkPageResponse:
    """Its seed is shown to who has drawn it, or to everybody once it is released or the tournament closed."""
    view = await services.players.get_permalink_page(ctx, PermalinkId(permalink_id))
    page = page_of(view.times, place=_time_place, cursors=_times, cursor=cursor, limit=limit)
    return PermalinkPageResponse(
        id=view.id,
        number=view.number,
        pool_id=view.pool_id,
        pool_name=view.pool_name,
        tournament_id=view.tournament_id,
        hidden=view.hidden,
        held_back=view.held_back,
        seed=None if view.seed is None else RunSeedResponse.of(view.seed),
        par_seconds=view.par_seconds,
        par_history=[ParPointResponse.of(point) for point in view.par_history],
        items=[PermalinkTimeResponse.of(time) for time in page.items],
        rescoring=view.rescoring,
        next_cursor=page.next_cursor,
    )


@router.get("/api/async-tournaments/pools/{pool_id}", summary="Read a pool with its permalinks", openapi_extra=MARKED)
async def get_pool(
    pool_id: RowId, ctx: InPool, services: Services, limit: Limit = 100, cursor: Cursor = None
) -> PoolPageResponse:
    """As a player sees it. Those kept for live races are listed for tournament admins only, without their seeds.

    They are left out of a page that they would be on, which may so be shorter than others, or empty.
    """
    last = _permalinks.read(cursor)
    after = None if last is None else PermalinkId(last[0])
    view = await services.players.get_pool_page(ctx, PoolId(pool_id), after=after, limit=limit)
    return PoolPageResponse(
        id=view.id,
        name=view.name,
        tournament_id=view.tournament_id,
        tournament_name=view.tournament_name,
        hidden=view.hidden,
        held_back=view.held_back,
        runs_per_pool=view.runs_per_pool,
        own_runs=view.own_runs,
        items=[PoolPermalinkResponse.of(permalink) for permalink in view.permalinks],
        next_cursor=None if view.following is None else _permalinks.write((view.following,)),
    )


@router.get(_TOURNAMENT + "/score-distribution", summary="Read how scores are distributed", openapi_extra=MARKED)
async def get_score_distribution(
    tournament_id: RowId, ctx: InTournament, services: Services
) -> ScoreDistributionResponse:
    """How many finished runs score how much, and where your own lie."""
    view = await services.players.get_score_distribution(ctx, TournamentId(tournament_id))
    return ScoreDistributionResponse.of(view)


@router.get(_TOURNAMENT + "/progress", summary="Read how the field gets on", openapi_extra=MARKED)
async def get_progress(tournament_id: RowId, ctx: InTournament, services: Services) -> ProgressResponse:
    """Runs drawn and finished, day by day."""
    return ProgressResponse.of(await services.players.get_progress(ctx, TournamentId(tournament_id)))


def _time_place(time: PermalinkTimeView) -> tuple[bool, timedelta, int]:
    counts = time.status is RunStatus.FINISHED and time.finish_time is not None
    return (not counts, time.finish_time or timedelta(), time.run_id)
