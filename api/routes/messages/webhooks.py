"""Webhooks: events sent to programs."""

from fastapi import APIRouter
from pydantic import TypeAdapter

from api.deps import Cursor, InOrganization, KeepsAnswers, Limit, Services
from api.documentation import refusals
from api.paging import CursorOf, page_of
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.messages.webhooks import (
    SignedWebhookResponse,
    WebhookCreateRequest,
    WebhookDeliveryResponse,
    WebhookResponse,
    WebhookUpdateRequest,
)
from application.domain.ids import WebhookDeliveryId, WebhookId
from application.page_links import RowId
from application.read_models.messages import WebhookView

router = APIRouter(prefix="/api/organizations/{organization_id}/webhooks", tags=["webhooks"], route_class=ApiRoute)

_ONE = "/{webhook_id}"

_webhooks = CursorOf(TypeAdapter(tuple[Id]))
_deliveries = CursorOf(TypeAdapter(tuple[Id]))


@router.get("", summary="List webhooks")
async def list_webhooks(
    ctx: InOrganization, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[WebhookResponse]:
    """For admins."""
    views = await services.webhooks.list_webhooks(ctx)
    return page_of(views, place=_place, cursors=_webhooks, cursor=cursor, limit=limit).of_each(WebhookResponse.of)


@router.post("", status_code=201, summary="Create a webhook", responses=refusals(409), dependencies=[KeepsAnswers])
async def create_webhook(body: WebhookCreateRequest, ctx: InOrganization, services: Services) -> SignedWebhookResponse:
    """For admins. What happens from now on is sent."""
    return SignedWebhookResponse.of(await services.webhooks.create_webhook(ctx, body.new))


@router.get(_ONE, summary="Read a webhook")
async def get_webhook(webhook_id: RowId, ctx: InOrganization, services: Services) -> WebhookResponse:
    """For admins."""
    return WebhookResponse.of(await services.webhooks.get_webhook(ctx, WebhookId(webhook_id)))


@router.patch(_ONE, summary="Change a webhook", responses=refusals(409))
async def update_webhook(
    webhook_id: RowId, body: WebhookUpdateRequest, ctx: InOrganization, services: Services
) -> WebhookResponse:
    """For admins."""
    return WebhookResponse.of(await services.webhooks.update_webhook(ctx, WebhookId(webhook_id), body.changes))


@router.post(_ONE + "/rotate-secret", summary="Rotate a webhook's secret", responses=refusals(409))
async def rotate_webhook_secret(webhook_id: RowId, ctx: InOrganization, services: Services) -> SignedWebhookResponse:
    """For admins. For a day both secrets sign, the new one first."""
    return SignedWebhookResponse.of(await services.webhooks.rotate_secret(ctx, WebhookId(webhook_id)))


@router.delete(_ONE, status_code=204, summary="Delete a webhook", responses=refusals(409))
async def delete_webhook(webhook_id: RowId, ctx: InOrganization, services: Services) -> None:
    """For admins. What waits for it is never sent."""
    await services.webhooks.delete_webhook(ctx, WebhookId(webhook_id))


@router.get(_ONE + "/deliveries", summary="List deliveries")
async def list_webhook_deliveries(
    webhook_id: RowId, ctx: InOrganization, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[WebhookDeliveryResponse]:
    """For admins: what was sent or waits to be, the newest first. After 24 hours of failing an event is given up."""
    last = _deliveries.read(cursor)
    before = None if last is None else WebhookDeliveryId(last[0])
    found = await services.webhooks.list_deliveries(ctx, WebhookId(webhook_id), limit=limit + 1, before=before)
    items = found[:limit]
    following = _deliveries.write((items[-1].id,)) if len(found) > limit else None
    return Page(items=[WebhookDeliveryResponse.of(item) for item in items], next_cursor=following)


@router.post(_ONE + "/deliveries/{delivery_id}/send-again", summary="Send an event again", responses=refusals(409))
async def resend_webhook_delivery(
    webhook_id: RowId, delivery_id: RowId, ctx: InOrganization, services: Services
) -> WebhookDeliveryResponse:
    """For admins: it is sent now, under the id that it has always had, and tried as long as a new one."""
    sent = await services.webhooks.send_again(ctx, WebhookId(webhook_id), WebhookDeliveryId(delivery_id))
    return WebhookDeliveryResponse.of(sent)


def _place(view: WebhookView) -> tuple[int]:
    return (view.id,)
