"""Pools of a tournament."""

from fastapi import APIRouter, Depends

from api.deps import InPool, InTournament, KeepsAnswers, Services, Spends
from api.documentation import refusals
from api.limits import ASKING_RACETIME
from api.route import MARKED, ApiRoute
from api.schemas.fields import Page
from api.schemas.tournaments.timeline import PoolScheduleRequest, PoolScheduleResponse, SyncReportResponse
from api.schemas.tournaments.tournaments import PoolCreateRequest, PoolOrderRequest, PoolResponse, PoolUpdateRequest
from application.container import Container
from application.context import OrgContext
from application.domain.ids import PoolId, TournamentId
from application.page_links import RowId

router = APIRouter(tags=["tournaments"], route_class=ApiRoute)

_TOURNAMENT = "/api/async-tournaments/{tournament_id}"
_POOL = "/api/async-tournaments/pools/{pool_id}"


@router.get(_TOURNAMENT + "/pools", summary="List pools", openapi_extra=MARKED)
async def list_pools(tournament_id: RowId, ctx: InTournament, services: Services) -> Page[PoolResponse]:
    """All pools in their order; a tournament has few."""
    return await _all_of(services, ctx, TournamentId(tournament_id))


@router.post(
    _TOURNAMENT + "/pools",
    status_code=201,
    summary="Create a pool",
    dependencies=[KeepsAnswers],
    responses=refusals(409),
)
async def create_pool(
    tournament_id: RowId, body: PoolCreateRequest, ctx: InTournament, services: Services
) -> PoolResponse:
    """For tournament admins."""
    return PoolResponse.of(await services.tournaments.create_pool(ctx, TournamentId(tournament_id), body.name))


@router.put(_TOURNAMENT + "/pools/order", summary="Put pools in order", responses=refusals(409))
async def reorder_pools(
    tournament_id: RowId, body: PoolOrderRequest, ctx: InTournament, services: Services
) -> Page[PoolResponse]:
    """For tournament admins. The order names each pool once."""
    own = TournamentId(tournament_id)
    await services.pools.reorder_pools(ctx, own, [PoolId(pool_id) for pool_id in body.order])
    return await _all_of(services, ctx, own)


@router.patch(_POOL, summary="Rename a pool", responses=refusals(409))
async def rename_pool(pool_id: RowId, body: PoolUpdateRequest, ctx: InPool, services: Services) -> PoolResponse:
    """For tournament admins."""
    return PoolResponse.of(await services.pools.rename_pool(ctx, PoolId(pool_id), body.name))


@router.get(_POOL + "/schedule", summary="Read which SpeedGaming event a pool follows")
async def get_pool_schedule(pool_id: RowId, ctx: InPool, services: Services) -> PoolScheduleResponse:
    """For tournament admins."""
    return PoolScheduleResponse.of(await services.speedgaming.get_schedule(ctx, PoolId(pool_id)))


@router.put(_POOL + "/schedule", summary="Let a pool follow a SpeedGaming event", responses=refusals(409))
async def link_pool_schedule(
    pool_id: RowId, body: PoolScheduleRequest, ctx: InPool, services: Services
) -> PoolScheduleResponse:
    """For tournament admins. Each approved episode becomes a live race, whose start and title follow the schedule."""
    return PoolScheduleResponse.of(await services.speedgaming.link(ctx, PoolId(pool_id), body.event))


@router.post(
    _POOL + "/schedule/sync",
    summary="Read a pool's schedule now",
    dependencies=[Depends(Spends(ASKING_RACETIME))],
    responses=refusals(409),
)
async def sync_pool_schedule(pool_id: RowId, ctx: InPool, services: Services) -> SyncReportResponse:
    """For tournament admins. It is read every five minutes automatically."""
    return SyncReportResponse.of(await services.speedgaming.sync_now(ctx, PoolId(pool_id)))


@router.delete(_POOL, status_code=204, summary="Delete a pool", responses=refusals(409))
async def delete_pool(pool_id: RowId, ctx: InPool, services: Services) -> None:
    """For tournament admins. Goes with its permalinks, unless anybody ran in it."""
    await services.pools.delete_pool(ctx, PoolId(pool_id))


async def _all_of(services: Container, ctx: OrgContext, tournament_id: TournamentId) -> Page[PoolResponse]:
    view = await services.tournaments.get_tournament(ctx, tournament_id)
    return Page(items=[PoolResponse.of(pool) for pool in view.pools], next_cursor=None)
