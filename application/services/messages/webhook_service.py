"""An organization's webhooks, as its admins set them up and look after them."""

from dataclasses import dataclass

from application.context import OrgContext
from application.domain.errors import Conflict, Problems
from application.domain.events import differences
from application.domain.events.messages import (
    EventsPublishedEvent,
    WebhookDeletedEvent,
    WebhookDeliveriesMovedEvent,
    WebhookDeliveryRetriedEvent,
    WebhookSavedEvent,
    WebhookSecretRotatedEvent,
)
from application.domain.ids import OrganizationRef, WebhookDeliveryId, WebhookId, WebhookRef
from application.domain.messages.public_events import BY_NAME
from application.domain.messages.webhooks import (
    MOST_WEBHOOKS,
    NAME_LIMIT,
    OLD_SECRET_SIGNS_FOR,
    NewWebhook,
    WebhookChanges,
    checked_address,
    checked_kinds,
    host_of,
    new_secret,
)
from application.domain.permissions import Permission
from application.domain.text import one_line
from application.ports import ResealedSecrets, SecretBox, UnreadableSecret
from application.read_models.messages import WebhookDeliveryView, WebhookView
from application.repositories.messages.webhook_repository import WebhookSiteRepository
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.webhook import Webhook, WebhookDelivery


@dataclass(frozen=True, slots=True)
class SignedWebhook:
    """`secret` is shown this once; it checks the signatures of what is sent."""

    webhook: WebhookView
    secret: str

    def __repr__(self) -> str:
        return f"SignedWebhook(id={self.webhook.id})"


class WebhookService:
    def __init__(
        self, units: UnitsOfWork, site: WebhookSiteRepository, secret_box: SecretBox, *, private_allowed: bool
    ) -> None:
        """`private_allowed` lets addresses be private ones, and begin with http://."""
        self._units = units
        self._site = site
        self._secret_box = secret_box
        self._private_allowed = private_allowed

    async def list_webhooks(self, ctx: OrgContext) -> tuple[WebhookView, ...]:
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        return tuple(map(_view, await self._units.reading(ctx).webhooks.list_webhooks()))

    async def get_webhook(self, ctx: OrgContext, webhook_id: WebhookId) -> WebhookView:
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        return _view(await self._units.reading(ctx).webhooks.get_by_id(webhook_id))

    @tried_twice
    async def create_webhook(self, ctx: OrgContext, new: NewWebhook) -> SignedWebhook:
        """Let events be sent from now on. Raises `Conflict` for an organization that has enough webhooks."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        webhook = Webhook(for_staff=new.for_staff)
        self._apply(webhook, WebhookChanges(new.name, new.url, new.kinds, new.for_staff))
        secret = new_secret()
        webhook.secret_encrypted = self._secret_box.seal(secret)
        async with self._units(ctx) as work:
            if len(await work.webhooks.list_webhooks()) >= MOST_WEBHOOKS:
                raise Conflict(f"There are {MOST_WEBHOOKS} webhooks. Delete one that nobody needs first.")
            await work.webhooks.save_webhook(webhook)
            changes = differences({}, _shown(webhook))
            work.record(WebhookSavedEvent(_ref(webhook), name=webhook.name, changes=changes))
            return SignedWebhook(_view(webhook), secret)

    @tried_twice
    async def update_webhook(self, ctx: OrgContext, webhook_id: WebhookId, changes: WebhookChanges) -> WebhookView:
        """Change a webhook. While it is turned off nothing new is meant for it, and what waits goes on waiting."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            webhook = await work.webhooks.get_by_id(webhook_id)
            before, old_url = _shown(webhook), webhook.url
            self._apply(webhook, changes)
            changed = differences(before, _shown(webhook))
            if changed or webhook.url != old_url:
                await work.webhooks.save_webhook(webhook)
                work.record(WebhookSavedEvent(_ref(webhook), name=webhook.name, changes=changed))
                work.record(EventsPublishedEvent(OrganizationRef(ctx.organization_id)))
            return _view(webhook)

    @tried_twice
    async def rotate_secret(self, ctx: OrgContext, webhook_id: WebhookId) -> SignedWebhook:
        """Give a webhook a new secret; for a day the one that it had signs along."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        secret = new_secret()
        async with self._units(ctx) as work:
            webhook = await work.webhooks.get_by_id(webhook_id)
            webhook.old_secret_encrypted = webhook.secret_encrypted
            webhook.old_secret_until = work.clock.now() + OLD_SECRET_SIGNS_FOR
            webhook.secret_encrypted = self._secret_box.seal(secret)
            await work.webhooks.save_webhook(webhook)
            work.record(WebhookSecretRotatedEvent(_ref(webhook), name=webhook.name))
            return SignedWebhook(_view(webhook), secret)

    @tried_twice
    async def delete_webhook(self, ctx: OrgContext, webhook_id: WebhookId) -> None:
        """Remove a webhook with everything that waits for it."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            webhook = await work.webhooks.get_by_id(webhook_id)
            await work.webhooks.delete_webhook(webhook_id)
            work.record(WebhookDeletedEvent(_ref(webhook), name=webhook.name))

    async def list_deliveries(
        self, ctx: OrgContext, webhook_id: WebhookId, *, limit: int, before: WebhookDeliveryId | None = None
    ) -> tuple[WebhookDeliveryView, ...]:
        """Return what was sent to a webhook or waits to be, newest first."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        reading = self._units.reading(ctx)
        webhook = await reading.webhooks.get_by_id(webhook_id)
        rows = await reading.webhook_deliveries.list_deliveries(webhook.id, limit=limit, before=before)
        return tuple(map(_delivery_view, rows))

    @tried_twice
    async def send_again(
        self, ctx: OrgContext, webhook_id: WebhookId, delivery_id: WebhookDeliveryId
    ) -> WebhookDeliveryView:
        """Let an event be sent now, whether it had arrived or not, under the id that it has always had."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            webhook = await work.webhooks.get_by_id(webhook_id)
            if not webhook.is_active:
                raise Conflict("This webhook is turned off. Turn it on first.")
            delivery = await work.webhook_deliveries.get_by_id(delivery_id, webhook_id)
            await work.webhook_deliveries.send_again(delivery_id)
            event = delivery.event.kind
            work.record(WebhookDeliveryRetriedEvent(_ref(webhook), name=webhook.name, event=event))
            work.record(WebhookDeliveriesMovedEvent(_ref(webhook)))
            work.record(EventsPublishedEvent(OrganizationRef(ctx.organization_id)))
            return _delivery_view(await work.webhook_deliveries.get_by_id(delivery_id, webhook_id))

    async def seal_secrets_anew(self) -> ResealedSecrets:
        """Encrypt every webhook's secrets with the present SECRET_KEY, so that older ones are needed no longer."""
        resealed = unreadable = 0
        for stored in await self._site.all_secrets():
            present = [secret for secret in (stored.secret, stored.old_secret) if secret]
            if all(map(self._secret_box.is_sealed_anew, present)):
                continue
            try:
                fresh = self._secret_box.seal(self._secret_box.unseal(stored.secret))
                old = stored.old_secret and self._secret_box.seal(self._secret_box.unseal(stored.old_secret))
            except UnreadableSecret:
                unreadable += 1
                continue
            resealed += await self._site.reseal(stored, fresh, old)
        return ResealedSecrets(resealed, unreadable)

    def _apply(self, webhook: Webhook, changes: WebhookChanges) -> None:
        problems = Problems()
        if changes.name is not None:
            with problems.noted():
                webhook.name = one_line(changes.name, field="name", what="name", limit=NAME_LIMIT)
        if changes.url is not None:
            with problems.noted():
                webhook.url = checked_address(changes.url, private_allowed=self._private_allowed)
        if changes.for_staff is not None:
            webhook.for_staff = changes.for_staff
        if changes.kinds is not None or changes.for_staff is not None:
            with problems.noted():
                kinds = changes.kinds if changes.kinds is not None else tuple(webhook.kinds)
                webhook.kinds = checked_kinds(kinds, for_staff=webhook.for_staff)
        if changes.is_active is not None:
            webhook.is_active = changes.is_active
        problems.refuse()


def _ref(webhook: Webhook) -> WebhookRef:
    return WebhookRef(webhook.organization_id, webhook.id)


def _shown(webhook: Webhook) -> dict[str, object]:
    """The values that the log may have."""
    return {
        "name": webhook.name,
        "host": host_of(webhook.url),
        "kinds": tuple(webhook.kinds),
        "for_staff": webhook.for_staff,
        "is_active": webhook.is_active,
    }


def _view(webhook: Webhook) -> WebhookView:
    return WebhookView(
        id=webhook.id,
        name=webhook.name,
        url=webhook.url,
        kinds=tuple(webhook.kinds),
        for_staff=webhook.for_staff,
        is_active=webhook.is_active,
        old_secret_until=webhook.old_secret_until,
        created_at=webhook.created_at,
        updated_at=webhook.updated_at,
    )


def _delivery_view(row: WebhookDelivery) -> WebhookDeliveryView:
    kind = BY_NAME.get(row.event.kind)
    return WebhookDeliveryView(
        id=row.id,
        event_id=row.event.public_id,
        type=row.event.kind,
        label=kind.label if kind is not None else row.event.kind,
        created_at=row.created_at,
        attempts=row.attempts,
        delivered_at=row.delivered_at,
        failed_at=row.failed_at,
        next_attempt_at=row.due_at if row.delivered_at is None and row.failed_at is None else None,
        error=row.last_error,
    )
