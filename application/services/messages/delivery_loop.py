"""The delivery loop: takes what is due, one message per place at a time, and settles what became of it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Generic

from application.domain.clock import Clock
from application.domain.events.messages import MessagesQueuedEvent
from application.domain.messages.delivery import Failed, Outcome, Trouble
from application.events import EventBus
from application.ports import D, Deliveries, Sender
from application.read_models import DueMessage
from application.waiting import unbroken, woken_or_later

logger = logging.getLogger(__name__)

TICK_SECONDS = 2
_AT_ONCE = 8
_SLOW_AFTER_SECONDS = 1.0
"""Who waits longer makes room for others, so that hanging places hold up no healthy one."""
_PATIENCE_SECONDS = 45
"""Shorter than the minute for which a message is taken, so that nobody else takes it up meanwhile."""


class DeliveryLoop(Generic[D]):
    """Delivers while its sender is ready, and does nothing while it is not.

    A place that is slow or failing holds up nobody else. What this process doesn't finish is taken up by the next.
    """

    def __init__(self, messages: Deliveries[D], sender: Sender[D], clock: Clock) -> None:
        self._messages = messages
        self._sender = sender
        self._clock = clock
        self._woken = asyncio.Event()
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._is_looking = False

    def wake(self) -> None:
        """Look now: something was queued. Returns at once."""
        self._woken.set()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being looked for or delivered."""
        return not self._busy and not self._is_looking and not self._woken.is_set()

    async def follow(self, bus: EventBus) -> None:
        """Work until cancelled, and at once when something is queued."""
        unsubscribe = bus.subscribe(MessagesQueuedEvent, lambda _: self.wake())
        try:
            await self.run()
        finally:
            unsubscribe()

    async def run(self) -> None:
        """Work until cancelled; then every request is ended before this returns."""
        try:
            while True:
                self._is_looking = True
                self._woken.clear()
                await self._look()
                self._is_looking = False
                await woken_or_later(self._woken, self._clock, TICK_SECONDS)
        finally:
            tasks = list(self._busy.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _look(self) -> None:
        if not self._sender.is_ready:
            return
        try:
            due = await unbroken(self._messages.due(self._sender.destination))
        except Exception:
            logger.exception("The waiting messages could not be read: destination=%s", self._sender.destination)
            return
        for message in due:
            if message.place not in self._busy:
                task = asyncio.create_task(self._deliver(message), name=f"{self._sender.destination}: {message.place}")
                self._busy[message.place] = task

    async def _deliver(self, due: DueMessage) -> None:
        try:
            async with self._room():
                if await self._take_and_settle(due):
                    self._woken.set()
        except Exception:
            logger.exception("A message could not be delivered: message=%d", due.id)
        finally:
            del self._busy[due.place]

    @asynccontextmanager
    async def _room(self) -> AsyncIterator[None]:
        """Wait for one of a few places, and hold it until the end or, at most, until the place is known to be slow."""
        await self._gate.acquire()
        held = True

        def make_room() -> None:
            nonlocal held
            if held:
                held = False
                self._gate.release()

        timer = asyncio.get_running_loop().call_later(_SLOW_AFTER_SECONDS, make_room)
        try:
            yield
        finally:
            timer.cancel()
            make_room()

    async def _take_and_settle(self, due: DueMessage) -> bool:
        """Tell whether to look for the next one at once; after trouble the place rests until the next tick."""
        delivery = await unbroken(self._messages.take(due))
        if delivery is None:
            return True
        outcome = await self._send(delivery)
        await unbroken(self._messages.settle(delivery, outcome))
        if isinstance(outcome, Failed):
            level = logging.INFO if outcome.trouble is Trouble.GONE else logging.WARNING
            logger.log(level, "A message failed: message=%d reason=%s", delivery.id, outcome.reason)
            return outcome.trouble is not Trouble.LATER
        return True

    async def _send(self, delivery: D) -> Outcome:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._sender.send(delivery)
        except TimeoutError:
            return Failed(Trouble.LATER, f"{self._sender.name} has given no answer in time.")
