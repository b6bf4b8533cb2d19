"""Permalinks of a pool: many are added at once, and the sealed ones are shown only to who asks for one by itself."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import TypeAdapter

from api.deps import Cursor, InPermalink, InPool, KeepsAnswers, Limit, Services, Spends
from api.documentation import refusals
from api.limits import IMPORTING
from api.paging import CursorOf, begun
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.tournaments.permalinks import (
    PermalinkResponse,
    PermalinksCreateRequest,
    PermalinksImportResponse,
    PermalinksPreviewResponse,
    PermalinksResponse,
    PermalinkUpdateRequest,
    SeedUseLineResponse,
    SeedUseRequest,
    SeedUseResponse,
)
from api.tables import TableRoute, TableText, located_by_row, table_body
from application.domain.ids import PermalinkId, PoolId
from application.page_links import RowId


class BulkRoute(ApiRoute):
    """Takes ten thousand permalinks with their notes in one body."""

    body_limit = 12 * 1024 * 1024


router = APIRouter(tags=["permalinks"], route_class=ApiRoute)
_bulk = APIRouter(route_class=BulkRoute)
_tables = APIRouter(route_class=TableRoute)

_PERMALINK = "/api/async-tournaments/permalinks/{permalink_id}"
_PERMALINKS = "/api/async-tournaments/pools/{pool_id}/permalinks"
_EXAMPLE = (
    "url,notes,live\nhttps://alttpr.com/h/PmKd7Rw2Za,Somaria/Cape/Lamp,yes\nhttps://alttpr.com/h/yXc4TfL9uQ,,no\n"
)

ForLiveRaces = Annotated[
    bool, Query(description="Whether all are kept for live races; a column of the table says it for each row.")
]
OnlyGood = Annotated[bool, Query(description="Leave out the rows that can't be used, instead of adding none.")]

_permalinks = CursorOf(TypeAdapter(tuple[Id]))


@router.get(_PERMALINKS, summary="List a pool's permalinks")
async def list_permalinks(
    pool_id: RowId, ctx: InPool, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[PermalinkResponse]:
    """For tournament admins, oldest first."""
    last = _permalinks.read(cursor)
    after = PermalinkId(last[0]) if last is not None else None
    found = await services.tournaments.list_permalinks(ctx, PoolId(pool_id), after=after, limit=limit + 1)
    return begun(found, place=lambda view: (view.id,), cursors=_permalinks, limit=limit).of_each(PermalinkResponse.of)


@_bulk.post(
    _PERMALINKS,
    status_code=201,
    summary="Add permalinks",
    dependencies=[KeepsAnswers],
    responses=refusals(409),
)
async def add_permalinks(
    pool_id: RowId, body: PermalinksCreateRequest, ctx: InPool, services: Services
) -> PermalinksResponse:
    """For tournament admins. Up to 10,000 at once; all are added, or none."""
    added = await services.tournaments.add_permalinks(ctx, PoolId(pool_id), body.drafts)
    return PermalinksResponse(items=[PermalinkResponse.of(view) for view in added])


@_tables.post(
    _PERMALINKS + "/import/preview",
    summary="Tell what an import of permalinks would do",
    dependencies=[Depends(Spends(IMPORTING))],
    openapi_extra=table_body(_EXAMPLE),
)
async def preview_permalinks(
    pool_id: RowId, ctx: InPool, services: Services, text: TableText, is_live: ForLiveRaces = False
) -> PermalinksPreviewResponse:
    """For tournament admins. Takes pasted lines or CSV, up to 1 MiB and 10,000 rows; nothing is added."""
    with located_by_row():
        found = await services.pools.preview_permalinks(ctx, PoolId(pool_id), text, is_live=is_live)
    return PermalinksPreviewResponse.of(found)


@_tables.post(
    _PERMALINKS + "/import",
    status_code=201,
    summary="Import permalinks",
    dependencies=[KeepsAnswers, Depends(Spends(IMPORTING))],
    responses=refusals(409),
    openapi_extra=table_body(_EXAMPLE),
)
async def import_permalinks(
    pool_id: RowId,
    ctx: InPool,
    services: Services,
    text: TableText,
    is_live: ForLiveRaces = False,
    only_good: OnlyGood = False,
) -> PermalinksImportResponse:
    """For tournament admins. Takes what the preview takes; all rows are added, or none and every bad one is named."""
    with located_by_row():
        done = await services.pools.import_permalinks(ctx, PoolId(pool_id), text, is_live=is_live, only_good=only_good)
    return PermalinksImportResponse.of(done)


@router.patch(_PERMALINK, summary="Change a permalink", responses=refusals(409))
async def update_permalink(
    permalink_id: RowId, body: PermalinkUpdateRequest, ctx: InPermalink, services: Services
) -> PermalinkResponse:
    """For tournament admins: its notes, and whether it is kept for live races."""
    changed = await services.pools.update_permalink(ctx, PermalinkId(permalink_id), body.changes)
    return PermalinkResponse.of(changed)


@router.post(_PERMALINKS + "/use", summary="Change what many permalinks are used for")
async def change_use_of_permalinks(
    pool_id: RowId, body: SeedUseRequest, ctx: InPool, services: Services
) -> SeedUseResponse:
    """For tournament admins. One that was used for something else stays as it is, and its line says why."""
    lines = await services.pools.change_use(ctx, PoolId(pool_id), body.ids, is_live=body.is_live)
    return SeedUseResponse(lines=[SeedUseLineResponse.of(line) for line in lines])


@router.delete(_PERMALINK, status_code=204, summary="Delete a permalink", responses=refusals(409))
async def delete_permalink(permalink_id: RowId, ctx: InPermalink, services: Services) -> None:
    """For tournament admins, as long as nobody ran it and no live race has it."""
    await services.pools.delete_permalink(ctx, PermalinkId(permalink_id))


@router.post(_PERMALINK + "/reveal", summary="Read a sealed permalink")
async def reveal_permalink(permalink_id: RowId, ctx: InPermalink, services: Services) -> PermalinkResponse:
    """For tournament admins. Reading a seed before the players is put on record, and the players are told."""
    return PermalinkResponse.of(await services.tournaments.reveal_permalink(ctx, PermalinkId(permalink_id)))


router.include_router(_bulk)
router.include_router(_tables)
