"""What the caller was told of races and runs, and how that person wants to be told."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import TypeAdapter

from api.deps import Cursor, InOrganization, Limit, Services
from api.paging import CursorOf
from api.route import ApiRoute
from api.schemas.fields import Id
from api.schemas.messages.notifications import (
    MarkedResponse,
    MarkReadRequest,
    NotificationPreferencesRequest,
    NotificationPreferencesResponse,
    NotificationResponse,
    NotificationsResponse,
)
from application.domain.ids import NotificationId

router = APIRouter(
    prefix="/api/organizations/{organization_id}/notifications", tags=["notifications"], route_class=ApiRoute
)

_notifications = CursorOf(TypeAdapter(tuple[Id]))


@router.get("", summary="List your notifications")
async def list_notifications(
    ctx: InOrganization,
    services: Services,
    unread_only: Annotated[bool, Query(description="Leave out those that are read.")] = False,
    limit: Limit = 30,
    cursor: Cursor = None,
) -> NotificationsResponse:
    """The newest first, with what became of each. Reading them here marks none as read."""
    last = _notifications.read(cursor)
    before = None if last is None else NotificationId(last[0])
    found = await services.notifications.list_notifications(ctx, unread_only=unread_only, before=before, limit=limit)
    following = _notifications.write((found.items[-1].id,)) if found.has_more else None
    return NotificationsResponse(
        unread=found.unread, items=[NotificationResponse.of(view) for view in found.items], next_cursor=following
    )


@router.post("/read", summary="Mark notifications as read")
async def mark_notifications_read(
    ctx: InOrganization, services: Services, body: MarkReadRequest | None = None
) -> MarkedResponse:
    """Those that are named, or all of yours. Other people's ids change nothing."""
    return MarkedResponse(marked=await services.notifications.mark_read(ctx, None if body is None else body.named))


@router.get("/preferences", summary="Read your notification settings")
async def get_notification_preferences(ctx: InOrganization, services: Services) -> NotificationPreferencesResponse:
    """Your own preferences in this organization."""
    return NotificationPreferencesResponse.of(await services.notifications.get_preferences(ctx))


@router.patch("/preferences", summary="Change your notification settings")
async def change_notification_preferences(
    ctx: InOrganization, services: Services, body: NotificationPreferencesRequest
) -> NotificationPreferencesResponse:
    """What is waiting for its time follows the new preferences, too."""
    return NotificationPreferencesResponse.of(await services.notifications.change_preferences(ctx, body.wanted))
