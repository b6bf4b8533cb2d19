"""Permalinks of a pool: many are added at once, and the sealed ones are shown only to who asks for one by itself."""

from fastapi import APIRouter
from pydantic import TypeAdapter

from api.deps import Cursor, InPermalink, InPool, KeepsAnswers, Limit, PathId, Services
from api.documentation import refusals
from api.paging import CursorOf
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.tournaments import PermalinkResponse, PermalinksCreateRequest, PermalinksResponse
from application.domain.ids import PermalinkId, PoolId


class PermalinksRoute(ApiRoute):
    """Takes ten thousand permalinks with their notes in one body."""

    body_limit = 12 * 1024 * 1024


router = APIRouter(tags=["permalinks"], route_class=PermalinksRoute)

_PERMALINKS = "/api/async-tournaments/pools/{pool_id}/permalinks"

_permalinks = CursorOf(TypeAdapter(tuple[Id]))


@router.get(_PERMALINKS, summary="List a pool's permalinks")
async def list_permalinks(
    pool_id: PathId, ctx: InPool, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[PermalinkResponse]:
    """For tournament admins, oldest first."""
    last = _permalinks.read(cursor)
    after = PermalinkId(last[0]) if last is not None else None
    found = await services.tournaments.list_permalinks(ctx, PoolId(pool_id), after=after, limit=limit + 1)
    shown = found[:limit]
    following = _permalinks.write((shown[-1].id,)) if len(found) > limit else None
    return Page(items=[PermalinkResponse.of(view) for view in shown], next_cursor=following)


@router.post(
    _PERMALINKS,
    status_code=201,
    summary="Add permalinks",
    dependencies=[KeepsAnswers],
    responses=refusals(409),
)
async def add_permalinks(
    pool_id: PathId, body: PermalinksCreateRequest, ctx: InPool, services: Services
) -> PermalinksResponse:
    """For tournament admins. Up to 10,000 at once; all are added, or none."""
    added = await services.tournaments.add_permalinks(ctx, PoolId(pool_id), body.drafts)
    return PermalinksResponse(items=[PermalinkResponse.of(view) for view in added])


@router.post("/api/async-tournaments/permalinks/{permalink_id}/reveal", summary="Read a sealed permalink")
async def reveal_permalink(permalink_id: PathId, ctx: InPermalink, services: Services) -> PermalinkResponse:
    """For tournament admins. Reading a seed before the players is put on record, and the players are told."""
    return PermalinkResponse.of(await services.tournaments.reveal_permalink(ctx, PermalinkId(permalink_id)))
