"""How the caller wants to be told of races and runs, and what was told."""

from fastapi import APIRouter
from pydantic import TypeAdapter

from api.deps import Cursor, InOrganization, Limit, Services
from api.paging import CursorOf
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.messages.notifications import (
    NotificationResponse,
    NotificationWishesRequest,
    NotificationWishesResponse,
)
from application.domain.ids import NotificationId

router = APIRouter(
    prefix="/api/organizations/{organization_id}/notifications", tags=["notifications"], route_class=ApiRoute
)

_notifications = CursorOf(TypeAdapter(tuple[Id]))


@router.get("", summary="List what you were told")
async def list_notifications(
    ctx: InOrganization, services: Services, limit: Limit = 30, cursor: Cursor = None
) -> Page[NotificationResponse]:
    """The newest first, with what became of each direct message."""
    last = _notifications.read(cursor)
    before = None if last is None else NotificationId(last[0])
    found = await services.notifications.list_sent(ctx, before=before, limit=limit + 1)
    items = found[:limit]
    following = _notifications.write((items[-1].id,)) if len(found) > limit else None
    return Page(items=[NotificationResponse.of(view) for view in items], next_cursor=following)


@router.get("/wishes", summary="Read how you want to be told")
async def get_notification_wishes(ctx: InOrganization, services: Services) -> NotificationWishesResponse:
    """Your own wishes in this organization."""
    return NotificationWishesResponse.of(await services.notifications.get_wishes(ctx))


@router.patch("/wishes", summary="Change how you want to be told")
async def change_notification_wishes(
    ctx: InOrganization, services: Services, body: NotificationWishesRequest
) -> NotificationWishesResponse:
    """What is waiting for its time follows the new wishes, too."""
    return NotificationWishesResponse.of(await services.notifications.change_wishes(ctx, body.wanted))
