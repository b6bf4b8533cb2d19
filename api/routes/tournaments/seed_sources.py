"""Seeds by themselves: the generator of a pool, and a pasted seed in its place."""

from fastapi import APIRouter, Depends

from api.deps import InLiveRace, InPool, Services, Spends
from api.documentation import refusals
from api.limits import ASKING_GENERATORS
from api.route import ApiRoute
from api.schemas.live_races.live_races import LiveRaceResponse
from api.schemas.tournaments.seed_sources import (
    PastedSeedRequest,
    PresetResponse,
    PresetsResponse,
    SeedSourceRequest,
    SeedSourceResponse,
)
from application.domain.ids import LiveRaceId, PoolId
from application.domain.tournaments.seed_source import GeneratorKind
from application.page_links import RowId

router = APIRouter(tags=["permalinks"], route_class=ApiRoute)

_SOURCE = "/api/async-tournaments/pools/{pool_id}/seed-source"
_ASKS = Depends(Spends(ASKING_GENERATORS))


@router.get(_SOURCE, summary="Read where a pool's seeds come from")
async def get_seed_source(pool_id: RowId, ctx: InPool, services: Services) -> SeedSourceResponse:
    """For tournament admins."""
    return SeedSourceResponse.of(await services.seed_sources.get_source(ctx, PoolId(pool_id)))


@router.put(_SOURCE, summary="Have a pool's seeds made", dependencies=[_ASKS], responses=refusals(503))
async def save_seed_source(
    pool_id: RowId, body: SeedSourceRequest, ctx: InPool, services: Services
) -> SeedSourceResponse:
    """For tournament admins. A live race without a seed gets one that is made when its room is locked."""
    return SeedSourceResponse.of(await services.seed_sources.save_source(ctx, PoolId(pool_id), body.draft))


@router.get(
    _SOURCE + "/presets/{generator}",
    summary="List a generator's presets",
    dependencies=[_ASKS],
    responses=refusals(503),
)
async def list_seed_presets(
    pool_id: RowId, generator: GeneratorKind, ctx: InPool, services: Services
) -> PresetsResponse:
    """For tournament admins. The generator is asked at once."""
    presets = await services.seed_sources.list_presets(ctx, PoolId(pool_id), generator)
    return PresetsResponse(items=[PresetResponse.of(preset) for preset in presets])


@router.post(_SOURCE + "/make", summary="Make a seed now", dependencies=[_ASKS], responses=refusals(409, 503))
async def make_seed(pool_id: RowId, ctx: InPool, services: Services) -> SeedSourceResponse:
    """For tournament admins. It waits in the pool until somebody draws it."""
    return SeedSourceResponse.of(await services.seed_sources.make_ahead_now(ctx, PoolId(pool_id)))


@router.post(
    "/api/async-tournaments/live-races/{live_race_id}/pasted-seed",
    summary="Use a pasted seed instead",
    responses=refusals(409),
)
async def use_pasted_seed(
    live_race_id: RowId, body: PastedSeedRequest, ctx: InLiveRace, services: Services
) -> LiveRaceResponse:
    """For tournament admins: gives a live race that waits for its seed this one, which joins its pool."""
    changed = await services.live_races.use_pasted_seed(ctx, LiveRaceId(live_race_id), body.seed, body.notes)
    return LiveRaceResponse.of(changed.summary)
