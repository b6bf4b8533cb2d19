"""What the caller has been told about own runs."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import TypeAdapter

from api.deps import Cursor, InOrganization, Limit, Services
from api.paging import CursorOf
from api.route import ApiRoute
from api.schemas.fields import Id
from api.schemas.messages.notices import MarkedResponse, MarkReadRequest, NoticeResponse, NoticesResponse
from application.domain.ids import NoticeId

router = APIRouter(prefix="/api/organizations/{organization_id}/notices", tags=["notices"], route_class=ApiRoute)

_notices = CursorOf(TypeAdapter(tuple[Id]))


@router.get("", summary="List your notices")
async def list_notices(
    ctx: InOrganization,
    services: Services,
    unread_only: Annotated[bool, Query(description="Leave out those that are read.")] = False,
    limit: Limit = 30,
    cursor: Cursor = None,
) -> NoticesResponse:
    """The newest first. Reading them here marks none as read."""
    last = _notices.read(cursor)
    before = None if last is None else NoticeId(last[0])
    found = await services.notices.list_notices(ctx, unread_only=unread_only, before=before, limit=limit)
    following = _notices.write((found.items[-1].id,)) if found.has_more else None
    return NoticesResponse(
        unread=found.unread, items=[NoticeResponse.of(view) for view in found.items], next_cursor=following
    )


@router.post("/read", summary="Mark notices as read")
async def mark_notices_read(
    ctx: InOrganization, services: Services, body: MarkReadRequest | None = None
) -> MarkedResponse:
    """Those that are named, or all of yours. Other people's ids change nothing."""
    return MarkedResponse(marked=await services.notices.mark_read(ctx, None if body is None else body.named))
