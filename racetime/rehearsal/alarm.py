"""Waiting for a moment on the clock or for something to happen, whichever comes first."""

import asyncio
from datetime import datetime

from application.domain.clock import Clock
from racetime.rehearsal.tasks import Tasks


class Alarm:
    """Wakes the one coroutine that waits on it."""

    def __init__(self, clock: Clock, tasks: Tasks) -> None:
        self._clock = clock
        self._tasks = tasks
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the waiting coroutine; when none waits, its next wait returns at once."""
        self._rung.set()

    async def wait_until(self, moment: datetime | None) -> None:
        """Return at `moment`, or earlier when rung; None waits for the ring alone."""
        if moment is None:
            await self._rung.wait()
        else:
            sleeper = self._tasks.start(self._ring_at(moment), name="alarm")
            try:
                await self._rung.wait()
            finally:
                sleeper.cancel()
        self._rung.clear()

    async def _ring_at(self, moment: datetime) -> None:
        await self._clock.sleep((moment - self._clock.now()).total_seconds())
        self._rung.set()
