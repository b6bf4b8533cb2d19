"""What whoever leads does for programs: publishes what happens, and sends it to webhooks."""

import asyncio
import logging

from application.domain.clock import Clock
from application.domain.events import Event
from application.domain.events.messages import EventsPublishedEvent
from application.events import EventBus
from application.ports import Sender
from application.read_models.messages import WebhookCall
from application.services.messages.delivery_loop import DeliveryLoop
from application.services.messages.publishing_service import PublishingService
from application.services.messages.webhook_deliveries import WebhookDeliveries
from application.waiting import unbroken, woken_or_later

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
_GATHER_SECONDS = 0.1
"""In which a burst of events is published together."""


class EventWorker:
    """`run` works until it is cancelled; nothing else in the product waits for it."""

    def __init__(
        self,
        publishing: PublishingService,
        deliveries: WebhookDeliveries,
        sender: Sender[WebhookCall],
        bus: EventBus,
        clock: Clock,
    ) -> None:
        self._publishing = publishing
        self._bus = bus
        self._clock = clock
        self._woken = asyncio.Event()
        self.deliveries = DeliveryLoop(deliveries, sender, clock)

    async def run(self) -> None:
        unsubscribes = (
            self._bus.subscribe(Event, self._hear),
            self._bus.subscribe(EventsPublishedEvent, lambda _: self.deliveries.wake()),
        )
        try:
            async with asyncio.TaskGroup() as jobs:
                jobs.create_task(self._publish(), name="publish events")
                jobs.create_task(self.deliveries.run(), name="webhooks: delivery")
        finally:
            for unsubscribe in unsubscribes:
                unsubscribe()

    def _hear(self, event: Event) -> None:
        if event.logged:
            self._woken.set()

    async def _publish(self) -> None:
        while True:
            self._woken.clear()
            try:
                await unbroken(self._publishing.publish())
            except Exception:
                logger.exception("Events could not be published.")
            await woken_or_later(self._woken, self._clock, _LOOK_SECONDS)
            await self._clock.sleep(_GATHER_SECONDS)
