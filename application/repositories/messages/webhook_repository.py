"""Webhooks of an organization, and the events on their way to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import F, Q
from tortoise.functions import Min
from tortoise.queryset import QuerySet

from application.domain.clock import Clock
from application.domain.ids import OrganizationId, Subject, WebhookDeliveryId, WebhookId
from application.repositories.base import Named, TenantRepository
from models.webhook import Webhook, WebhookDelivery

LEASE = timedelta(seconds=60)


def _waiting() -> Q:
    return Q(delivered_at__isnull=True, failed_at__isnull=True)


def _free(now: datetime) -> Q:
    return Q(due_at__lte=now) & (Q(leased_until__isnull=True) | Q(leased_until__lte=now))


def due_deliveries(now: datetime) -> QuerySet[WebhookDelivery]:
    """Return what is to be sent by now, in all organizations."""
    return WebhookDelivery.filter(_waiting(), _free(now), webhook__is_active=True, organization__is_active=True)


class WebhookRepository(TenantRepository[Webhook]):
    model = Webhook
    noun = "webhook"
    named = Named(Subject.WEBHOOK, ("name",))

    async def get_by_id(self, webhook_id: WebhookId) -> Webhook:
        return await self._get(webhook_id)

    async def list_webhooks(self) -> list[Webhook]:
        return await self._own().order_by("id")

    async def save_webhook(self, webhook: Webhook) -> None:
        now = self._clock.now()
        webhook.organization_id = self._ctx.organization_id
        webhook.updated_at = now
        if webhook.id is None:
            webhook.created_at = now
        await webhook.save()

    async def delete_webhook(self, webhook_id: WebhookId) -> None:
        """Remove a webhook with everything on its way to it."""
        await self._own().filter(id=webhook_id).delete()


class WebhookDeliveryRepository(TenantRepository[WebhookDelivery]):
    model = WebhookDelivery
    noun = "delivery"

    async def add_all(self, pairs: Iterable[tuple[WebhookId, int]]) -> None:
        """Let events, the second of each pair, be sent to webhooks."""
        now = self._clock.now()
        rows = [
            WebhookDelivery(
                organization_id=self._ctx.organization_id,
                webhook_id=webhook_id,
                event_id=event_id,
                tried_since=now,
                due_at=now,
                created_at=now,
            )
            for webhook_id, event_id in pairs
        ]
        if rows:
            await WebhookDelivery.bulk_create(rows)

    async def take(self, delivery_id: WebhookDeliveryId) -> WebhookDelivery | None:
        """Take a delivery that is due for one lease; None when somebody else has it, or it is settled."""
        now = self._clock.now()
        free = self._own().filter(_waiting(), _free(now), id=delivery_id)
        if not await free.update(leased_until=now + LEASE, attempts=F("attempts") + 1):
            return None
        return await self._get(delivery_id, "webhook", "event", "event__entry")

    async def mark_delivered(self, delivery_id: WebhookDeliveryId, attempt: int) -> bool:
        """Settle what was taken in this attempt; False when that was lost meanwhile."""
        now = self._clock.now()
        return bool(await self._held(delivery_id, attempt).update(delivered_at=now, leased_until=None, last_error=""))

    async def postpone(self, delivery_id: WebhookDeliveryId, attempt: int, reason: str, delay: timedelta) -> bool:
        due_at = self._clock.now() + delay
        held = self._held(delivery_id, attempt)
        return bool(await held.update(due_at=due_at, leased_until=None, last_error=reason[:300]))

    async def hold_back(self, delivery_id: WebhookDeliveryId, attempt: int, delay: timedelta) -> None:
        """Let what may not be told just now wait, as if it hadn't been tried yet."""
        now = self._clock.now()
        held = self._held(delivery_id, attempt)
        await held.update(due_at=now + delay, tried_since=now, leased_until=None, attempts=F("attempts") - 1)

    async def give_up(self, delivery_id: WebhookDeliveryId, attempt: int, reason: str) -> bool:
        """Send it no more, unless an admin wants it."""
        now = self._clock.now()
        held = self._held(delivery_id, attempt)
        return bool(await held.update(failed_at=now, leased_until=None, last_error=reason[:300]))

    def _held(self, delivery_id: WebhookDeliveryId, attempt: int) -> QuerySet[WebhookDelivery]:
        """The row while this very attempt is the last one."""
        return self._own().filter(_waiting(), id=delivery_id, attempts=attempt, leased_until__isnull=False)

    async def get_by_id(self, delivery_id: WebhookDeliveryId, webhook_id: WebhookId) -> WebhookDelivery:
        return await self._one(self._own().filter(id=delivery_id, webhook_id=webhook_id).select_related("event"))

    async def send_again(self, delivery_id: WebhookDeliveryId) -> None:
        """Let an event be sent at once, however it stands, and be tried as long as a new one."""
        now = self._clock.now()
        await (
            self._own()
            .filter(id=delivery_id)
            .update(due_at=now, tried_since=now, leased_until=None, delivered_at=None, failed_at=None, last_error="")
        )

    async def list_deliveries(
        self, webhook_id: WebhookId, *, limit: int, before: WebhookDeliveryId | None = None
    ) -> list[WebhookDelivery]:
        """Return what was sent to a webhook or waits to be, newest first, with its events and their log entries."""
        query = self._own().filter(webhook_id=webhook_id)
        if before is not None:
            query = query.filter(id__lt=before)
        return await query.order_by("-id").limit(limit).select_related("event", "event__entry")


@dataclass(frozen=True, slots=True)
class DueDelivery:
    delivery_id: WebhookDeliveryId
    organization_id: OrganizationId
    webhook_id: WebhookId


@dataclass(frozen=True, slots=True)
class StoredSecrets:
    webhook_id: WebhookId
    secret: str
    old_secret: str


class WebhookSiteRepository:
    """Webhooks of all organizations: what is due where, and their secrets."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def list_due(self) -> Sequence[DueDelivery]:
        """Return the first delivery of every webhook that is due, the oldest first."""
        due = due_deliveries(self.clock.now()).group_by("webhook_id", "organization_id").annotate(first=Min("id"))
        rows = await due.values_list("first", "organization_id", "webhook_id")
        return sorted((DueDelivery(*row) for row in rows), key=lambda each: each.delivery_id)

    async def all_secrets(self) -> list[StoredSecrets]:
        rows = await Webhook.all().order_by("id").values_list("id", "secret_encrypted", "old_secret_encrypted")
        return [StoredSecrets(*row) for row in rows]

    async def reseal(self, stored: StoredSecrets, secret: str, old_secret: str) -> int:
        """Replace encrypted secrets by the same ones under another key, unless they were changed meanwhile."""
        webhooks = Webhook.filter(
            id=stored.webhook_id, secret_encrypted=stored.secret, old_secret_encrypted=stored.old_secret
        )
        return await webhooks.update(secret_encrypted=secret, old_secret_encrypted=old_secret)
