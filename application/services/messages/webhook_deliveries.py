"""What waits for webhooks: taken, made into a signed request, and settled by what the receiver answers."""

from datetime import timedelta

from application.access import Access
from application.domain.events.messages import WebhookDeliveriesMovedEvent
from application.domain.ids import MessageId, WebhookDeliveryId, WebhookRef
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import Failed, Outcome
from application.domain.messages.webhooks import TRIED_FOR, headers_of, pause_after
from application.page_links import PageLinks
from application.ports import SecretBox, UnreadableSecret
from application.read_models.messages import DueMessage, WebhookCall
from application.repositories import Repositories
from application.repositories.messages.webhook_repository import WebhookSiteRepository
from application.services.messages.public_events import body_of, happenings, is_allowed_for, shown
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.webhook import Webhook, WebhookDelivery

_HELD_FOR = timedelta(minutes=1)
_LATEST = timedelta(minutes=5)
"""How much later than at the end of its time an event is still tried."""
_NO_OUTCOME = "It could not be sent within its time. Send it again."
_FOR_STAFF = "It is for a webhook that is told what staff are."
_UNREADABLE = "Its secret was stored with another SECRET_KEY. Rotate the secret, then send this again."


class WebhookDeliveries:
    """For the loop that delivers: of each webhook one event at a time, and of all webhooks side by side.

    An event whose answer is lost is sent again under the same `webhook-id`, so receivers leave out what they know.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: WebhookSiteRepository,
        secret_box: SecretBox,
        links: PageLinks,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._secret_box = secret_box
        self._links = links

    async def due(self, _: Destination) -> tuple[DueMessage, ...]:
        """Return for every webhook the oldest event whose time has come; one that was refused holds up no other."""
        return tuple(
            DueMessage(MessageId(item.delivery_id), item.organization_id, f"webhook:{item.webhook_id}")
            for item in await self._site.list_due()
        )

    @tried_twice
    async def take(self, due: DueMessage) -> WebhookCall | None:
        """Take an event for a minute and say what is to be sent; None when somebody else has it, or it has to wait."""
        async with self._units(self._access.as_system(due.organization_id)) as work:
            delivery = await work.webhook_deliveries.take(WebhookDeliveryId(due.id))
            if delivery is None or not await self._may_be_sent(work, delivery):
                return None
            webhook = delivery.webhook
            try:
                secrets = self._secrets_of(webhook)
            except UnreadableSecret:
                await work.webhook_deliveries.give_up(delivery.id, delivery.attempts, _UNREADABLE)
                return None
            (happening,) = await happenings(self._as_told_to(webhook, work), [delivery.event], self._links)
            body = body_of(happening)
            return WebhookCall(
                id=MessageId(delivery.id),
                organization_id=due.organization_id,
                webhook_id=webhook.id,
                attempt=delivery.attempts,
                tried_since=delivery.tried_since,
                url=webhook.url,
                headers=headers_of(delivery.event.public_id, self._site.clock.now(), body, secrets),
                body=body,
            )

    async def _may_be_sent(self, work: WorkSession, delivery: WebhookDelivery) -> bool:
        """Ask the gate once more: what was told to be public may be held back again."""
        late = delivery.tried_since + TRIED_FOR + _LATEST < self._site.clock.now()
        if late and delivery.attempts > 1:
            await work.webhook_deliveries.give_up(delivery.id, delivery.attempts, delivery.last_error or _NO_OUTCOME)
            return False
        told = self._as_told_to(delivery.webhook, work)
        if not is_allowed_for(delivery.event, told.ctx):
            await work.webhook_deliveries.give_up(delivery.id, delivery.attempts, _FOR_STAFF)
            return False
        if await shown(told, [delivery.event]):
            return True
        await work.webhook_deliveries.hold_back(delivery.id, delivery.attempts, _HELD_FOR)
        return False

    def _as_told_to(self, webhook: Webhook, work: WorkSession) -> Repositories:
        ctx = self._access.as_webhook(work.ctx.organization_id, for_staff=webhook.for_staff)
        return Repositories(ctx, work.clock)

    def _secrets_of(self, webhook: Webhook) -> list[str]:
        secrets = [self._secret_box.unseal(webhook.secret_encrypted)]
        if webhook.old_secret_until is not None and self._site.clock.now() < webhook.old_secret_until:
            secrets.append(self._secret_box.unseal(webhook.old_secret_encrypted))
        return secrets

    @tried_twice
    async def settle(self, call: WebhookCall, outcome: Outcome) -> None:
        """Note what became of a taken event; without effect when the lease has passed to somebody else."""
        delivery_id = WebhookDeliveryId(call.id)
        async with self._units(self._access.as_system(call.organization_id)) as work:
            if not isinstance(outcome, Failed):
                await work.webhook_deliveries.mark_delivered(delivery_id, call.attempt)
            else:
                await self._note_failure(work, call, outcome)
            work.record(WebhookDeliveriesMovedEvent(WebhookRef(call.organization_id, call.webhook_id)))

    async def _note_failure(self, work: WorkSession, call: WebhookCall, failed: Failed) -> None:
        pause = pause_after(call.attempt, call.tried_since, self._site.clock.now(), failed.retry_after)
        if pause is None:
            await work.webhook_deliveries.give_up(WebhookDeliveryId(call.id), call.attempt, failed.reason)
        else:
            await work.webhook_deliveries.postpone(WebhookDeliveryId(call.id), call.attempt, failed.reason, pause)
